#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "entente/ids.hpp"

namespace entente::query {

/// A set of nodes whose ids lie below a bound that is known beforehand: one bit for each. For
/// searches over rows in memory; NodeSet takes any id. Value type.
class NodeBitmap {
 public:
  /// Must be called first and after the bound grew: makes room for ids below `node_end`.
  void prepare(std::uint64_t node_end) {
    if (words_.size() * 64 < node_end) words_.resize(node_end / 64 + 1);
  }
  /// False if it was there before. The id must lie below the bound.
  bool insert(NodeId node) {
    std::uint64_t& word = words_[node.value / 64];
    const std::uint64_t bit = 1ULL << (node.value % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    return true;
  }
  void erase(NodeId node) { words_[node.value / 64] &= ~(1ULL << (node.value % 64)); }
  /// False also for ids beyond the bound.
  [[nodiscard]] bool contains(NodeId node) const {
    const std::uint64_t word = node.value / 64;
    return word < words_.size() && (words_[word] >> (node.value % 64) & 1U) != 0;
  }
  void clear() { std::fill(words_.begin(), words_.end(), 0); }
  /// Empties a set that holds `count` nodes, which `node(i)` names: one by one if they are few.
  template <class Node>
  void clear(std::size_t count, const Node& node) {
    // A whole word is written as fast as a single one, and eight of them with one instruction.
    if (count > words_.size() / 8) return clear();
    for (std::size_t i = 0; i < count; ++i) words_[node(i).value / 64] = 0;
  }
  [[nodiscard]] std::size_t bytes() const { return words_.capacity() * 8; }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace entente::query
