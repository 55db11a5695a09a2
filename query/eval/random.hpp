#pragma once

#include <cstdint>

namespace entente::query {

/// The next 64 random bits (splitmix64, Steele, Lea and Flood 2014); advances the state.
inline std::uint64_t random_bits(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

/// A float in [0, 1) with 53 random bits.
inline double random_unit(std::uint64_t& state) {
  return static_cast<double>(random_bits(state) >> 11U) * 0x1.0p-53;
}

}  // namespace entente::query
