#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/clauses/predication.hpp"
#include "ingest/text/vocabulary.hpp"

namespace entente::ingest {

/// What may fill a slot.
struct SlotFilter {
  /// One bit for each EntityType.
  std::uint32_t types = 0;
  /// Seats of government ("Moscow", "the Kremlin") are taken for their country.
  bool seats = false;
  /// In predications: officials and bodies of a state ("the Russian government") are taken for it.
  bool officials = false;
  enum class Form : std::uint8_t { noun, attributive, any } form = Form::noun;
  /// Only references and names that are coordinated ("A and B", "the two countries").
  bool pair = false;
  /// A single name, even if it is coordinated with others.
  bool one = false;
};

/// One element of a pattern over the words of a sentence.
struct PatternElement {
  enum class Kind : std::uint8_t { words, word_class, slot, gap, alternatives, capture };
  Kind kind = Kind::words;
  bool optional = false;
  bool repeated = false;
  /// words: none of them may stand here; takes no token.
  bool negated = false;
  /// words: the forms that match one token.
  std::unordered_set<std::string> forms;
  int word_class = -1;
  /// slot and capture: "s", "o", "so", "x" or the name of a qualifier.
  std::string name;
  SlotFilter filter;
  /// gap: at most so many tokens; `wide` gaps also run over commas and names.
  std::uint32_t tokens_max = 0;
  bool wide = false;
  /// alternatives: any of these sequences; capture: exactly one.
  std::vector<std::vector<PatternElement>> sequences;
};

using Pattern = std::vector<PatternElement>;

/// A place of a predication, as a frame names it.
struct PlaceName {
  enum class Kind : std::uint8_t {
    /// A place of the predication.
    own,
    /// The head of the predication.
    self,
    /// A place of the verb whose object or complement the predication's noun is.
    of_governor,
    /// That verb.
    governor,
    /// A place of the noun that fills one of the predication's: "criticised its use of force",
    /// "depends on gas from X".
    of_argument,
  };
  Kind kind = Kind::own;
  Role role = Role::subject;
  /// Of obliques: the preposition; "" for those without one ("last year").
  std::string marker;
  /// of_argument: the places through which it is reached, from the predication on, each with the
  /// preposition if it is an oblique.
  std::vector<std::pair<Role, std::string>> path;
};

/// What must, may or must not fill a place of a predication.
struct Place {
  /// As it is written: "of|poss=<o:Company>".
  std::string written;
  /// Any of these places; the first that is filled fittingly counts.
  std::vector<PlaceName> names;
  bool optional = false;
  bool negated = false;
  /// Words (forms of the phrase's head); else a slot; else anything.
  enum class Filler : std::uint8_t { anything, words, slot } filler = Filler::anything;
  std::unordered_set<std::string> words;
  /// slot: as in PatternElement.
  std::string slot;
  SlotFilter filter;
};

/// A word or phrase that begins to match a predication.
struct Trigger {
  /// Forms of the word that heads the predication; empty for any word.
  std::vector<std::string> head_forms;
  /// Verbs: the particle after it; nouns and adjectives: the words directly before the head.
  std::vector<std::string> other_words;

  friend bool operator==(const Trigger&, const Trigger&) = default;
};

/// A line "verb …", "noun …" or "adjective …": predications that state the relation.
struct PredicationPattern {
  Predication::Kind kind = Predication::Kind::verb;
  std::vector<Trigger> triggers;
  /// The qualifier that the trigger's words become ("role"), or empty.
  std::string capture;
  std::vector<Place> places;
  /// The line as it is written, and where ("mine.frames:12"), for people.
  std::string written;
  std::string written_at;
};

/// A frame: the patterns by which English states one relation.
struct Frame {
  std::string name;
  std::string relation;
  bool symmetric = false;
  double confidence = 0.5;
  /// Says what the claim means whatever the surrounding words ("former" for "ex-president").
  std::string modality;
  /// Words around the match do not change the modality.
  bool plain = false;
  /// Commodities and sums of money in reach of the match become qualifiers.
  bool with_things = false;
  /// What holds of an object place holds of the places that enclose it: "in Lyon, France".
  bool within = false;
  std::vector<Pattern> patterns;
  std::vector<PredicationPattern> predications;
};

}  // namespace entente::ingest
