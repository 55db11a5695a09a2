#include "ingest/train/reference_trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ingest/model/parse_text.hpp"
#include "ingest/names/recogniser.hpp"
#include "ingest/resolve/resolver_steps.hpp"
#include "ingest/text/utf8.hpp"
#include "ingest/train/gum_mentions.hpp"
#include "ingest/train/known_names.hpp"

namespace entente::ingest::train {

namespace {

/// Fills a document sentence by sentence.
class DocumentMaker {
 public:
  explicit DocumentMaker(ClusteredDocument& document) : document_(document) {}

  void add(const TreeSentence& sentence, const std::vector<MarkedMention>& mentions,
           const std::vector<model::NameSpan>& names) {
    Sentence made;
    made.begin = static_cast<std::uint32_t>(document_.text.size());
    made.first_token = static_cast<std::uint32_t>(document_.split.tokens.size());
    model::ParsedSentence& tree = document_.parsed.emplace_back();
    for (const TreeToken& token : sentence.tokens) add_token(token, tree);
    tree.names = names;
    made.end = static_cast<std::uint32_t>(document_.text.size());
    made.last_token = static_cast<std::uint32_t>(document_.split.tokens.size());
    document_.split.sentences.push_back(made);
    document_.clusters.resize(document_.split.tokens.size());
    for (const MarkedMention& mention : mentions) {
      const auto head = head_of(sentence, mention);
      document_.clusters[made.first_token + head].push_back(mention.number);
    }
  }

 private:
  void add_token(const TreeToken& token, model::ParsedSentence& tree) {
    const auto keep = [&](const std::string& word) {
      return std::string_view(document_.words.emplace_back(word));
    };
    Token made;
    made.begin = static_cast<std::uint32_t>(document_.text.size());
    document_.text += token.text;
    made.end = static_cast<std::uint32_t>(document_.text.size());
    document_.text += ' ';
    made.kind = split_tokens(token.text, 0, token.text.size()).front().kind;
    made.upper = begins_upper(token.text);
    made.form = fold(token.text);
    document_.split.tokens.push_back(std::move(made));
    model::ParsedToken parsed;
    parsed.lemma = token.lemma;
    parsed.universal_tag = keep(token.universal_tag);
    parsed.penn_tag = keep(token.penn_tag);
    parsed.head = token.head < 0 ? model::no_head : static_cast<std::uint32_t>(token.head);
    parsed.relation = keep(token.relation);
    tree.tokens.push_back(std::move(parsed));
  }

  static std::uint32_t head_of(const TreeSentence& sentence, const MarkedMention& mention) {
    for (std::uint32_t i = mention.begin; i < mention.end; ++i) {
      const int head = sentence.tokens[i].head;
      const bool outside =
          head < static_cast<int>(mention.begin) || head >= static_cast<int>(mention.end);
      if (outside && sentence.tokens[i].universal_tag != "PUNCT") return i;
    }
    return mention.begin;
  }

  ClusteredDocument& document_;
};

/// Follows which cluster each referent belongs to, by its phrases.
class ClusterView {
 public:
  explicit ClusterView(const ClusteredDocument& document) : document_(document) {}

  /// The cluster of a phrase, or empty.
  [[nodiscard]] std::string_view of_phrase(const Phrase& phrase) const {
    const auto& clusters = document_.clusters[phrase.head];
    return clusters.empty() ? std::string_view{} : std::string_view(clusters.front());
  }

  /// Whether the last phrases of a referent speak of the cluster.
  [[nodiscard]] bool is_of(const Discourse& discourse, std::uint32_t r,
                           std::string_view cluster) const {
    const Referent& referent = discourse.referents[r];
    if (referent.plural && referent.phrases.size() > 0) {
      // A group is marked at its first member, outside of the member's own mention.
      const auto& all = document_.clusters[discourse.phrases[referent.phrases.back()].head];
      if (std::find(all.begin(), all.end(), cluster) != all.end()) return true;
    }
    for (auto p = referent.phrases.rbegin(); p != referent.phrases.rend(); ++p) {
      const std::string_view own = of_phrase(discourse.phrases[*p]);
      if (!own.empty()) return own == cluster;
    }
    return false;
  }

 private:
  const ClusteredDocument& document_;
};

struct Example {
  ReferenceKind kind = ReferenceKind::personal;
  std::vector<ReferenceFeatures> candidates;
  std::vector<bool> right;
};

ResolvedDocument named(const ClusteredDocument& document) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  const WordClasses& classes = WordClasses::built_in();
  const auto names = recognise_names(document.split, gazetteer, classes, document.parsed);
  return resolve_names(document.split, names, gazetteer, classes);
}

/// Reads the documents with the right answers and notes every decision.
std::vector<Example> collect(const std::deque<ClusteredDocument>& documents) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  const WordClasses& classes = WordClasses::built_in();
  std::vector<Example> examples;
  for (const ClusteredDocument& document : documents) {
    const ClusterView clusters(document);
    const ResolvedDocument resolved = named(document);
    const auto judge = [&](const Discourse& discourse, std::uint32_t p, ReferenceKind kind,
                           const std::vector<ReferenceCandidate>& candidates) {
      Example example;
      example.kind = kind;
      ReferenceChoice choice;
      const std::string_view wanted = clusters.of_phrase(discourse.phrases[p]);
      for (std::size_t c = 0; c < candidates.size(); ++c) {
        const bool right =
            c > 0 && !wanted.empty() && clusters.is_of(discourse, candidates[c].referent, wanted);
        if (right && choice.candidate == 0) choice.candidate = c;
        example.candidates.push_back(candidates[c].features);
        example.right.push_back(right);
      }
      example.right[0] = choice.candidate == 0;
      examples.push_back(std::move(example));
      return choice;
    };
    read_discourse(document.split, DocumentTrees(document.split, document.parsed), resolved,
                   gazetteer, classes, judge);
  }
  return examples;
}

/// Weights in doubles with AdaGrad's steps (Duchi et al. 2011).
class Learner {
 public:
  void learn(const Example& example) {
    auto& weights = weights_[static_cast<std::size_t>(example.kind)];
    auto& squares = squares_[static_cast<std::size_t>(example.kind)];
    std::vector<double> scores;
    for (const auto& features : example.candidates) {
      double sum = 0;
      for (std::size_t f = 0; f < reference_feature_count; ++f) {
        if (features[f]) sum += weights[f];
      }
      scores.push_back(sum);
    }
    const double highest = *std::max_element(scores.begin(), scores.end());
    double all = 0;
    double right = 0;
    for (std::size_t c = 0; c < scores.size(); ++c) {
      scores[c] = std::exp(scores[c] - highest);
      all += scores[c];
      if (example.right[c]) right += scores[c];
    }
    std::array<double, reference_feature_count> gradient{};
    for (std::size_t c = 0; c < scores.size(); ++c) {
      const double share = (example.right[c] ? scores[c] / right : 0) - scores[c] / all;
      for (std::size_t f = 0; f < reference_feature_count; ++f) {
        if (example.candidates[c][f]) gradient[f] += share;
      }
    }
    for (std::size_t f = 0; f < reference_feature_count; ++f) {
      const double slope = gradient[f] - decay * weights[f];
      if (gradient[f] == 0) continue;
      squares[f] += slope * slope;
      weights[f] += rate * slope / std::sqrt(squares[f]);
    }
  }

  [[nodiscard]] ReferenceWeights::Table table() const {
    ReferenceWeights::Table table{};
    for (std::size_t k = 0; k < table.size(); ++k) {
      for (std::size_t f = 0; f < reference_feature_count; ++f) {
        table[k][f] = static_cast<std::int32_t>(std::lround(weights_[k][f] * 1000));
      }
    }
    return table;
  }

 private:
  static constexpr double rate = 0.1;
  static constexpr double decay = 0.002;
  using Row = std::array<double, reference_feature_count>;
  std::array<Row, 4> weights_{};
  std::array<Row, 4> squares_{};
};

}  // namespace

std::deque<ClusteredDocument> clustered_documents(const Treebank& treebank,
                                                  const model::LanguageModel* model) {
  const auto mentions = marked_mentions(treebank);
  const auto named = marked_names(treebank);
  std::deque<ClusteredDocument> documents;
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    const TreeSentence& sentence = treebank[s];
    if (!named[s]) continue;
    if (documents.empty() || documents.back().id != sentence.document) {
      documents.emplace_back().id = sentence.document;
    }
    DocumentMaker(documents.back()).add(sentence, mentions[s], named[s]->names);
  }
  for (ClusteredDocument& document : documents) {
    document.split.text = document.text;
    if (model != nullptr) document.parsed = model::parse_text(*model, document.split);
  }
  return documents;
}

ReferenceWeights::Table train_references(const std::deque<ClusteredDocument>& documents,
                                         int epochs) {
  const std::vector<Example> examples = collect(documents);
  Learner learner;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    // A stride that shares no factor with the count visits all examples in a mixed order.
    constexpr std::size_t stride = 7919;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      learner.learn(examples[(i * stride + static_cast<std::size_t>(epoch)) % examples.size()]);
    }
  }
  return learner.table();
}

std::string weights_text(const ReferenceWeights::Table& table) {
  std::string out;
  for (std::size_t k = 0; k < table.size(); ++k) {
    for (std::size_t f = 0; f < reference_feature_count; ++f) {
      if (table[k][f] == 0) continue;
      out += fmt::format("{} {} {}\n", reference_kind_names[k],
                         to_string(static_cast<ReferenceFeature>(f)), table[k][f]);
    }
  }
  return out;
}

ReferenceScore score_references(const std::deque<ClusteredDocument>& documents,
                                const ReferenceWeights& weights) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  const WordClasses& classes = WordClasses::built_in();
  const ReferenceJudge scorer = scoring_judge(weights);
  ReferenceScore score;
  for (const ClusteredDocument& document : documents) {
    const ClusterView clusters(document);
    const ResolvedDocument resolved = named(document);
    const auto judge = [&](const Discourse& discourse, std::uint32_t p, ReferenceKind kind,
                           const std::vector<ReferenceCandidate>& candidates) {
      const ReferenceChoice choice = scorer(discourse, p, kind, candidates);
      auto& count = score.kinds[static_cast<std::size_t>(kind)];
      const std::string_view wanted = clusters.of_phrase(discourse.phrases[p]);
      const std::uint32_t chosen = candidates[choice.candidate].referent;
      const bool right =
          !wanted.empty() && chosen != no_referent && clusters.is_of(discourse, chosen, wanted);
      bool referring = false;
      bool named = false;
      for (std::uint32_t before = 0; before < p && !wanted.empty(); ++before) {
        if (clusters.of_phrase(discourse.phrases[before]) != wanted) continue;
        referring = true;
        named = named || discourse.phrases[before].kind == Phrase::Kind::name;
      }
      count.referring += referring ? 1 : 0;
      count.named += named ? 1 : 0;
      count.found += right ? 1 : 0;
      count.named_found += right && named ? 1 : 0;
      count.answered += choice.candidate > 0 ? 1 : 0;
      return choice;
    };
    read_discourse(document.split, DocumentTrees(document.split, document.parsed), resolved,
                   gazetteer, classes, judge);
  }
  return score;
}

std::string ReferenceScore::text() const {
  std::string out;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    const Count& c = kinds[k];
    const auto share = [](int part, int whole) { return whole > 0 ? 1.0 * part / whole : 0.0; };
    out += fmt::format(
        "{:9} {:5} referring, found {:.3f}; {:5} answered, right {:.3f}; {:5} named, found "
        "{:.3f}\n",
        reference_kind_names[k], c.referring, share(c.found, c.referring), c.answered,
        share(c.found, c.answered), c.named, share(c.named_found, c.named));
  }
  return out;
}

}  // namespace entente::ingest::train
