#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "entente/ids.hpp"
#include "storage/graph/adjacency_rows.hpp"
#include "storage/graph/row_patches.hpp"
#include "storage/graph/topology.hpp"

namespace entente::storage {

/// Changes of a transaction that no commit holds yet, by node.
using PendingRowChanges = std::unordered_map<std::uint64_t, std::vector<TopologyChange>>;

/// Rows of one direction and one type (or of all types as one) in memory, as one reader sees them:
/// the projection's rows, except for nodes that commits up to the reader's (or the reader's own
/// pending writes, as of when the view was made) have changed: their rows are put together when
/// first asked for, and kept. Neighbours ascend within a type, types ascend within a row, and the
/// relationships of equal neighbours ascend.
/// Everything is memory: no function can fail or wait for the store. Spans stay good as long as the
/// view. Thread rule: any number of threads may use one view at once.
class AdjacencyView {
 public:
  /// `node_end`: all node ids the reader can meet are below it.
  AdjacencyView(std::shared_ptr<const Topology> topology, std::shared_ptr<const AdjacencyRows> rows,
                Direction direction, std::optional<RelationshipTypeId> type, std::uint64_t commit,
                std::uint64_t node_end, PendingRowChanges pending);
  AdjacencyView(const AdjacencyView&) = delete;
  AdjacencyView& operator=(const AdjacencyView&) = delete;
  ~AdjacencyView();

  /// The other ends of the node's relationships; empty for nodes that have none, or do not exist.
  [[nodiscard]] std::span<const std::uint32_t> neighbours(std::uint64_t node) const {
    const std::uint64_t at = node - first_node_;
    if (at < rows_end_ && !is_marked(node)) [[likely]] {
      const std::uint32_t begin = offsets_[at];
      return {neighbours_ + begin, offsets_[at + 1] - begin};
    }
    const RowPatches::Row* row = patched(node);
    if (row == nullptr) return {};
    return row->neighbours;
  }
  /// Their ids, parallel to neighbours().
  [[nodiscard]] std::span<const std::uint32_t> relationships(std::uint64_t node) const {
    const std::uint64_t at = node - first_node_;
    if (at < rows_end_ && !is_marked(node)) [[likely]] {
      const std::uint32_t begin = offsets_[at];
      return {rows_->relationships() + begin, offsets_[at + 1] - begin};
    }
    const RowPatches::Row* row = patched(node);
    if (row == nullptr) return {};
    return row->relationships;
  }
  [[nodiscard]] std::uint64_t degree(std::uint64_t node) const { return neighbours(node).size(); }
  /// False if the node is surely none of its own neighbours, which saves a search of its row.
  [[nodiscard]] bool may_have_loops(std::uint64_t node) const {
    return node - first_node_ >= rows_end_ || is_marked(node) || rows_->may_have_loops();
  }

  /// Fetches into the cache what says where the node's row is; call it some 16 nodes ahead.
  void prefetch(std::uint64_t node) const {
    const std::uint64_t at = node - first_node_;
    if (at < rows_end_) __builtin_prefetch(offsets_ + at);
  }
  /// Fetches the beginning of the row itself; call it some 8 nodes ahead, after prefetch().
  void prefetch_row(std::uint64_t node) const {
    const std::uint64_t at = node - first_node_;
    if (at < rows_end_) __builtin_prefetch(neighbours_ + offsets_[at]);
  }

  /// All node ids that occur, as start nodes or neighbours, are below.
  [[nodiscard]] std::uint64_t node_end() const { return node_end_; }
  /// True if no row differs from the projection's, so that no node beside its rows has any.
  [[nodiscard]] bool is_clean() const { return marks_ == nullptr; }
  /// Only for clean views. Row i is that of node first_node() + i; there are row_count() of them.
  [[nodiscard]] std::uint64_t first_node() const { return first_node_; }
  [[nodiscard]] std::uint64_t row_count() const { return rows_end_; }

 private:
  [[nodiscard]] bool is_marked(std::uint64_t node) const {
    return marks_ != nullptr && TouchedBits::is_set(marks_, node);
  }
  /// The row of a node outside the projection's rows, or marked; nullptr if it has none.
  const RowPatches::Row* patched(std::uint64_t node) const;
  const RowPatches::Row& patch(std::uint64_t node) const;
  void mark_pending();

  std::uint64_t first_node_;
  std::uint64_t rows_end_;
  const std::uint32_t* offsets_;
  const std::uint32_t* neighbours_;
  /// nullptr: no node is touched. Marks of commits after the reader's cost a look, no more.
  const std::atomic<std::uint64_t>* marks_;
  std::uint64_t marks_end_;
  std::uint64_t node_end_;

  std::shared_ptr<const Topology> topology_;
  std::shared_ptr<const AdjacencyRows> rows_;
  Direction direction_;
  std::optional<std::uint32_t> type_;
  std::uint64_t commit_;
  const PendingRowChanges pending_;
  /// The projection's marks and those of pending writes together.
  std::unique_ptr<std::atomic<std::uint64_t>[]> own_marks_;
  mutable RowPatches patches_;
};

}  // namespace entente::storage
