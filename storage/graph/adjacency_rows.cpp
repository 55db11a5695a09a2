#include "storage/graph/adjacency_rows.hpp"

#include <algorithm>

namespace entente::storage {

namespace {

/// What rows of a type will look like.
struct Extent {
  std::uint64_t first_node = 0;
  std::uint64_t rows = 0;
  std::uint64_t entries = 0;
};

/// Calls take(node, begin, end) for each run of the type, nodes ascending.
template <class Take>
void visit_runs(const TopologySide& side, std::uint32_t type, const Take& take) {
  const std::size_t nodes = side.first_run.empty() ? 0 : side.first_run.size() - 1;
  std::uint32_t at = 0;
  for (std::size_t node = 0; node < nodes; ++node) {
    for (const std::uint32_t end = side.first_run[node + 1]; at < end; ++at) {
      const TopologySide::Run& run = side.runs[at];
      if (run.type == type) take(node, run.begin, TopologySide::end_of(run));
    }
  }
}

Extent measure(const TopologySide& side, std::optional<std::uint32_t> type) {
  Extent extent;
  if (!type) {
    extent.rows = side.first_run.empty() ? 0 : side.first_run.size() - 1;
    return extent;
  }
  std::uint64_t last = 0;
  visit_runs(side, *type, [&](std::uint64_t node, std::uint32_t begin, std::uint32_t end) {
    if (extent.entries == 0) extent.first_node = node;
    last = node;
    extent.entries += end - begin;
  });
  if (extent.entries > 0) extent.rows = last + 1 - extent.first_node;
  return extent;
}

}  // namespace

std::size_t AdjacencyRows::derived_bytes(const TopologySide& side,
                                         std::optional<std::uint32_t> type) {
  const Extent extent = measure(side, type);
  // Relationships are counted although they may never be made: making them cannot fail.
  return sizeof(AdjacencyRows) + (extent.rows + 1 + 2 * extent.entries) * sizeof(std::uint32_t);
}

std::shared_ptr<const AdjacencyRows> AdjacencyRows::derive(
    const TopologySide& side, std::optional<std::uint32_t> type,
    std::unique_ptr<ProjectionBudget::Share> share) {
  return std::shared_ptr<const AdjacencyRows>(new AdjacencyRows(side, type, std::move(share)));
}

AdjacencyRows::AdjacencyRows(const TopologySide& side, std::optional<std::uint32_t> type,
                             std::unique_ptr<ProjectionBudget::Share> share)
    : side_(side), type_(type), share_(std::move(share)) {
  const Extent extent = measure(side, type);
  first_node_ = extent.first_node;
  if (extent.rows == 0) return;
  offsets_.reserve(extent.rows + 1);
  if (!type) {
    for (const std::uint32_t first : side.first_run) offsets_.push_back(side.runs[first].begin);
    neighbours_ = side.neighbours;
    relationships_.store(side.relationships.data(), std::memory_order_release);
    return;
  }
  own_neighbours_.reserve(extent.entries);
  may_have_loops_ = false;
  visit_runs(side, *type, [&](std::uint64_t node, std::uint32_t begin, std::uint32_t end) {
    offsets_.resize(node - first_node_ + 1, static_cast<std::uint32_t>(own_neighbours_.size()));
    const auto part = side.neighbours.subspan(begin, end - begin);
    own_neighbours_.insert(own_neighbours_.end(), part.begin(), part.end());
    may_have_loops_ = may_have_loops_ || std::binary_search(part.begin(), part.end(), node);
  });
  offsets_.push_back(static_cast<std::uint32_t>(own_neighbours_.size()));
  neighbours_ = own_neighbours_;
}

const std::uint32_t* AdjacencyRows::make_relationships() const {
  const std::lock_guard lock(making_);
  if (own_relationships_.empty()) {
    own_relationships_.reserve(neighbours_.size());
    visit_runs(side_, *type_, [&](std::uint64_t, std::uint32_t begin, std::uint32_t end) {
      const auto part = side_.relationships.subspan(begin, end - begin);
      own_relationships_.insert(own_relationships_.end(), part.begin(), part.end());
    });
    relationships_.store(own_relationships_.data(), std::memory_order_release);
  }
  return own_relationships_.data();
}

}  // namespace entente::storage
