#pragma once

#include <cstdint>
#include <vector>

#include "ingest/clauses/clause_reading.hpp"

namespace entente::ingest {

/// Tokens of a sentence in the order of the text.
using Phrase = std::vector<std::uint32_t>;

/// What of the words below a head belongs to its phrase.
struct PhraseOptions {
  /// What is coordinated with the head.
  bool coordination = true;
  /// Prepositions and conjunctions before the head.
  bool marker = true;
  /// Relative clauses of the head.
  bool relative_clauses = true;
  /// Appositions and asides of the head.
  bool asides = true;
};

/// The phrase of a head, without punctuation around it.
Phrase phrase_of(const SentenceTree& tree, std::uint32_t head, const PhraseOptions& options = {});

/// The words of a clause's predicate: verb, auxiliaries, negation, particles, and, of a copula, the
/// copula alone. Adverbs between them belong to it, other words of the clause do not.
Phrase predicate_of(const ClauseReading& reading, std::uint32_t clause);

}  // namespace entente::ingest
