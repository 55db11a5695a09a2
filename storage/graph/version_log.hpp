#pragma once

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace entente::storage {

/// What commits made of elements since a projection's base was read: per element its values, each
/// with the commit that gave it, so that every reader finds those of its snapshot. One thread at a
/// time adds, in the order of commits; any number read meanwhile. A reader at a commit asks only
/// after that commit was published, by which time its entries are here.
template <class T>
class VersionLog {
 public:
  struct Entry {
    std::uint64_t id;
    std::uint64_t commit;
    T value;
    /// The older entry of the same id, or none.
    std::uint32_t before;
  };

  /// `id_end`: ids of the base are below; for them touched() is exact enough to skip the search.
  explicit VersionLog(std::uint64_t id_end) : touched_((id_end + 63) / 64) {}

  /// Ascending commits; of several of one commit the last one counts.
  void add(std::uint64_t id, std::uint64_t commit, T value) {
    const std::unique_lock lock(mutex_);
    assert(entries_.empty() || entries_.back().commit <= commit);
    const auto index = static_cast<std::uint32_t>(entries_.size());
    const auto [newest, is_first] = newest_.try_emplace(id, index);
    entries_.push_back({id, commit, std::move(value), is_first ? none : newest->second});
    newest->second = index;
    if (id / 64 < touched_.size()) {
      touched_[id / 64].fetch_or(std::uint64_t{1} << (id % 64), std::memory_order_relaxed);
    }
    size_.store(entries_.size(), std::memory_order_release);
  }

  /// Entries so far, those of one id counted each.
  [[nodiscard]] std::size_t size() const { return size_.load(std::memory_order_acquire); }
  /// False if no reader can find anything for the id.
  [[nodiscard]] bool touched(std::uint64_t id) const {
    if (id / 64 >= touched_.size()) return true;
    return (touched_[id / 64].load(std::memory_order_relaxed) >> (id % 64) & 1U) != 0;
  }

  /// Held while values found are in use. Adding waits meanwhile, so it must be for a moment only.
  [[nodiscard]] std::shared_lock<std::shared_mutex> lock() const {
    return std::shared_lock(mutex_);
  }
  /// The value of the id for a reader at `commit`; nullptr if the base's is right. Under lock().
  [[nodiscard]] const T* find(std::uint64_t id, std::uint64_t commit) const {
    const auto newest = newest_.find(id);
    if (newest == newest_.end()) return nullptr;
    for (std::uint32_t at = newest->second; at != none; at = entries_[at].before) {
      if (entries_[at].commit <= commit) return &entries_[at].value;
    }
    return nullptr;
  }
  /// Visits the values of the id up to a commit, the newest first, until `visit` gives false. Under
  /// lock().
  template <class Visit>
  void visit(std::uint64_t id, std::uint64_t commit, Visit visit_one) const {
    const auto newest = newest_.find(id);
    if (newest == newest_.end()) return;
    for (std::uint32_t at = newest->second; at != none; at = entries_[at].before) {
      if (entries_[at].commit <= commit && !visit_one(entries_[at].value)) return;
    }
  }
  /// Visits all entries up to a commit, the oldest first. Under lock().
  template <class Visit>
  void visit_all(std::uint64_t commit, Visit visit_one) const {
    for (const Entry& entry : entries_) {
      if (entry.commit > commit) return;
      visit_one(entry.value);
    }
  }
  /// What a reader at `commit` finds, by ascending id.
  [[nodiscard]] std::vector<std::pair<std::uint64_t, T>> at(std::uint64_t commit) const {
    std::vector<std::pair<std::uint64_t, T>> found;
    {
      const auto held = lock();
      found.reserve(newest_.size());
      for (const auto& [id, newest] : newest_) {
        if (const T* value = find(id, commit)) found.emplace_back(id, *value);
      }
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return found;
  }
  /// Adds everything later than `commit` to a log that begins there.
  void copy_after(std::uint64_t commit, VersionLog& to) const {
    const auto held = lock();
    const auto first =
        std::partition_point(entries_.begin(), entries_.end(),
                             [&](const Entry& entry) { return entry.commit <= commit; });
    for (auto it = first; it != entries_.end(); ++it) to.add(it->id, it->commit, it->value);
  }
  /// One more than the largest id in here; 0 if it is empty.
  [[nodiscard]] std::uint64_t id_end() const {
    const auto held = lock();
    std::uint64_t end = 0;
    for (const auto& [id, newest] : newest_) end = std::max(end, id + 1);
    return end;
  }
  /// Memory held, in bytes, roughly.
  [[nodiscard]] std::size_t bytes() const {
    // A node of the hash map is a pointer and a pair, its bucket another pointer.
    constexpr std::size_t map_entry = 40;
    return touched_.size() * sizeof(std::uint64_t) + size() * (sizeof(Entry) + map_entry);
  }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  mutable std::shared_mutex mutex_;
  /// A deque: what was found stays where it is while more is added.
  std::deque<Entry> entries_;
  std::unordered_map<std::uint64_t, std::uint32_t> newest_;
  std::vector<std::atomic<std::uint64_t>> touched_;
  std::atomic<std::size_t> size_{0};
};

}  // namespace entente::storage
