#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

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

}  // namespace entente::storage
