#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace entente::storage {

/// Rows of one view that differ from the projection's: found without waiting, added under a lock,
/// never removed, so that what was found stays good as long as the table. Thread-safe.
class RowPatches {
 public:
  struct Row {
    std::uint64_t node;
    std::vector<std::uint32_t> neighbours;
    std::vector<std::uint32_t> relationships;
  };

  RowPatches();
  RowPatches(const RowPatches&) = delete;
  RowPatches& operator=(const RowPatches&) = delete;
  ~RowPatches();

  /// nullptr if there is none for the node yet.
  [[nodiscard]] const Row* find(std::uint64_t node) const {
    const Table& table = *table_.load(std::memory_order_acquire);
    for (std::uint64_t at = slot_of(node);; ++at) {
      const Row* row = table.slots[at & table.mask].load(std::memory_order_acquire);
      if (row == nullptr || row->node == node) return row;
    }
  }
  /// Adds a row and returns it, or the one another thread added first.
  const Row& add(Row row);

 private:
  struct Table {
    explicit Table(std::uint64_t size)
        : mask(size - 1), slots(std::make_unique<std::atomic<const Row*>[]>(size)) {}
    std::uint64_t mask;
    std::unique_ptr<std::atomic<const Row*>[]> slots;
  };
  static std::uint64_t slot_of(std::uint64_t node) {
    // Fibonacci hashing: neighbouring ids are spread over the table.
    return (node * 0x9E3779B97F4A7C15ULL) >> 32U;
  }
  static void place(Table& table, const Row& row);

  std::atomic<const Table*> table_;
  std::mutex adding_;
  std::vector<std::unique_ptr<const Row>> rows_;
  /// The last one is in use; readers may still be in the ones before.
  std::vector<std::unique_ptr<Table>> tables_;
};

}  // namespace entente::storage
