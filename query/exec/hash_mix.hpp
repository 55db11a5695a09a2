#pragma once

#include <cstdint>

namespace entente::query {

/// Finaliser of a 64-bit multiplicative hash (Stafford's mix 13): every bit of the input reaches
/// every bit of the output.
constexpr std::uint64_t mix_hash(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27U;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

}  // namespace entente::query
