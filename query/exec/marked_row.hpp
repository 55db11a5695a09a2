#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "query/exec/node_bitmap.hpp"
#include "query/exec/view_rows.hpp"

namespace entente::query {

/// The neighbours of one node as a bitmap, with how often those occur that occur more than once
/// (parallel relationships).
class MarkedRow {
 public:
  [[nodiscard]] bool holds(NodeId node) const { return filled_ && node == node_; }

  void fill(const ViewRows& rows, NodeId node) {
    clear();
    node_ = node;
    filled_ = true;
    bits_.prepare(rows.node_end());
    for (const ViewRows::Part& part : rows.parts()) {
      for (const std::uint32_t neighbour : part.view->neighbours(node.value)) {
        if (part.skip_loops && neighbour == node.value) continue;
        if (bits_.insert(NodeId{neighbour})) {
          marked_.push_back(NodeId{neighbour});
        } else {
          repeated_.push_back(NodeId{neighbour});
        }
      }
    }
  }
  /// Neighbours once each.
  [[nodiscard]] std::span<const NodeId> marked() const { return marked_; }
  /// Neighbours once for each time beyond the first.
  [[nodiscard]] std::span<const NodeId> repeated() const { return repeated_; }
  [[nodiscard]] bool is_repeated(NodeId node) const {
    return std::find(repeated_.begin(), repeated_.end(), node) != repeated_.end();
  }
  [[nodiscard]] const NodeBitmap& bits() const { return bits_; }
  /// For hiding a neighbour for a moment.
  NodeBitmap& bits() { return bits_; }
  [[nodiscard]] std::size_t bytes() const {
    return bits_.bytes() + (marked_.capacity() + repeated_.capacity()) * sizeof(NodeId);
  }

 private:
  void clear() {
    bits_.clear(marked_.size(), [&](std::size_t i) { return marked_[i]; });
    marked_.clear();
    repeated_.clear();
  }

  bool filled_ = false;
  NodeId node_;
  NodeBitmap bits_;
  std::vector<NodeId> marked_;
  std::vector<NodeId> repeated_;
};

}  // namespace entente::query
