#pragma once

#include <functional>
#include <optional>

#include "ingest/resolve/phrases.hpp"
#include "ingest/resolve/reference_features.hpp"

namespace entente::ingest {

/// Something that a document speaks of, with or without a name.
struct Referent {
  /// Entities of the document that it is: none for unnamed ones, several for a group.
  std::vector<std::uint32_t> entities;
  PhraseClass meaning = PhraseClass::unknown;
  Gender gender = Gender::unknown;
  bool plural = false;
  /// Its phrases so far, in the order of the text.
  std::vector<std::uint32_t> phrases;
  /// Lemmas of nouns that were used for it ("singer").
  std::vector<std::string_view> descriptions;
};

inline constexpr std::uint32_t no_referent = 0xFFFFFFFFU;

/// A thing that a reference may mean, with what speaks for it. Nothing at all is one of them.
struct ReferenceCandidate {
  std::uint32_t referent = no_referent;
  ReferenceFeatures features;
};

/// A decision: which candidate, and how sure (0 … 1).
struct ReferenceChoice {
  std::size_t candidate = 0;
  double probability = 1;
};

/// The phrases of a document with what each of them means.
struct Discourse {
  std::vector<Phrase> phrases;
  std::vector<Referent> referents;
  /// Of each phrase, or no_referent.
  std::vector<std::uint32_t> meaning;
  /// How sure that is, where a judge said it; negative elsewhere.
  std::vector<double> probability;
  /// The group ("Russia and China") of which a phrase is the first member, or no_referent.
  std::vector<std::uint32_t> group;
};

/// Chooses among the candidates of phrase `p` of a discourse that is read up to it; the first
/// candidate is "nothing". The trainer puts the right answers here in place of the scorer.
using ReferenceJudge = std::function<ReferenceChoice(
    const Discourse&, std::uint32_t p, ReferenceKind, const std::vector<ReferenceCandidate>&)>;

/// The judge that the weights make: the highest score, with its share of the whole (a log-linear
/// model over candidates as in Denis and Baldridge 2008).
ReferenceJudge scoring_judge(const ReferenceWeights& weights);

/// Reads a document from its beginning to its end and decides for every phrase what it means:
/// names mean their entities; appositions and predicates what they stand beside; relative pronouns
/// what they hang on; reflexive ones the subject of their clause; other pronouns and definite
/// nouns what the judge says. `document` has the names; nothing in it is changed.
Discourse read_discourse(const SplitText& text, const DocumentTrees& trees,
                         const ResolvedDocument& document, const Gazetteer& gazetteer,
                         const WordClasses& classes, const ReferenceJudge& judge);

}  // namespace entente::ingest
