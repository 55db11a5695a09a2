#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

enum class TokenKind : std::uint8_t { word, number, punctuation, symbol };

/// One word, number or mark, cut as in Universal Dependencies English: hyphenated words and clitics
/// ("'s", "n't") are separate tokens, prefixes with a hyphen ("co-founder") are not, abbreviations
/// keep their full stop, repeated marks ("--", "?!") are one token.
struct Token {
  /// Byte range [begin, end) in the document's text.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  TokenKind kind = TokenKind::word;
  /// White space or the beginning of the text stands before it.
  bool space_before = true;
  /// The first letter is upper-case.
  bool upper = false;
  /// Folded form (see fold()): what word lists and frames are compared with.
  std::string form;

  [[nodiscard]] std::string_view text(std::string_view document) const {
    return document.substr(begin, end - begin);
  }
};

/// Splits the valid UTF-8 bytes [begin, end) of `text`; offsets in the tokens are those of `text`.
std::vector<Token> split_tokens(std::string_view text, std::size_t begin, std::size_t end);

/// True for words that keep their full stop ("mr.", "inc.", "u.s."); `form` is folded, with stop.
bool is_abbreviation(std::string_view form);
/// Abbreviations that always have something after them ("mr.", "gen."), so never end a sentence.
bool is_leading_abbreviation(std::string_view form);

}  // namespace entente::ingest
