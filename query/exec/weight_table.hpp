#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "entente/ids.hpp"

namespace entente::query {

/// In how many ways a part of a tree pattern can be matched from a node: a product of two factors,
/// of which the first loses what a relationship that was used before would give.
struct Weight {
  std::int64_t inner = 1;
  /// Negative: not known yet.
  std::int64_t rest = -1;
};

/// Weights by node: an array if most nodes will be asked for, else a hash table.
class WeightTable {
 public:
  /// An array for all ids below `node_end`; before the first weight is put.
  void make_dense(std::uint64_t node_end) { dense_.resize(node_end); }
  /// The weight of a node, rest < 0 if there is none.
  [[nodiscard]] Weight get(NodeId node) const {
    if (node.value < dense_.size()) return dense_[node.value];
    const auto it = sparse_.find(node);
    return it == sparse_.end() ? Weight{} : it->second;
  }
  void put(NodeId node, Weight weight) {
    if (node.value < dense_.size()) {
      dense_[node.value] = weight;
    } else {
      sparse_[node] = weight;
    }
  }
  [[nodiscard]] std::size_t bytes() const {
    return dense_.capacity() * sizeof(Weight) + sparse_.size() * 56;
  }

 private:
  std::vector<Weight> dense_;
  std::unordered_map<NodeId, Weight> sparse_;
};

}  // namespace entente::query
