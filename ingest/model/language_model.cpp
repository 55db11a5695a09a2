#include "ingest/model/language_model.hpp"

#include <algorithm>

#include "storage/base/checksum.hpp"

namespace entente::ingest::model {

namespace {

constexpr std::string_view magic = "Entente language model\n";
/// Changes whenever the bytes or the features mean something else.
constexpr std::uint32_t format_version = 1;

void append_names(std::string& out, const std::vector<std::string>& names) {
  storage::append_varint(out, names.size());
  for (const std::string& name : names) storage::append_string(out, name);
}

std::vector<std::string> read_names(storage::ByteReader& in) {
  std::vector<std::string> names(in.count());
  for (std::string& name : names) name = in.string();
  return names;
}

Error damaged(std::string_view what) {
  return Error::plain(ErrorClass::corruption, "damaged language model: " + std::string(what),
                      "install the file english.model again");
}

/// Parts that were read one by one must also fit together.
bool is_consistent(const ModelParts& parts) {
  const std::size_t relations = parts.relations.size();
  return parts.tags.size() > 0 && relations > 0 && relations <= 64 &&
         parts.tagger.class_count() == parts.tags.size() &&
         parts.parser.class_count() == transition_count(relations) &&
         parts.reverse_parser.class_count() == transition_count(relations) &&
         parts.names.class_count() == name_label_count;
}

std::uint8_t between_kind(std::string_view penn, std::string_view universal) {
  if (penn == ",") return between_comma;
  if (universal == "PUNCT") return between_mark;
  if (universal == "VERB" || universal == "AUX") return between_verb;
  return universal == "CCONJ" || universal == "SCONJ" ? between_conjunction : 0;
}

}  // namespace

LanguageModel::LanguageModel(ModelParts parts) : parts_(std::move(parts)) {
  for (std::uint16_t tag = 0; tag < parts_.tags.size(); ++tag) {
    const std::string_view universal = parts_.tags.universal(tag);
    universal_.push_back(text_atom(universal));
    proper_.push_back(universal == "PROPN");
    between_.push_back(between_kind(parts_.tags.penn(tag), universal));
  }
}

std::string LanguageModel::write() const {
  std::string body;
  append_names(body, parts_.tags.names());
  append_names(body, parts_.relations);
  storage::append_varint(body, parts_.root_relation);
  storage::append_varint(body, parts_.loose_relation);
  parts_.lexicon.write(body);
  parts_.tagger.write(body);
  parts_.lemmatiser.write(body);
  parts_.parser.write(body);
  parts_.reverse_parser.write(body);
  parts_.names.write(body);
  std::string out(magic);
  storage::append_fixed_32(out, format_version);
  storage::append_fixed_32(out, static_cast<std::uint32_t>(parts_.notice.size()));
  out += parts_.notice;
  storage::append_fixed_64(out, body.size());
  storage::append_fixed_64(out, storage::checksum(parts_.notice) ^ storage::checksum(body));
  return out + body;
}

Result<LanguageModel> LanguageModel::read(std::string_view bytes) {
  if (!bytes.starts_with(magic)) return damaged("it does not begin as one");
  storage::ByteReader head(bytes.substr(magic.size()));
  const std::uint32_t version = head.fixed_32();
  if (head.ok() && version != format_version) {
    return Error::plain(ErrorClass::format_version,
                        "the language model has format " + std::to_string(version) +
                            ", this program reads format " + std::to_string(format_version),
                        "use the file english.model that came with this program");
  }
  ModelParts parts;
  parts.notice = head.bytes(head.fixed_32());
  const std::uint64_t size = head.fixed_64();
  const std::uint64_t sum = head.fixed_64();
  if (!head.ok() || head.remaining() != size) return damaged("its length is wrong");
  const std::string_view body = head.bytes(size);
  if ((storage::checksum(parts.notice) ^ storage::checksum(body)) != sum) {
    return damaged("its checksum is wrong");
  }
  storage::ByteReader in(body);
  parts.tags = TagSet(read_names(in));
  parts.relations = read_names(in);
  const std::uint32_t root = in.varint_32();
  const std::uint32_t loose = in.varint_32();
  if (root >= parts.relations.size() || loose >= parts.relations.size()) in.fail();
  parts.root_relation = static_cast<std::uint16_t>(root);
  parts.loose_relation = static_cast<std::uint16_t>(loose);
  parts.lexicon = Lexicon::read(in);
  parts.tagger = SparseModel::read(in);
  parts.lemmatiser = Lemmatiser::read(in);
  parts.parser = SparseModel::read(in);
  parts.reverse_parser = SparseModel::read(in);
  parts.names = SparseModel::read(in);
  if (!in.finished() || !is_consistent(parts)) return damaged("its parts do not fit together");
  return LanguageModel(std::move(parts));
}

std::vector<std::string> LanguageModel::lemmas(std::span<const std::string_view> tokens,
                                               std::span<const std::uint16_t> tags) const {
  std::vector<std::string> lemmas(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    lemmas[i] = parts_.lemmatiser.lemma(tokens[i], tags[i], proper_[tags[i]]);
  }
  return lemmas;
}

ParseInput LanguageModel::parse_input(std::span<const Word> words,
                                      std::span<const std::uint16_t> tags,
                                      std::span<const std::string> lemmas) const {
  std::vector<ParseWord> seen(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    ParseWord& out = seen[i];
    out.form = word.form;
    out.lemma = text_atom(lemmas[i]);
    out.tag = tags[i];
    out.universal = universal_[tags[i]];
    out.cluster = word.facts.cluster;
    const bool verb = between_[tags[i]] == between_verb;
    out.sense = verb ? 0x100U | word.facts.verb_frames : word.facts.noun_class;
    out.between = between_[tags[i]];
  }
  return ParseInput(std::move(seen));
}

std::vector<Arc> LanguageModel::tree(std::span<const Word> words,
                                     std::span<const std::uint16_t> tags,
                                     std::span<const std::string> lemmas) const {
  const ParseInput input = parse_input(words, tags, lemmas);
  const auto forward = parse_words(parts_.parser, input, parts_.root_relation);
  const auto backward = parse_words(parts_.reverse_parser, input.reversed(), parts_.root_relation);
  return combine(forward, reversed(backward));
}

/// What is longer than the parser reads is a table or a list without stops: it is read in pieces,
/// and the heads of the later ones hang from the head of the first.
std::vector<Arc> LanguageModel::tree_in_pieces(std::span<const Word> words,
                                               std::span<const std::uint16_t> tags,
                                               std::span<const std::string> lemmas) const {
  const auto root = static_cast<NodeId>(words.size());
  NodeId first_head = root;
  std::vector<Arc> arcs;
  for (std::size_t begin = 0; begin < words.size(); begin += longest_parsed_sentence) {
    const std::size_t count = std::min(longest_parsed_sentence, words.size() - begin);
    for (Arc arc : tree(words.subspan(begin, count), tags.subspan(begin, count),
                        lemmas.subspan(begin, count))) {
      const bool heads_piece = arc.head == count;
      arc.head = heads_piece ? first_head : static_cast<NodeId>(begin + arc.head);
      if (heads_piece && first_head != root) arc.label = parts_.loose_relation;
      if (heads_piece && first_head == root) first_head = static_cast<NodeId>(arcs.size());
      arcs.push_back(arc);
    }
  }
  return arcs;
}

ParsedSentence LanguageModel::parse(std::span<const std::string_view> tokens) const {
  ParsedSentence out;
  if (tokens.empty()) return out;
  const std::vector<Word> words = look_at_words(tokens, parts_.lexicon);
  std::vector<std::uint16_t> tags;
  tag_words(parts_.tagger, words, tags);
  std::vector<std::string> lemmas = this->lemmas(tokens, tags);
  const std::vector<Arc> arcs = tree_in_pieces(words, tags, lemmas);
  out.tokens.resize(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    ParsedToken& token = out.tokens[i];
    token.penn_tag = parts_.tags.penn(tags[i]);
    token.universal_tag = parts_.tags.universal(tags[i]);
    token.lemma = std::move(lemmas[i]);
    token.head = arcs[i].head == tokens.size() ? no_head : arcs[i].head;
    token.relation = parts_.relations[arcs[i].label];
  }
  std::vector<NameLabel> labels;
  find_names(parts_.names, look_up_names(words, tags, arcs, parts_.lexicon), labels);
  out.names = spans_of(labels);
  return out;
}

}  // namespace entente::ingest::model
