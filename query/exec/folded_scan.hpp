#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "query/exec/builder.hpp"
#include "query/exec/column_predicate.hpp"
#include "query/exec/folded_aggregate.hpp"
#include "query/plan/whole_scan.hpp"

namespace entente::query {

/// Aggregates without groups over all nodes (of a label) or all relationships (of types), filtered
/// or not, computed from bitmaps and columns in memory: no row is made. Where something is not in
/// memory, or a value is of a kind the columns do not fold, the operators below do the work as
/// ever. One thread at a time asks; large scans are divided among threads.
class FoldedScan {
 public:
  /// Null if the plan below the aggregation is of another form.
  static Result<std::unique_ptr<FoldedScan>> make(const Aggregate& aggregate, Builder& builder);

  /// The results, one row each; false if they have to be computed in the general way.
  Result<bool> run(EvalContext& context, std::vector<Column>& results);
  /// Of the last run: elements there were, and those that met the conditions.
  [[nodiscard]] std::uint64_t rows_scanned() const { return rows_scanned_; }
  [[nodiscard]] std::uint64_t rows_taken() const { return rows_taken_; }
  [[nodiscard]] unsigned threads_used() const { return threads_used_; }

 private:
  /// What one of several threads has of its own.
  struct Worker {
    Runtime runtime;
    std::unique_ptr<storage::Transaction> transaction;
    std::optional<EvalContext> context;
    std::vector<ColumnPredicatePtr> predicates;
  };
  /// The elements are scanned in parts of at least so many words, and in so many parts at most.
  static constexpr std::uint64_t words_per_part_min = 1024;
  static constexpr std::uint64_t parts_max = 64;

  FoldedScan() = default;
  [[nodiscard]] std::vector<FoldedAggregatePtr> make_aggregates() const;
  Result<std::vector<ColumnPredicatePtr>> make_predicates(Builder& builder) const;
  /// False if something is not in memory.
  static Result<bool> begin(EvalContext& context, const std::vector<ColumnPredicatePtr>& predicates,
                            const std::vector<FoldedAggregatePtr>& aggregates);
  /// Adds the elements of the words from `begin` to `end`.
  Status scan(const EvalContext& context, std::uint64_t begin, std::uint64_t end,
              const std::vector<ColumnPredicatePtr>& predicates,
              const std::vector<FoldedAggregatePtr>& aggregates);
  Result<std::unique_ptr<Worker>> make_worker(EvalContext& context) const;
  Result<std::vector<std::unique_ptr<Worker>>> make_workers(EvalContext& context,
                                                            std::size_t parts) const;
  Result<bool> scan_parts(EvalContext& context, std::size_t parts, std::uint64_t words_per_part);
  /// The words of the elements to scan, those of several types as one; false if not in memory.
  Result<bool> find_elements(EvalContext& context);

  WholeScan scan_;
  const Aggregate* aggregate_ = nullptr;
  std::vector<const Expression*> conditions_;
  const LogicalPlan* plan_ = nullptr;
  const Runtime* runtime_ = nullptr;
  std::vector<ColumnPredicatePtr> predicates_;
  std::vector<FoldedAggregatePtr> aggregates_;
  const ArgumentSource* argument_ = nullptr;

  std::shared_ptr<const storage::IdSet> set_;
  std::vector<std::uint64_t> union_;
  std::span<const std::uint64_t> words_;
  std::atomic<std::uint64_t> rows_scanned_{0};
  std::atomic<std::uint64_t> rows_taken_{0};
  unsigned threads_used_ = 1;
};

}  // namespace entente::query
