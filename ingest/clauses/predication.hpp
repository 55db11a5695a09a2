#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// Stands for "no token" wherever a token is named by its number.
inline constexpr std::uint32_t no_token = 0xFFFFFFFFU;

/// What fills one place of a predication.
enum class Role : std::uint8_t {
  /// Who does it, or of whom it is said. Of a noun: its holder ("Gazprom's chief, X": X).
  subject,
  /// To whom it is done, in the passive too.
  object,
  indirect_object,
  /// A phrase with a preposition, or a bare one of time or place; see Argument::marker.
  oblique,
  /// "Gazprom's chief", "its chief", "whose chief".
  possessor,
  /// A word before a noun: "Gazprom chief", "Russian gas exports".
  modifier,
  /// Another name of the noun itself: "the city, Paris".
  apposition,
  /// A clause; the marker is its conjunction ("that", "to", "after"), if it has one.
  complement,
  /// What the subject is, becomes, or is made, after a verb ("became president": president).
  predicate_noun,
};

/// How far the text vouches for what it says. What is denied is `negated` besides.
enum class Modality : std::uint8_t { asserted, possible, planned, requested, alleged };

enum class Tense : std::uint8_t { none, past, present, future };

struct Argument {
  Role role = Role::subject;
  /// Prepositions of an oblique, or conjunction of a clause, folded and joined by '_' ("of",
  /// "because_of"); else empty.
  std::string marker;
  /// Token of the document that heads the phrase. What is coordinated with it is an argument of
  /// its own.
  std::uint32_t head = 0;
  /// Not written in this place: taken over from another clause (coordination, control, the noun
  /// before a relative clause, the verb that a noun is the object of) or from an apposition.
  bool shared = false;

  friend bool operator==(const Argument&, const Argument&) = default;
};

/// One event, state or office that a sentence states, with voice, relative clauses, participles,
/// coordination, control, copulas and appositions undone: "the pipeline, which was built by
/// Gazprom" and "Gazprom built the pipeline" are the same but for `passive`. See README.md.
struct Predication {
  enum class Kind : std::uint8_t { verb, noun, adjective };
  Kind kind = Kind::verb;
  /// Token of the document; of a copula before a preposition ("is in Paris") the copula.
  std::uint32_t head = 0;
  /// Folded; a verb with its particles ("take_over").
  std::string lemma;
  /// In the order of their roles, then of the text.
  std::vector<Argument> arguments;
  bool passive = false;
  bool negated = false;
  /// Said to be over: "former", "ex-", "once", "used to", "no longer".
  bool former = false;
  Modality modality = Modality::asserted;
  /// Of the finite verb; nouns have that of their copula.
  Tense tense = Tense::none;
  /// Token of the document that heads the name of who is said to say so, or no_token.
  std::uint32_t speaker = no_token;
  /// Number of the sentence.
  std::uint32_t sentence = 0;
};

/// All predications of a document, sorted by head, for sentences as the model reads them: one
/// ParsedSentence for each of `text.sentences`. Every tree is accepted; where it is no tree
/// (cycles, heads out of range), the arcs in the way are left out. Pure; any thread.
std::vector<Predication> find_predications(const SplitText& text,
                                           const std::vector<model::ParsedSentence>& parsed);

/// The words "subject", "object", …; for tests and messages.
std::string_view to_string(Role role);
/// The words "asserted", "planned", …
std::string_view to_string(Modality modality);

}  // namespace entente::ingest
