#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "entente/ids.hpp"

namespace entente::query {

/// A set of nodes for searches: a bitmap, since node ids are dense; ids beyond it go to a hash set.
/// clear() costs as much as was inserted.
class NodeSet {
 public:
  /// False if it was there before.
  bool insert(NodeId node) {
    if (node.value >= bitmap_ids_max) return far_.insert(node).second;
    const std::size_t word = node.value / 64;
    if (word >= words_.size()) words_.resize(word + word / 2 + 64);
    const std::uint64_t bit = 1ULL << (node.value % 64);
    if ((words_[word] & bit) != 0) return false;
    words_[word] |= bit;
    touched_.push_back(node);
    return true;
  }
  [[nodiscard]] bool contains(NodeId node) const {
    if (node.value >= bitmap_ids_max) return far_.contains(node);
    const std::size_t word = node.value / 64;
    return word < words_.size() && (words_[word] & (1ULL << (node.value % 64))) != 0;
  }
  /// Any id has room; there for templates that also take a NodeBitmap.
  void prepare(std::uint64_t /*node_end*/) {}
  void erase(NodeId node) {
    // It stays among those touched, which clear() does not mind.
    if (node.value >= bitmap_ids_max) {
      far_.erase(node);
    } else if (node.value / 64 < words_.size()) {
      words_[node.value / 64] &= ~(1ULL << (node.value % 64));
    }
  }
  template <class Node>
  void clear(std::size_t /*count*/, const Node& /*node*/) {
    clear();
  }
  void clear() {
    for (const NodeId node : touched_) words_[node.value / 64] = 0;
    touched_.clear();
    far_.clear();
  }
  /// Nodes inserted since clear(), those erased again included.
  [[nodiscard]] std::size_t size() const { return touched_.size() + far_.size(); }
  [[nodiscard]] std::size_t bytes() const {
    return words_.capacity() * 8 + touched_.capacity() * 8 + far_.size() * 40;
  }

 private:
  /// 2^30 ids need 128 MiB at most, and only if ids that high occur.
  static constexpr std::uint64_t bitmap_ids_max = 1ULL << 30U;

  std::vector<std::uint64_t> words_;
  std::vector<NodeId> touched_;
  std::unordered_set<NodeId> far_;
};

}  // namespace entente::query
