#include "storage/base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace entente::storage {
namespace {

struct Sequence {
  /// Bytes that follow the first; 0 for a first byte that cannot be one.
  std::size_t following;
  /// Bounds of the second byte, which alone tell overlong forms, surrogates and too large ones.
  std::uint8_t second_min;
  std::uint8_t second_max;
};

// RFC 3629, section 4.
Sequence sequence_of(std::uint8_t first) {
  if (first >= 0xC2 && first <= 0xDF) return {1, 0x80, 0xBF};
  if (first == 0xE0) return {2, 0xA0, 0xBF};
  if (first == 0xED) return {2, 0x80, 0x9F};
  if (first >= 0xE1 && first <= 0xEF) return {2, 0x80, 0xBF};
  if (first == 0xF0) return {3, 0x90, 0xBF};
  if (first >= 0xF1 && first <= 0xF3) return {3, 0x80, 0xBF};
  if (first == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    // Most text is ASCII: eight bytes at a time as long as none has its high bit set.
    std::uint64_t word = 0;
    if (text.size() - i >= sizeof word) {
      std::memcpy(&word, text.data() + i, sizeof word);
      if ((word & 0x8080808080808080ULL) == 0) {
        i += sizeof word;
        continue;
      }
    }
    const auto first = static_cast<std::uint8_t>(text[i]);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const Sequence sequence = sequence_of(first);
    if (sequence.following == 0 || text.size() - i <= sequence.following) return false;
    for (std::size_t k = 1; k <= sequence.following; ++k) {
      const auto byte = static_cast<std::uint8_t>(text[i + k]);
      const std::uint8_t low = k == 1 ? sequence.second_min : 0x80;
      const std::uint8_t high = k == 1 ? sequence.second_max : 0xBF;
      if (byte < low || byte > high) return false;
    }
    i += 1 + sequence.following;
  }
  return true;
}

}  // namespace entente::storage
