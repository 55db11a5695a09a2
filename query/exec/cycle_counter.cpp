#include "query/exec/cycle_counter.hpp"

#include <algorithm>

namespace entente::query {

std::int64_t CycleCounter::count(NodeId from, NodeId other, std::optional<NodeId> hidden) {
  if (!row_.holds(other)) row_.fill(second_, other);
  if (row_.marked().empty()) return 0;
  std::int64_t less = 0;
  if (hidden && row_.is_repeated(*hidden)) {
    less = occurrences(from, *hidden);
    hidden.reset();
  }
  if (hidden) row_.bits().erase(*hidden);
  std::int64_t sum = marked_of(from, hidden);
  if (hidden) row_.bits().insert(*hidden);
  for (const NodeId node : row_.repeated()) sum += occurrences(from, node);
  return sum - less;
}

std::int64_t CycleCounter::occurrences(NodeId from, NodeId node) const {
  std::int64_t sum = 0;
  for (const ViewRows::Part& part : first_.parts()) {
    if (part.skip_loops && node == from) continue;
    const auto row = part.view->neighbours(from.value);
    const auto id = static_cast<std::uint32_t>(node.value);
    if (part.type) {
      // Rows of one type ascend.
      const auto [begin, end] = std::equal_range(row.begin(), row.end(), id);
      sum += end - begin;
    } else {
      sum += std::count(row.begin(), row.end(), id);
    }
  }
  return sum;
}

std::int64_t CycleCounter::marked_of(NodeId from, std::optional<NodeId> hidden) {
  std::int64_t sum = 0;
  const NodeBitmap& bits = row_.bits();
  if (first_.degree(from) > row_.marked().size() * 2 + hub_degree_min) {
    if (const MarkedRow* big = hub(from); big != nullptr) {
      for (const NodeId node : row_.marked()) sum += big->bits().contains(node) ? 1 : 0;
      if (hidden && big->bits().contains(*hidden)) --sum;
      for (const NodeId node : big->repeated()) sum += bits.contains(node) ? 1 : 0;
      return sum;
    }
  }
  for (const ViewRows::Part& part : first_.parts()) {
    const bool loop_counts = !part.skip_loops || !bits.contains(from);
    for (const std::uint32_t node : part.view->neighbours(from.value)) {
      sum += bits.contains(NodeId{node}) && (loop_counts || node != from.value) ? 1 : 0;
    }
  }
  return sum;
}

const MarkedRow* CycleCounter::hub(NodeId node) {
  if (const auto it = hubs_.find(node); it != hubs_.end()) return &it->second;
  if (hub_bytes_ > hub_bytes_max) return nullptr;
  MarkedRow& row = hubs_[node];
  row.fill(first_, node);
  hub_bytes_ += row.bytes();
  return &row;
}

}  // namespace entente::query
