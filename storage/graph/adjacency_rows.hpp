#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "storage/graph/projection_budget.hpp"
#include "storage/graph/topology_side.hpp"

namespace entente::storage {

/// Rows of one direction and one type (or of all types as one) without any runs in between: row of
/// node n from offsets[n - first_node] to offsets[n - first_node + 1]. Offsets reach from the first
/// to the last node that has a row. Immutable; thread-safe.
class AdjacencyRows {
 public:
  /// Bytes that derive() would take.
  static std::size_t derived_bytes(const TopologySide& side, std::optional<std::uint32_t> type);
  /// Copies the rows of a type out of a side, at the speed of memory; rows of all types need only
  /// offsets. `share` is kept as long as the rows.
  static std::shared_ptr<const AdjacencyRows> derive(
      const TopologySide& side, std::optional<std::uint32_t> type,
      std::unique_ptr<ProjectionBudget::Share> share);

  [[nodiscard]] std::uint64_t first_node() const { return first_node_; }
  /// Number of rows; the nodes behind have none.
  [[nodiscard]] std::uint64_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
  [[nodiscard]] const std::uint32_t* offsets() const { return offsets_.data(); }
  [[nodiscard]] const std::uint32_t* neighbours() const { return neighbours_.data(); }
  /// Parallel to neighbours(). Made when first asked for, because few readers ask.
  [[nodiscard]] const std::uint32_t* relationships() const {
    const std::uint32_t* made = relationships_.load(std::memory_order_acquire);
    return made != nullptr ? made : make_relationships();
  }
  [[nodiscard]] std::uint64_t entries() const { return neighbours_.size(); }
  /// False if no node is a neighbour of itself; known for rows of one type only.
  [[nodiscard]] bool may_have_loops() const { return may_have_loops_; }
  void note_use() const { share_->touch(); }

 private:
  AdjacencyRows(const TopologySide& side, std::optional<std::uint32_t> type,
                std::unique_ptr<ProjectionBudget::Share> share);
  const std::uint32_t* make_relationships() const;

  TopologySide side_;
  std::optional<std::uint32_t> type_;
  std::unique_ptr<ProjectionBudget::Share> share_;
  std::uint64_t first_node_ = 0;
  bool may_have_loops_ = true;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint32_t> own_neighbours_;
  std::span<const std::uint32_t> neighbours_;
  mutable std::mutex making_;
  mutable std::vector<std::uint32_t> own_relationships_;
  mutable std::atomic<const std::uint32_t*> relationships_{nullptr};
};

}  // namespace entente::storage
