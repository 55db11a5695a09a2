#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace entente::query {

/// The words of keywords.def.
enum class Keyword : std::uint8_t {
#define KEYWORD(name, spelling, reserved) name,
#include "query/syntax/keywords.def"
#undef KEYWORD
};

/// Spellings in upper case, indexed by Keyword, sorted.
inline constexpr std::array keyword_spellings = {
#define KEYWORD(name, spelling, reserved) std::string_view(spelling),
#include "query/syntax/keywords.def"
#undef KEYWORD
};

constexpr std::string_view spelling_of(Keyword keyword) {
  return keyword_spellings[static_cast<std::size_t>(keyword)];
}

/// The keyword `word` spells, in any case, or nothing. Cost: one binary search.
std::optional<Keyword> find_keyword(std::string_view word);

/// True for words that cannot be plain variable or function names.
bool is_reserved(Keyword keyword);
inline bool is_reserved(std::string_view word) {
  const auto keyword = find_keyword(word);
  return keyword && is_reserved(*keyword);
}

}  // namespace entente::query
