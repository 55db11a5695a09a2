#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/builder.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/row_order.hpp"
#include "query/exec/sorted_runs.hpp"

namespace entente::query {

/// Rows in the order of ORDER BY (orderability), ties in order of arrival; all of them, or the
/// first ones only. What memory has no room for is sorted in pieces that are merged from temporary
/// files. Use: clear(), add() all batches, finish(), then next() until it gives false.
class SortedRows {
 public:
  static constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

  /// `slots`: columns of the rows it gives.
  SortedRows(const std::vector<SortKey>& keys, std::vector<CompiledExpressionPtr> expressions,
             std::vector<Slot> slots, const Builder& builder);

  /// Forgets everything. At most the first `limit` rows in order will be given.
  void clear(std::size_t symbol_count, std::uint64_t limit);
  /// Adds all rows of a batch, which it may change.
  Status add(EvalContext& context, Batch& batch);
  /// Ends adding.
  Status finish(EvalContext& context);
  /// The next rows in `out`, which has none; false at the end.
  Result<bool> next(EvalContext& context, Batch& out);

 private:
  [[nodiscard]] Slot key_slot(std::size_t key) const {
    return static_cast<Slot>(symbol_count_ + key);
  }
  /// Key number `key` of all rows, in key_.
  Status evaluate_key(EvalContext& context, const Batch& batch, std::size_t key);
  void drop_late_rows(Batch& batch);
  /// Positions of the first rows in order, at most the limit.
  Result<std::vector<std::uint32_t>> order_of(EvalContext& context) const;
  Status truncate(EvalContext& context);
  Status spill(EvalContext& context);
  void remember_bound(std::uint32_t row);
  void start_rows();

  const std::vector<SortKey>& keys_;
  std::vector<CompiledExpressionPtr> expressions_;
  std::vector<Slot> slots_;
  SpillSpace& space_;
  /// Rows may be dropped by their first key alone.
  bool bounded_ = false;
  std::size_t symbol_count_ = 0;
  std::uint64_t limit_ = no_limit;
  /// The given columns, then one for each key.
  Batch rows_;
  std::size_t rows_bytes_ = 0;
  RowOrder order_keys_;
  /// The first key of the last row that is among the first so far; empty before there are enough.
  Column bound_;
  SortedRuns runs_;
  std::vector<std::uint32_t> order_;
  std::uint64_t given_ = 0;
  Column key_;
  MemoryLease lease_;
};

/// Compiles the expressions of sort keys; null where a key is a column.
Result<std::vector<CompiledExpressionPtr>> compile_sort_keys(const std::vector<SortKey>& keys,
                                                             Builder& builder);

}  // namespace entente::query
