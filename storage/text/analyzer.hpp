#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Analyzers turn texts into the terms a full-text index is made of, and queries into terms to look
/// for. The names are those of Neo4j, so that index definitions can be carried over. Words are
/// found by ICU (UAX #29), stems by Snowball.
namespace entente::storage {

/// A term and which word of the text it is, from 0. Words that are left out (stop words) keep their
/// number, so that a phrase knows of the gap.
struct TextTerm {
  std::string term;
  std::uint32_t position = 0;
};

/// How an analyzer makes terms of a text. Immutable; every function is thread-safe.
struct Analyzer {
  enum class Split : std::uint8_t { words, words_or_addresses, letters, blanks, nothing };

  std::string_view name;
  std::string_view description;
  Split split = Split::words;
  bool lower_case = true;
  /// Removes accents and other marks: "Müller" is found by "muller".
  bool fold = false;
  /// Leaves out the most frequent English words.
  bool stop_words = false;
  /// Takes "'s" from the end of words.
  bool possessive = false;
  /// Snowball's name of the algorithm; empty: none.
  std::string_view stemmer = {};

  /// Longest term in bytes; longer ones are cut, in indexes and queries alike.
  static constexpr std::size_t max_term_bytes = 1024;

  /// The terms of a text in their order. Bytes that are no UTF-8 separate words.
  [[nodiscard]] std::vector<TextTerm> terms(std::string_view text) const;
  /// What a wildcard or a range bound is compared as: letters change, words stay whole.
  [[nodiscard]] std::string normalise(std::string_view text) const;
};

/// All analyzers by name.
std::span<const Analyzer> all_analyzers();
/// nullptr for an unknown name.
const Analyzer* find_analyzer(std::string_view name);
/// What an index has if its definition names none.
inline constexpr std::string_view default_analyzer = "standard-no-stop-words";
/// The words that analyzers with stop_words leave out, ascending.
std::span<const std::string_view> english_stop_words();

}  // namespace entente::storage
