#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/eval/column.hpp"
#include "query/eval/context.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {

/// Numbers distinct keys 0, 1, 2, … in the order of their first appearance, by equivalence (null is
/// equivalent to null, NaN to NaN, 1 to 1.0). Keys of integers, dates, booleans and nodes compare
/// as machine words; the first key of another kind turns the table into one over general values.
/// Counts its memory against the query's budget. Open addressing, linear probing.
class GroupTable {
 public:
  static constexpr std::uint32_t no_group = 0xFFFFFFFFU;

  /// `key_count` columns make a key; at least one.
  explicit GroupTable(std::size_t key_count) : keys_(key_count) {}

  /// groups[i] becomes the number of row i's key, added if it is new. Columns may change their
  /// representation from call to call. With ErrorClass::memory_limit, and only then, all rows have
  /// their groups although the budget has no room for the keys: the caller makes room or fails.
  Status assign(EvalContext& context, std::span<const Column* const> keys, std::size_t rows,
                std::vector<std::uint32_t>& groups);
  /// As assign(), but unknown keys give no_group and are not added.
  Status find(EvalContext& context, std::span<const Column* const> keys, std::size_t rows,
              std::vector<std::uint32_t>& groups);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  /// Bytes counted against the budget.
  [[nodiscard]] std::size_t bytes() const { return lease_.bytes(); }
  /// Values of key column `i`, one per group.
  [[nodiscard]] const Column& key(std::size_t i) const { return keys_[i]; }
  void clear();

 private:
  [[nodiscard]] bool fits_words(std::span<const Column* const> keys) const;
  void generalize();
  Status run(EvalContext& context, std::span<const Column* const> keys, std::size_t rows, bool add,
             std::vector<std::uint32_t>& groups);
  void run_single(std::span<const Column* const> keys, std::size_t rows, bool add,
                  std::vector<std::uint32_t>& groups);
  std::uint32_t lookup_words(std::span<const Column* const> keys, std::size_t row, bool add);
  std::uint32_t lookup_values(std::span<const Column* const> keys, std::size_t row, bool add);
  std::uint32_t add_group(std::span<const Column* const> keys, std::size_t row, std::size_t hash,
                          std::size_t position);
  void grow();
  Status account(EvalContext& context);

  /// Keys by group, as columns.
  std::vector<Column> keys_;
  /// Word mode: per group one word per key and one with the null bits.
  std::vector<std::uint64_t> words_;
  std::vector<std::uint64_t> probe_words_;
  std::vector<Value> probe_values_;
  std::vector<std::size_t> hashes_;
  std::vector<std::uint32_t> slots_;
  std::uint32_t size_ = 0;
  bool word_mode_ = true;
  std::size_t heap_bytes_ = 0;
  MemoryLease lease_;
};

}  // namespace entente::query
