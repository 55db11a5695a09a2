#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace entente::ingest::train {

/// The generator SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine, which
/// the distributions of the standard library do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  /// A number below `limit`.
  std::size_t below(std::size_t limit) {
    return static_cast<std::size_t>((next() >> 32U) * limit >> 32U);
  }
  /// A number in [0, 1), of 24 bits, which a float holds exactly.
  float fraction() { return static_cast<float>(next() >> 40U) * 0x1p-24F; }

  template <class List>
  void shuffle(List& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace entente::ingest::train
