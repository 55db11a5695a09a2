#include "storage/graph/touched_ids.hpp"

#include <algorithm>
#include <cassert>
#include <mutex>

namespace entente::storage {

void TouchedIds::mark(std::uint64_t id, std::uint64_t commit) {
  const std::unique_lock lock(mutex_);
  assert(touches_.empty() || touches_.back().commit <= commit);
  std::uint64_t& newest = newest_[id];
  if (newest != 0 && touches_[newest - 1].commit == commit) return;
  touches_.push_back({id, commit, newest});
  newest = touches_.size();
  // The bit last: who sees it finds the touch.
  bits_.mark(id);
  size_.store(newest_.size(), std::memory_order_release);
}

std::optional<std::uint64_t> TouchedIds::last_touch(std::uint64_t id, std::uint64_t commit) const {
  const std::shared_lock lock(mutex_);
  const auto it = newest_.find(id);
  if (it == newest_.end()) return std::nullopt;
  for (std::uint64_t at = it->second; at != 0; at = touches_[at - 1].before) {
    if (touches_[at - 1].commit <= commit) return touches_[at - 1].commit;
  }
  return std::nullopt;
}

std::vector<std::uint64_t> TouchedIds::until(std::uint64_t commit) const {
  std::vector<std::uint64_t> ids;
  {
    const std::shared_lock lock(mutex_);
    for (const Touch& touch : touches_) {
      if (touch.commit > commit) break;
      // Later touches of an id add nothing.
      if (touch.before == 0) ids.push_back(touch.id);
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::size_t TouchedIds::bytes() const {
  const std::shared_lock lock(mutex_);
  // A node of the map takes two numbers, a pointer, and its share of the buckets.
  return bits_.bytes() + touches_.capacity() * sizeof(Touch) + newest_.size() * 40;
}

}  // namespace entente::storage
