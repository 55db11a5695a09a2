#include "storage/graph/topology_delta.hpp"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <tuple>

namespace entente::storage {

void TopologyDelta::add(std::uint64_t node, const TopologyChange& change, std::uint64_t commit) {
  const std::unique_lock lock(mutex_);
  assert(entries_.empty() || entries_.back().commit <= commit);
  Chain& chain = chains_[node];
  entries_.push_back({commit, change, chain.newest});
  chain.newest = static_cast<std::uint32_t>(entries_.size());
  if (chain.oldest == 0) chain.oldest = chain.newest;
  // The bit last: who sees it finds the change.
  bits_.mark(node);
  nodes_.store(chains_.size(), std::memory_order_release);
}

bool TopologyDelta::touched(std::uint64_t node, std::uint64_t commit) const {
  if (!bits_.contains(node)) return false;
  const std::shared_lock lock(mutex_);
  const auto it = chains_.find(node);
  return it != chains_.end() && entries_[it->second.oldest - 1].commit <= commit;
}

void TopologyDelta::collect(std::uint64_t node, std::uint64_t commit,
                            std::optional<std::uint32_t> type,
                            std::vector<TopologyChange>& out) const {
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  {
    const std::shared_lock lock(mutex_);
    const auto it = chains_.find(node);
    if (it == chains_.end()) return;
    for (std::uint32_t at = it->second.newest; at != 0; at = entries_[at - 1].before) {
      const Entry& entry = entries_[at - 1];
      if (entry.commit > commit || (type && *type != entry.change.type)) continue;
      out.push_back(entry.change);
    }
  }
  std::reverse(out.begin() + first, out.end());
}

std::vector<std::uint64_t> TopologyDelta::nodes_until(std::uint64_t commit) const {
  std::vector<std::uint64_t> nodes;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [node, chain] : chains_) {
      if (entries_[chain.oldest - 1].commit <= commit) nodes.push_back(node);
    }
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

std::size_t TopologyDelta::bytes() const {
  const std::shared_lock lock(mutex_);
  // A node of the map takes three numbers, a pointer, and its share of the buckets.
  return bits_.bytes() + entries_.capacity() * sizeof(Entry) + chains_.size() * 40;
}

namespace {

auto key_of(const TopologyChange& change) {
  return std::tuple(change.type, change.neighbour, change.relationship);
}

/// Sorts by entry and keeps the last change of each.
void settle(std::vector<TopologyChange>& changes) {
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool last = i + 1 == changes.size() || key_of(changes[i + 1]) != key_of(changes[i]);
    if (last) changes[kept++] = changes[i];
  }
  changes.resize(kept);
}

/// Copies what the side has between two changes as a whole, because changes are few.
class RowPatcher {
 public:
  RowPatcher(const TopologySide& side, PatchedRow& row, bool with_types)
      : side_(&side), row_(&row), with_types_(with_types) {}

  /// Goes on to the end of the run (begin == end: there is none in the side) with the changes of
  /// its type.
  void run(std::uint32_t type, std::uint32_t begin, std::uint32_t end,
           std::span<const TopologyChange> changes) {
    std::uint32_t at = begin;
    for (const TopologyChange& change : changes) {
      const std::uint32_t next = lower_bound(at, end, change);
      copy(type, at, next);
      at = next;
      if (at < end && side_->neighbours[at] == change.neighbour &&
          side_->relationships[at] == change.relationship) {
        ++at;
      }
      if (!change.insert) continue;
      row_->neighbours.push_back(change.neighbour);
      row_->relationships.push_back(change.relationship);
      if (with_types_) row_->types.push_back(type);
    }
    copy(type, at, end);
  }

 private:
  [[nodiscard]] std::uint32_t lower_bound(std::uint32_t begin, std::uint32_t end,
                                          const TopologyChange& change) const {
    const auto all = side_->neighbours.begin();
    const auto [first, last] = std::equal_range(all + begin, all + end, change.neighbour);
    const auto ids = side_->relationships.begin();
    return static_cast<std::uint32_t>(
        std::lower_bound(ids + (first - all), ids + (last - all), change.relationship) - ids);
  }
  void copy(std::uint32_t type, std::uint32_t begin, std::uint32_t end) {
    const auto part = [&](std::span<const std::uint32_t> all) {
      return all.subspan(begin, end - begin);
    };
    const auto neighbours = part(side_->neighbours);
    const auto relationships = part(side_->relationships);
    row_->neighbours.insert(row_->neighbours.end(), neighbours.begin(), neighbours.end());
    row_->relationships.insert(row_->relationships.end(), relationships.begin(),
                               relationships.end());
    if (with_types_) row_->types.insert(row_->types.end(), end - begin, type);
  }

  const TopologySide* side_;
  PatchedRow* row_;
  bool with_types_;
};

}  // namespace

PatchedRow patch_row(const TopologySide& side, std::uint64_t node,
                     std::optional<std::uint32_t> type, std::vector<TopologyChange>& changes,
                     bool with_types) {
  settle(changes);
  PatchedRow row;
  RowPatcher patcher(side, row, with_types);
  std::span<const TopologySide::Run> runs;
  if (node + 1 < side.first_run.size()) runs = side.runs_of(node);
  std::span<const TopologyChange> left(changes);
  // Runs and changes both ascend by type: a merge of the two.
  while (!runs.empty() || !left.empty()) {
    const std::uint32_t next = runs.empty()   ? left.front().type
                               : left.empty() ? runs.front().type
                                              : std::min(runs.front().type, left.front().type);
    std::size_t count = 0;
    while (count < left.size() && left[count].type == next) ++count;
    const bool has_run = !runs.empty() && runs.front().type == next;
    if (!type || *type == next) {
      patcher.run(next, has_run ? runs.front().begin : 0,
                  has_run ? TopologySide::end_of(runs.front()) : 0, left.first(count));
    }
    if (has_run) runs = runs.subspan(1);
    left = left.subspan(count);
  }
  return row;
}

}  // namespace entente::storage
