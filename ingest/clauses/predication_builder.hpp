#pragma once

#include <string>
#include <vector>

#include "ingest/clauses/sentence_reading.hpp"

namespace entente::ingest {

/// Most arguments of one predication; lists of hundreds of names state nothing that frames use.
inline constexpr std::size_t arguments_max = 64;

/// Puts together one predication of a sentence; arguments are given by their numbers in the tree.
class PredicationBuilder {
 public:
  PredicationBuilder(const SentenceReading& sentence, Predication::Kind kind, std::uint32_t head,
                     std::string lemma);

  /// Takes modality, speaker, negation and tense from how the word at `token` stands.
  void set_standing(std::uint32_t token);
  void set_passive(bool passive) { result_.passive = passive; }
  /// Leaves out what is already there, the head itself, and what goes beyond arguments_max.
  void add(Role role, std::string marker, Filler filler);
  void add(Role role, const std::string& marker, const std::vector<Filler>& fillers);
  /// The token and all that is coordinated with it, each with its own preposition if it has one.
  void add_phrase(Role role, std::uint32_t token, bool shared = false);

  [[nodiscard]] bool has(Role role) const;
  [[nodiscard]] bool empty() const { return result_.arguments.empty(); }
  /// The predication, with sorted arguments.
  [[nodiscard]] Predication finish();

 private:
  const SentenceReading& sentence_;
  Predication result_;
};

/// Appends the predications of the verbs, and of adjectives that say something of a subject.
void add_verb_predications(const SentenceReading& sentence, std::vector<Predication>& out);
/// Appends the predications of the nouns that have arguments.
void add_noun_predications(const SentenceReading& sentence, std::vector<Predication>& out);

}  // namespace entente::ingest
