#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/expected.hpp"

namespace entente::query {

/// End of the token that begins at `begin`, for underlining: a word, number, closed text, operator
/// or one character.
std::size_t offending_token_end(std::string_view text, std::size_t begin);

/// What the writer most likely meant, for well-known slips: `!=`, `==`, `&&`, unclosed quotes,
/// brackets and comments, misspelt keywords. Empty if nothing fits.
std::string hint_for(std::string_view text, std::size_t begin, std::size_t end,
                     const std::vector<const Expected*>& expected);
/// What to write for a character that merely looks like an operator or a quote.
std::string hint_for_character(char32_t code_point);

}  // namespace entente::query
