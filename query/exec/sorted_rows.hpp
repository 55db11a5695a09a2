#pragma once

#include <cstdint>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/builder.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {

/// Rows kept together with their sort keys; what Sort and TopN share. Order is that of ORDER BY
/// (orderability), ties in order of arrival.
class SortedRows {
 public:
  SortedRows(const std::vector<SortKey>& keys, std::vector<CompiledExpressionPtr> expressions,
             std::vector<Slot> slots);

  void clear(std::size_t symbol_count);
  /// Adds all rows of a batch.
  Status add(EvalContext& context, const Batch& batch);
  [[nodiscard]] std::size_t size() const { return rows_.rows(); }
  /// Positions of the first `limit` rows in order.
  Result<std::vector<std::uint32_t>> order_of(EvalContext& context, std::size_t limit) const;
  /// Keeps only the first `limit` rows, sorted.
  Status truncate(EvalContext& context, std::size_t limit);
  /// The given rows.
  void give(const std::vector<std::uint32_t>& order, std::size_t begin, std::size_t count,
            Batch& out) const;

 private:
  [[nodiscard]] int compare(std::uint32_t a, std::uint32_t b) const;

  const std::vector<SortKey>& keys_;
  std::vector<CompiledExpressionPtr> expressions_;
  std::vector<Slot> slots_;
  Batch rows_;
  std::vector<Column> key_columns_;
  Column scratch_;
  MemoryLease lease_;
};

/// Compiles the expressions of sort keys; null where a key is a column.
Result<std::vector<CompiledExpressionPtr>> compile_sort_keys(const std::vector<SortKey>& keys,
                                                             Builder& builder);

}  // namespace entente::query
