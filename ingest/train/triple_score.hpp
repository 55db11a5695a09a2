#pragma once

#include <string>
#include <vector>

#include "entente/result.hpp"

namespace entente::ingest::train {

/// A triple as texts of words separated by spaces: the subject is the first argument.
struct WordTriple {
  std::string predicate;
  std::vector<std::string> arguments;
  /// Of triples that were found.
  double confidence = 0;
};

/// A sentence with the triples that people wrote down for it.
struct TripleSentence {
  std::string text;
  std::vector<WordTriple> triples;
};

/// Reads lines "sentence, predicate, subject, object, …" with tabs between them; lines of one
/// sentence follow each other. Errors: not_found, input_error with the line.
Result<std::vector<TripleSentence>> read_gold_triples(const std::string& path);

struct TripleMatch {
  /// Share of the words of the one, and of the other, that match. Both are 0 if no word of the
  /// predicates does.
  double precision = 0;
  double recall = 0;
};

/// How well a triple that was found matches one that people wrote. Words are compared as they are,
/// predicate with predicate, subject with subject, and all objects with all objects; for verbs of
/// saying also the other way round (CaRB: Bhardwaj, Aggarwal, Mausam 2019).
TripleMatch match_triples(const WordTriple& gold, const WordTriple& found);

/// The best point of the curve of precision and recall over the confidence, and the area below it.
struct TripleScore {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  double confidence = 0;
  double area = 0;
  /// "F1 51.3 …", ended by '\n'.
  [[nodiscard]] std::string text() const;
};

/// Scores what was found, one list for each sentence of `gold`, as CaRB does: precision by the
/// one-to-one assignment that takes the most precise pair first, recall by the best match of each
/// gold triple.
TripleScore score_triples(const std::vector<TripleSentence>& gold,
                          const std::vector<std::vector<WordTriple>>& found);

}  // namespace entente::ingest::train
