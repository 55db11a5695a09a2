#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace entente::storage {

/// A bit per id that can only be set. Ids beyond the end count as set, because nothing is known of
/// them. Thread rule: mark() by one thread at a time; everything else by any, without waiting.
class TouchedBits {
 public:
  explicit TouchedBits(std::uint64_t id_end)
      : id_end_(id_end), words_(std::make_unique<std::atomic<std::uint64_t>[]>(words(id_end))) {}

  void mark(std::uint64_t id) {
    if (id >= id_end_) return;
    std::atomic<std::uint64_t>& word = words_[id >> 6U];
    // One writer, so that nothing is lost between reading and writing.
    word.store(word.load(std::memory_order_relaxed) | (std::uint64_t{1} << (id & 63U)),
               std::memory_order_release);
  }
  [[nodiscard]] bool contains(std::uint64_t id) const {
    return id >= id_end_ || is_set(words_.get(), id);
  }
  [[nodiscard]] std::uint64_t id_end() const { return id_end_; }
  /// Bit `id % 64` of word `id / 64`, for loops that skip 64 untouched ids at a time.
  [[nodiscard]] const std::atomic<std::uint64_t>* data() const { return words_.get(); }
  [[nodiscard]] static bool is_set(const std::atomic<std::uint64_t>* bits, std::uint64_t id) {
    return ((bits[id >> 6U].load(std::memory_order_relaxed) >> (id & 63U)) & 1U) != 0;
  }
  [[nodiscard]] static std::uint64_t words(std::uint64_t id_end) { return (id_end + 63) / 64; }
  [[nodiscard]] std::size_t bytes() const { return words(id_end_) * sizeof(std::uint64_t); }

 private:
  std::uint64_t id_end_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> words_;
};

/// Which ids commits have touched since a projection was built, and when: the projection's value of
/// an id is right for a reader unless the id was touched at or before the reader's commit.
/// A bit answers for the many ids that were never touched; the few others are looked up.
/// Thread rule: mark() by one thread at a time, commits ascending; everything else by any.
class TouchedIds {
 public:
  /// Ids at or beyond `id_end` are new: contains() holds for all of them.
  explicit TouchedIds(std::uint64_t id_end) : bits_(id_end) {}

  void mark(std::uint64_t id, std::uint64_t commit);

  /// True if any commit touched the id, whatever the reader's commit, or it is new. A reader at
  /// commit c sees every mark of the commits up to c.
  [[nodiscard]] bool contains(std::uint64_t id) const { return bits_.contains(id); }
  /// True if a commit up to and with `commit` touched the id.
  [[nodiscard]] bool touched(std::uint64_t id, std::uint64_t commit) const {
    return contains(id) && last_touch(id, commit).has_value();
  }
  /// The newest commit up to and with `commit` that touched the id.
  [[nodiscard]] std::optional<std::uint64_t> last_touch(std::uint64_t id,
                                                        std::uint64_t commit) const;
  /// All ids touched by commits up to and with `commit`, ascending, each once.
  [[nodiscard]] std::vector<std::uint64_t> until(std::uint64_t commit) const;
  /// Number of different ids touched so far.
  [[nodiscard]] std::uint64_t size() const { return size_.load(std::memory_order_acquire); }
  [[nodiscard]] const TouchedBits& bits() const { return bits_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Touch {
    std::uint64_t id;
    std::uint64_t commit;
    /// Position of the touch of the same id before this one, plus 1; 0: there is none.
    std::uint64_t before;
  };
  TouchedBits bits_;
  std::atomic<std::uint64_t> size_{0};
  mutable std::shared_mutex mutex_;
  /// In the order of commits.
  std::vector<Touch> touches_;
  /// Id to the position of its newest touch, plus 1.
  std::unordered_map<std::uint64_t, std::uint64_t> newest_;
};

}  // namespace entente::storage
