#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "query/eval/context.hpp"
#include "query/exec/node_bitmap.hpp"
#include "query/exec/relationship_types.hpp"
#include "storage/graph/adjacency_view.hpp"

namespace entente::query {

/// Where a relationship stands among those of a node: in which of the rows, and where in it.
struct RowPlace {
  std::uint32_t part = 0;
  std::uint32_t index = 0;
};

/// The relationships a pattern step may take, from rows in memory: one row per direction and type.
/// Sees the transaction as it was when the rows were opened. One thread.
class ViewRows {
 public:
  using Set = NodeBitmap;
  struct Part {
    std::shared_ptr<const storage::AdjacencyView> view;
    bool outgoing = true;
    /// Loops stand in both directions; where both are followed they count once.
    bool skip_loops = false;
    std::optional<RelationshipTypeId> type;  // nullopt: any
  };

  /// nullopt if some of the rows are not in memory. The types must be resolved.
  static Result<std::optional<ViewRows>> open(storage::Transaction& transaction,
                                              Direction direction, const RelationshipTypes& types);

  /// Calls visit(neighbour, place) for each relationship of the node.
  template <class Visit>
  Status each(EvalContext& /*context*/, NodeId node, const Visit& visit) const {
    for (std::uint32_t part = 0; part < parts_.size(); ++part) {
      const auto row = parts_[part].view->neighbours(node.value);
      const bool skip_loops = parts_[part].skip_loops;
      for (std::uint32_t i = 0; i < row.size(); ++i) {
        if (skip_loops && row[i] == node.value) continue;
        visit(NodeId{row[i]}, RowPlace{part, i});
      }
    }
    return {};
  }
  /// The relationship of `node` at a place.
  Result<RelationshipId> relationship(EvalContext& /*context*/, NodeId node, RowPlace place) const {
    return RelationshipId{parts_[place.part].view->relationships(node.value)[place.index]};
  }
  [[nodiscard]] bool outgoing(RowPlace place) const { return parts_[place.part].outgoing; }
  void prefetch(NodeId node) const {
    for (const Part& part : parts_) part.view->prefetch(node.value);
  }
  void prefetch_row(NodeId node) const {
    for (const Part& part : parts_) part.view->prefetch_row(node.value);
  }
  /// Number of relationships each() visits.
  Result<std::uint64_t> count(EvalContext& /*context*/, NodeId node) const { return count(node); }
  [[nodiscard]] std::uint64_t count(NodeId node) const {
    std::uint64_t sum = 0;
    for (const Part& part : parts_) {
      const auto row = part.view->neighbours(node.value);
      sum += row.size();
      if (part.skip_loops) sum -= loops_in(row, node);
    }
    return sum;
  }
  /// Number of loops at the node, if one direction is followed.
  Result<std::uint64_t> loops(EvalContext& /*context*/, NodeId node) const { return loops(node); }
  [[nodiscard]] std::uint64_t loops(NodeId node) const {
    std::uint64_t sum = 0;
    for (const Part& part : parts_) {
      if (!part.view->may_have_loops(node.value)) continue;
      sum += loops_in(part.view->neighbours(node.value), node);
    }
    return sum;
  }
  /// Relationships of the node; loops count twice where both directions are followed.
  [[nodiscard]] std::uint64_t degree(NodeId node) const {
    std::uint64_t sum = 0;
    for (const Part& part : parts_) sum += part.view->degree(node.value);
    return sum;
  }
  /// Begin and end of the ids beside which no node has a relationship.
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> extent() const {
    std::uint64_t begin = ~std::uint64_t{0};
    std::uint64_t end = 0;
    for (const Part& part : parts_) {
      const storage::AdjacencyView& view = *part.view;
      begin = std::min(begin, view.is_clean() ? view.first_node() : 0);
      end = std::max(end, view.is_clean() ? view.first_node() + view.row_count() : view.node_end());
    }
    return {begin, end};
  }
  /// All ids that occur are below.
  [[nodiscard]] std::uint64_t node_end() const {
    std::uint64_t end = 0;
    for (const Part& part : parts_) end = std::max(end, part.view->node_end());
    return end;
  }
  [[nodiscard]] std::span<const Part> parts() const { return parts_; }

 private:
  static std::uint64_t loops_in(std::span<const std::uint32_t> row, NodeId node) {
    std::uint64_t sum = 0;
    for (const std::uint32_t neighbour : row) sum += neighbour == node.value ? 1U : 0U;
    return sum;
  }

  explicit ViewRows(std::vector<Part> parts) : parts_(std::move(parts)) {}

  std::vector<Part> parts_;
};

}  // namespace entente::query
