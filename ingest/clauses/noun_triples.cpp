#include <algorithm>
#include <string>
#include <utility>

#include "ingest/clauses/triple_finder.hpp"

namespace entente::ingest {

namespace {

class NounTriples {
 public:
  NounTriples(const SentenceReading& sentence, std::vector<TripleCandidate>& out)
      : sentence_(sentence), tree_(sentence.tree), reading_(sentence.clauses), out_(out) {}

  void read(std::uint32_t i) {
    if (!tree_.is_nominal(i)) return;
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.has_relation(child, "appos")) {
        read_apposition(i, child);
      } else if (tree_.relation(child) == "nmod:desc" && child < i) {
        read_title(i, child);
      } else if (tree_.relation(child) == "nmod:poss") {
        read_possessive(i, child);
      } else if (tree_.has_relation(child, "nmod") && child > i) {
        read_preposition(i, child);
      }
    }
  }

 private:
  /// A noun without what is coordinated with it and what is said of it in clauses.
  [[nodiscard]] Phrase plain(std::uint32_t i) const {
    PhraseOptions options;
    options.coordination = options.marker = false;
    options.relative_clauses = options.asides = false;
    return phrase_of(tree_, i, options);
  }

  void finish(std::uint32_t noun, std::string kind, TripleBuilder& builder) {
    builder.feature(std::move(kind));
    builder.count("depth", depth_of(tree_, noun), 8);
    builder.finish(out_);
  }

  /// "Gazprom, a gas company": Gazprom is a gas company.
  void read_apposition(std::uint32_t i, std::uint32_t child) {
    TripleBuilder builder(sentence_, i);
    Phrase subject = plain(i);
    remove_part(tree_, child, subject);
    builder.set_subject(i, std::move(subject));
    builder.set_implied("is");
    builder.add_object(child, phrase_of(tree_, child));
    finish(i, tree_.is_name(child) ? "apposition_of_name" : "apposition", builder);
  }

  /// "President Macron": Macron is President.
  void read_title(std::uint32_t i, std::uint32_t child) {
    TripleBuilder builder(sentence_, i);
    Phrase subject = plain(i);
    std::erase_if(subject, [&](std::uint32_t token) { return token <= child; });
    builder.set_subject(i, std::move(subject));
    builder.set_implied("is");
    builder.add_object(child, phrase_of(tree_, child));
    finish(i, "title", builder);
  }

  /// "the bank's Paris office": the bank has Paris office.
  void read_possessive(std::uint32_t i, std::uint32_t child) {
    // "Its office" says whose it is only to who knows what "it" is.
    if (tree_.universal(child) == "PRON") return;
    TripleBuilder builder(sentence_, i);
    PhraseOptions options;
    options.marker = false;
    Phrase owner = phrase_of(tree_, child, options);
    if (owner.empty()) return;
    Phrase object = plain(i);
    std::erase_if(object, [&](std::uint32_t token) {
      return token <= owner.back() || tree_.penn(token) == "POS";
    });
    builder.set_subject(child, std::move(owner));
    builder.set_implied("has");
    builder.add_object(i, std::move(object));
    finish(i, "possessive", builder);
  }

  /// "a plant in Poland": a plant is in Poland. "Of" says too many things to be one.
  void read_preposition(std::uint32_t i, std::uint32_t child) {
    const std::string marker = reading_.marker(child);
    const std::uint32_t preposition = tree_.child(child, "case");
    if (preposition == no_token || marker == "of") return;
    TripleBuilder builder(sentence_, i);
    Phrase subject = plain(i);
    remove_part(tree_, child, subject);
    builder.set_subject(i, std::move(subject));
    builder.set_implied("is");
    builder.set_predicate({preposition});
    PhraseOptions options;
    options.marker = false;
    builder.add_object(child, phrase_of(tree_, child, options));
    builder.feature("preposition");
    finish(i, "preposition_" + marker, builder);
  }

  const SentenceReading& sentence_;
  const SentenceTree& tree_;
  const ClauseReading& reading_;
  std::vector<TripleCandidate>& out_;
};

}  // namespace

void add_noun_triples(const SentenceReading& sentence, std::vector<TripleCandidate>& out) {
  NounTriples triples(sentence, out);
  for (std::uint32_t i = 0; i < sentence.tree.size(); ++i) triples.read(i);
}

}  // namespace entente::ingest
