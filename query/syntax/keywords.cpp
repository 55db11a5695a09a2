#include "query/syntax/keywords.hpp"

#include <algorithm>

namespace entente::query {
namespace {

constexpr std::array reserved_flags = {
#define KEYWORD(name, spelling, reserved) reserved,
#include "query/syntax/keywords.def"
#undef KEYWORD
};

constexpr std::size_t longest_keyword = [] {
  std::size_t longest = 0;
  for (const std::string_view spelling : keyword_spellings) {
    longest = std::max(longest, spelling.size());
  }
  return longest;
}();

static_assert(std::is_sorted(keyword_spellings.begin(), keyword_spellings.end()),
              "find_keyword() searches by halves");

}  // namespace

std::optional<Keyword> find_keyword(std::string_view word) {
  if (word.empty() || word.size() > longest_keyword) return std::nullopt;
  std::array<char, longest_keyword> upper{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    upper[i] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const std::string_view key(upper.data(), word.size());
  const auto* found = std::lower_bound(keyword_spellings.begin(), keyword_spellings.end(), key);
  if (found == keyword_spellings.end() || *found != key) return std::nullopt;
  return static_cast<Keyword>(found - keyword_spellings.begin());
}

bool is_reserved(Keyword keyword) { return reserved_flags[static_cast<std::size_t>(keyword)]; }

}  // namespace entente::query
