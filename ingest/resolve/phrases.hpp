#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/names/gazetteer.hpp"
#include "ingest/resolve/document_entities.hpp"
#include "ingest/resolve/document_trees.hpp"

namespace entente::ingest {

/// Place of a phrase in its clause.
enum class PhraseRole : std::uint8_t { subject, object, oblique, possessor, other };

/// What kind of thing a phrase can mean, as far as its words tell.
enum class PhraseClass : std::uint8_t { unknown, person, organisation, place, thing };

/// Pronouns that are resolved in the same way.
enum class PronounKind : std::uint8_t {
  none,
  /// "he", "she" and their forms.
  personal,
  /// "it", "its".
  neuter,
  /// "they" and its forms.
  plural,
  /// "I", "my"; "we", "our".
  speaker,
  speakers,
  /// "who", "which", "whose", "where" in relative clauses.
  relative,
};

/// A phrase that means somebody or something: a name, a noun with what belongs to it, a pronoun.
struct Phrase {
  enum class Kind : std::uint8_t { name, adjective, nominal, pronoun, group } kind = Kind::nominal;
  PronounKind pronoun = PronounKind::none;
  PhraseRole role = PhraseRole::other;
  PhraseClass meaning = PhraseClass::unknown;
  /// What the words around a pronoun ask for: "its subsidiary", "it was founded".
  PhraseClass expected = PhraseClass::unknown;
  Gender gender = Gender::unknown;
  bool plural = false;
  bool possessive = false;
  bool reflexive = false;
  /// "the", "this", "that" before a noun; "a", "some" or nothing.
  bool definite = false;
  bool demonstrative = false;
  /// Something behind the noun says which one is meant ("the man in the car").
  bool restricted = false;
  /// It hangs on another noun.
  bool embedded = false;
  bool quoted = false;
  std::uint32_t head = 0;
  /// Tokens [first, last) that a mention of it covers: no clauses, no phrases behind the noun.
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t sentence = 0;
  /// The verb (or other predicate) it is an argument of, or no_entity; the head of its clause.
  std::uint32_t predicate = no_entity;
  std::uint32_t clause = 0;
  /// Number of its mention, or no_entity.
  std::uint32_t mention = no_entity;
  /// The noun's lemma; empty for names and pronouns.
  std::string_view lemma;
};

/// All phrases of a document, in the order of their heads.
std::vector<Phrase> find_phrases(const SplitText& text, const DocumentTrees& trees,
                                 const ResolvedDocument& document, const Gazetteer& gazetteer,
                                 const WordClasses& classes);

/// The class of things that entities of a type are.
PhraseClass class_of(EntityType type);

/// Mention of the country in "the French company", if the noun has no other words before it; else
/// no_entity.
std::uint32_t only_origin(const DocumentTrees& trees, const ResolvedDocument& document,
                          std::uint32_t noun);

/// The verb above the clause of which "it" is the subject ("X said that it would"), or no_entity.
std::uint32_t verb_over_neuter_subject(const DocumentTrees& trees, const Phrase& phrase);

}  // namespace entente::ingest
