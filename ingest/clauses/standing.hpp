#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/clauses/clause_reading.hpp"
#include "ingest/clauses/predication.hpp"

namespace entente::ingest {

/// How far what a word says is vouched for. Numbers are those of the tree.
struct Standing {
  Modality modality = Modality::asserted;
  bool negated = false;
  bool former = false;
  std::uint32_t speaker = no_token;
};

/// The standing of every word of a sentence: what its clause brings along ("denied that …",
/// "according to X, …", "plans to …"), and what it says itself ("not", "will", "former").
class Standings {
 public:
  explicit Standings(const ClauseReading& reading);

  [[nodiscard]] const Standing& operator[](std::uint32_t i) const { return own_[i]; }
  [[nodiscard]] Tense tense(std::uint32_t i) const;

 private:
  [[nodiscard]] Standing inherited(std::uint32_t i) const;
  [[nodiscard]] Standing of_complement(std::uint32_t above, std::uint32_t i) const;
  [[nodiscard]] Standing of_adverbial(std::uint32_t above, std::uint32_t i) const;
  [[nodiscard]] Standing of_noun_clause(std::uint32_t noun, std::uint32_t i) const;
  [[nodiscard]] Standing of_argument(std::uint32_t above, std::uint32_t i) const;
  [[nodiscard]] std::string preposition_of(std::uint32_t verb) const;
  [[nodiscard]] bool is_used_to(std::uint32_t i) const;
  [[nodiscard]] bool shares_auxiliary(std::uint32_t first, std::uint32_t i) const;
  [[nodiscard]] std::uint32_t speaker_around(std::uint32_t i) const;
  [[nodiscard]] bool is_about_measure(std::uint32_t adverb) const;
  void add_own_words(std::uint32_t i, Standing& standing) const;
  void add_auxiliary(std::uint32_t auxiliary, Standing& standing) const;

  const ClauseReading& reading_;
  const SentenceTree& tree_;
  /// What comes from above, without the words of the clause itself.
  std::vector<Standing> inherited_;
  std::vector<Standing> own_;
};

}  // namespace entente::ingest
