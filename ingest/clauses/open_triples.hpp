#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ingest/clauses/phrase.hpp"

namespace entente::ingest {

/// What one clause, apposition or possessive says, in the words of the text. Tokens are those of
/// the document.
struct OpenTriple {
  std::uint32_t sentence = 0;
  Phrase subject;
  /// "is" or "has" where no word of the text says it ("President Macron": Macron is President); it
  /// stands before the words of `predicate`.
  std::string implied;
  /// Empty only if something is implied.
  Phrase predicate;
  /// The direct object or complement first, then what follows the verb, then what stands before it;
  /// empty for clauses such as "the talks failed".
  std::vector<Phrase> objects;
  /// What heads the subject and each of `objects`, with what is coordinated with it.
  std::vector<std::uint32_t> subject_heads;
  std::vector<std::vector<std::uint32_t>> object_heads;
  /// As the clause says it; see Predication.
  Modality modality = Modality::asserted;
  bool negated = false;
  bool former = false;
  std::uint32_t speaker = no_token;
  /// How likely people would have written it down so, in two decimals.
  double confidence = 0;
};

/// A property of a triple that its confidence depends on.
using TripleFeature = std::pair<std::string, double>;

/// A triple before it is judged; `confidence` is not set.
struct TripleCandidate {
  OpenTriple triple;
  std::vector<TripleFeature> features;
};

/// All that the sentences might be said to state. Pure; any thread.
std::vector<TripleCandidate> find_triple_candidates(
    const SplitText& text, const std::vector<model::ParsedSentence>& parsed);

/// A logistic model of the confidence of triples. Immutable.
class TripleWeights {
 public:
  /// Those of data/triple_weights.txt.
  static const TripleWeights& built_in();
  /// Reads lines "feature weight". Errors: input_error for a line of another form.
  static Result<TripleWeights> parse(std::string_view data);

  /// From 0 to 1; features without a weight count nothing.
  [[nodiscard]] double confidence(const std::vector<TripleFeature>& features) const;

 private:
  std::vector<std::pair<std::string, double>> weights_;
};

/// Candidates below this confidence are mostly wrong, or trivial, and not given.
inline constexpr double triple_confidence_min = 0.1;

/// What the sentences state, in their order, with confidence. Pure; any thread.
std::vector<OpenTriple> find_open_triples(const SplitText& text,
                                          const std::vector<model::ParsedSentence>& parsed);

/// The words of a phrase as they stand, with single spaces, also where some are left out.
std::string words_of(const SplitText& text, const Phrase& phrase);
/// The predicate of a triple in words, with what is implied: "is in", "led to".
std::string predicate_words(const SplitText& text, const OpenTriple& triple);

}  // namespace entente::ingest
