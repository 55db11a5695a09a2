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

constexpr std::size_t letters = 26;

/// Where the keywords of each letter begin: most words are told from all of them by the first.
constexpr std::array<std::size_t, letters + 1> first_of_letter = [] {
  std::array<std::size_t, letters + 1> first{};
  std::size_t next = 0;
  for (std::size_t letter = 0; letter < letters; ++letter) {
    first[letter] = next;
    while (next < keyword_spellings.size() &&
           keyword_spellings[next][0] == static_cast<char>('A' + letter)) {
      ++next;
    }
  }
  first[letters] = next;
  return first;
}();
static_assert(first_of_letter[letters] == keyword_spellings.size());

static_assert(std::is_sorted(keyword_spellings.begin(), keyword_spellings.end()),
              "find_keyword() searches by letters and halves");

}  // namespace

std::optional<Keyword> find_keyword(std::string_view word) {
  if (word.empty() || word.size() > longest_keyword) return std::nullopt;
  std::array<char, longest_keyword> upper{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    upper[i] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const std::string_view key(upper.data(), word.size());
  if (key[0] < 'A' || key[0] > 'Z') return std::nullopt;
  const auto letter = static_cast<std::size_t>(key[0] - 'A');
  const auto* end = keyword_spellings.begin() + first_of_letter[letter + 1];
  const auto* found =
      std::lower_bound(keyword_spellings.begin() + first_of_letter[letter], end, key);
  if (found == end || *found != key) return std::nullopt;
  return static_cast<Keyword>(found - keyword_spellings.begin());
}

bool is_reserved(Keyword keyword) { return reserved_flags[static_cast<std::size_t>(keyword)]; }

}  // namespace entente::query
