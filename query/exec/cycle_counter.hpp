#pragma once

#include <optional>
#include <span>
#include <unordered_map>

#include "query/exec/marked_row.hpp"
#include "query/exec/view_rows.hpp"

namespace entente::query {

/// Counts pairs of relationships, one of each of two nodes, that lead to the same node: sizes of
/// intersections of rows in memory. One row is kept as a bitmap, since the same node is asked for
/// many times in a row; so are the rows of hubs, so that the shorter row decides what a question
/// costs. One thread.
class CycleCounter {
 public:
  CycleCounter(ViewRows first, ViewRows second)
      : first_(std::move(first)), second_(std::move(second)) {}

  /// Pairs of a relationship of `from` (first rows) and one of `other` (second rows). `hidden`: one
  /// relationship of `other` that leads there does not count.
  std::int64_t count(NodeId from, NodeId other, std::optional<NodeId> hidden);
  [[nodiscard]] std::size_t bytes() const { return row_.bytes() + hub_bytes_; }

  [[nodiscard]] const ViewRows& first() const { return first_; }
  [[nodiscard]] const ViewRows& second() const { return second_; }

 private:
  static constexpr std::size_t hub_degree_min = 256;
  static constexpr std::size_t hub_bytes_max = 64U << 20U;

  /// How often first rows of `from` have a node.
  [[nodiscard]] std::int64_t occurrences(NodeId from, NodeId node) const;
  /// How many of the first rows' entries are marked in row_.
  std::int64_t marked_of(NodeId from, std::optional<NodeId> hidden);
  /// The row of a hub as a bitmap; nullptr if the node is none, or there is no room.
  const MarkedRow* hub(NodeId node);

  ViewRows first_;
  ViewRows second_;
  MarkedRow row_;
  std::unordered_map<NodeId, MarkedRow> hubs_;
  std::size_t hub_bytes_ = 0;
};

}  // namespace entente::query
