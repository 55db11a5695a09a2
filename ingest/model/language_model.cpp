#include "ingest/model/language_model.hpp"

#include <algorithm>

#include "ingest/model/spanning_tree.hpp"
#include "ingest/model/words.hpp"

namespace entente::ingest::model {

namespace {

/// Words that are read at a time: enough that weights are used often while they are at hand.
constexpr std::size_t batch_words = 500;

}  // namespace

/// A sentence or, of one that is too long, a part of it.
struct LanguageModel::Piece {
  std::span<const std::string_view> tokens;
  /// Place of the first word in its sentence.
  std::uint32_t first_word = 0;
  /// Place of the sentence among all.
  std::size_t sentence = 0;
  WordFeatures features;
  /// Heads are numbers in the piece, or no_head.
  ParsedSentence parsed;
};

LanguageModel::LanguageModel(ModelParts parts)
    : parts_(std::make_unique<const ModelParts>(std::move(parts))), network_(parts_->network) {}

ParsedSentence LanguageModel::parse(std::span<const std::string_view> tokens) const {
  const Tokens sentence(tokens.begin(), tokens.end());
  return std::move(parse_all({&sentence, 1}).front());
}

/// What is longer than is read at a time is a table or a list without stops: it is read in pieces,
/// and the roots of the later ones hang from the root of the first.
std::vector<ParsedSentence> LanguageModel::parse_all(std::span<const Tokens> sentences) const {
  std::vector<Piece> pieces;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::span<const std::string_view> tokens(sentences[s]);
    for (std::size_t at = 0; at < tokens.size(); at += longest_parsed_sentence) {
      Piece& piece = pieces.emplace_back();
      piece.tokens = tokens.subspan(at, std::min(longest_parsed_sentence, tokens.size() - at));
      piece.first_word = static_cast<std::uint32_t>(at);
      piece.sentence = s;
    }
  }
  std::vector<Piece*> order;
  for (Piece& piece : pieces) order.push_back(&piece);
  std::stable_sort(order.begin(), order.end(), [](const Piece* a, const Piece* b) {
    return a->tokens.size() > b->tokens.size();
  });
  // One for all batches, so that its memory is asked for once.
  NetworkPass pass;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t words = 0;
    std::size_t end = begin;
    while (end < order.size() && words < batch_words) words += order[end++]->tokens.size();
    read_batch(std::span(order).subspan(begin, end - begin), pass);
    begin = end;
  }
  std::vector<ParsedSentence> result(sentences.size());
  std::vector<std::uint32_t> roots(sentences.size(), no_head);
  for (Piece& piece : pieces) {
    ParsedSentence& out = result[piece.sentence];
    std::uint32_t& root = roots[piece.sentence];
    for (ParsedToken& token : piece.parsed.tokens) {
      if (token.head != no_head) {
        token.head += piece.first_word;
      } else if (root == no_head) {
        root = static_cast<std::uint32_t>(out.tokens.size());
      } else {
        token.head = root;
        token.relation = parts_->relations[parts_->loose_relation];
      }
      out.tokens.push_back(std::move(token));
    }
    for (NameSpan name : piece.parsed.names) {
      name.begin += piece.first_word;
      name.end += piece.first_word;
      out.names.push_back(name);
    }
  }
  return result;
}

void LanguageModel::read_batch(std::span<Piece* const> batch, NetworkPass& pass) const {
  std::vector<std::uint32_t> lengths;
  std::vector<const WordFeatures*> features;
  for (Piece* piece : batch) {
    const std::vector<Word> words = look_at_words(piece->tokens, parts_->lexicon);
    piece->features = feature_rows(word_features(words, parts_->lexicon), parts_->network.tables);
    piece->parsed.tokens.resize(piece->tokens.size());
    lengths.push_back(static_cast<std::uint32_t>(piece->tokens.size()));
    features.push_back(&piece->features);
  }
  const BatchLayout layout(lengths);
  network_.read(layout, features, nullptr, pass);
  for (std::size_t s = 0; s < batch.size(); ++s) {
    decode_tags(layout, s, pass, *batch[s]);
    decode_tree(layout, s, pass, *batch[s]);
    decode_names(layout, s, pass, *batch[s]);
  }
}

void LanguageModel::decode_tags(const BatchLayout& layout, std::size_t sentence,
                                const NetworkPass& pass, Piece& piece) const {
  for (std::size_t i = 0; i < piece.tokens.size(); ++i) {
    const std::uint16_t tag =
        parts_->tags.likeliest(pass.tag_probabilities.row(layout.row(sentence, i)));
    ParsedToken& token = piece.parsed.tokens[i];
    token.penn_tag = parts_->tags.penn(tag);
    token.universal_tag = parts_->tags.universal(tag);
    token.lemma = parts_->lemmatiser.lemma(piece.tokens[i], tag, token.universal_tag == "PROPN");
  }
}

void LanguageModel::decode_tree(const BatchLayout& layout, std::size_t sentence,
                                const NetworkPass& pass, Piece& piece) const {
  const std::size_t words = piece.tokens.size();
  ArcScores arcs;
  network_.score_arcs(layout, sentence, pass, arcs);
  const std::vector<std::uint32_t> heads = highest_tree(arcs.scores);
  Matrix inputs;
  Matrix relations;
  network_.score_relations(layout, sentence, pass, heads, inputs, relations);
  for (std::size_t i = 0; i < words; ++i) {
    softmax(arcs.scores.row(i), words + 1);
    float* scores = relations.row(i);
    softmax(scores, relations.columns);
    ParsedToken& token = piece.parsed.tokens[i];
    const bool is_root = heads[i] == words;
    // The root alone is called so.
    const std::uint16_t root = parts_->root_relation;
    if (!is_root) scores[root] = 0;
    const auto best =
        is_root ? root : std::max_element(scores, scores + relations.columns) - scores;
    token.head = is_root ? no_head : heads[i];
    token.relation = parts_->relations[static_cast<std::size_t>(best)];
    token.head_probability = arcs.scores.row(i)[heads[i]] * (is_root ? 1.0F : scores[best]);
  }
}

void LanguageModel::decode_names(const BatchLayout& layout, std::size_t sentence,
                                 const NetworkPass& pass, Piece& piece) const {
  Matrix scores;
  network_.score_names(layout, sentence, pass, scores);
  const NameChain chain(scores, parts_->network.matrices[name_moves]);
  piece.parsed.names = spans_of(chain.best_labels());
  for (NameSpan& name : piece.parsed.names) name.probability = chain.probability(name);
}

}  // namespace entente::ingest::model
