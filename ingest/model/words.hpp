#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/model/feature_key.hpp"
#include "ingest/model/lexicon.hpp"

namespace entente::ingest::model {

/// Longest beginning and end of a word that are features of their own, in characters.
inline constexpr std::size_t longest_affix = 5;

/// One token of a sentence with everything that can be said of it alone.
struct Word {
  /// In lower case, digits as 0, quotation marks and dashes in one spelling.
  std::string normal;
  Atom exact = 0;
  Atom form = 0;
  /// "Xx", "dd", "X-x": classes of characters, runs cut to two.
  Atom shape = 0;
  /// Atoms of the first and last 1, 2, … characters of `normal`.
  std::array<Atom, longest_affix> prefix{};
  std::array<Atom, longest_affix> suffix{};
  WordFacts facts;
  bool upper = false;
  bool all_upper = false;
  bool has_digit = false;
  bool has_letter = false;
};

/// The form under which all spellings of a word share what was learnt of them.
std::string normal_form(std::string_view text);

/// Looks at the tokens of one sentence, given as written.
std::vector<Word> look_at_words(std::span<const std::string_view> tokens, const Lexicon& lexicon);

}  // namespace entente::ingest::model
