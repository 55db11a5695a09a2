#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::query {

/// A set of small numbers: which elements of a pattern are bound. The numbers below 64 lie in the
/// object itself, so that sets of ordinary patterns are copied and compared without the heap.
class ElementSet {
 public:
  void add(std::size_t element) { word(element / 64) |= std::uint64_t{1} << (element % 64); }
  void add(const ElementSet& other) {
    first_ |= other.first_;
    if (rest_.size() < other.rest_.size()) rest_.resize(other.rest_.size());
    for (std::size_t i = 0; i < other.rest_.size(); ++i) rest_[i] |= other.rest_[i];
  }
  [[nodiscard]] bool contains(std::size_t element) const {
    if (element < 64) return (first_ >> element & 1U) != 0;
    const std::size_t i = element / 64 - 1;
    return i < rest_.size() && (rest_[i] >> (element % 64) & 1U) != 0;
  }
  [[nodiscard]] bool covers(const ElementSet& other) const {
    if ((other.first_ & ~first_) != 0) return false;
    for (std::size_t i = 0; i < other.rest_.size(); ++i) {
      if ((other.rest_[i] & ~(i < rest_.size() ? rest_[i] : 0)) != 0) return false;
    }
    return true;
  }
  [[nodiscard]] bool intersects(const ElementSet& other) const {
    if ((first_ & other.first_) != 0) return true;
    for (std::size_t i = 0; i < std::min(rest_.size(), other.rest_.size()); ++i) {
      if ((rest_[i] & other.rest_[i]) != 0) return true;
    }
    return false;
  }
  [[nodiscard]] std::size_t count() const {
    auto result = static_cast<std::size_t>(std::popcount(first_));
    for (const std::uint64_t word : rest_) result += static_cast<std::size_t>(std::popcount(word));
    return result;
  }
  [[nodiscard]] bool empty() const { return count() == 0; }
  [[nodiscard]] std::size_t hash() const {
    std::uint64_t result = first_ * 0x9E3779B97F4A7C15ULL;
    for (const std::uint64_t word : rest_) result = (result ^ word) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(result ^ result >> 32U);
  }
  /// Sets that hold the same numbers are equal, whatever they held before.
  friend bool operator==(const ElementSet& a, const ElementSet& b) {
    return a.covers(b) && b.covers(a);
  }

 private:
  std::uint64_t& word(std::size_t i) {
    if (i == 0) return first_;
    if (rest_.size() < i) rest_.resize(i);
    return rest_[i - 1];
  }

  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> rest_;
};

struct ElementSetHash {
  std::size_t operator()(const ElementSet& set) const { return set.hash(); }
};

}  // namespace entente::query
