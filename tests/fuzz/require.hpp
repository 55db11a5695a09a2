#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace entente {

/// Ends a fuzzer with the reason, and what it was about if that can be shown.
inline void require(bool condition, const char* what, std::string_view shown = {}) {
  if (condition) return;
  std::fprintf(stderr, "%s%s%.*s\n", what, shown.empty() ? "" : ":\n",
               static_cast<int>(shown.size()), shown.data());
  std::abort();
}

/// False within a character of UTF-8.
inline bool begins_character(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

}  // namespace entente
