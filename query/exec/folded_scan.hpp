#pragma once

#include <memory>
#include <vector>

#include "query/exec/builder.hpp"
#include "query/exec/column_predicate.hpp"
#include "query/exec/folded_aggregate.hpp"
#include "query/plan/whole_scan.hpp"

namespace entente::query {

/// Aggregates without groups over all nodes (of a label) or all relationships (of types), filtered
/// or not, computed from bitmaps and columns in memory: no row is made. Where something is not in
/// memory, or a value is of a kind the columns do not fold, the operators below do the work as
/// ever. One thread at a time.
class FoldedScan {
 public:
  /// Null if the plan below the aggregation is of another form.
  static Result<std::unique_ptr<FoldedScan>> make(const Aggregate& aggregate, Builder& builder);

  /// The results, one row each; false if they have to be computed in the general way.
  Result<bool> run(EvalContext& context, std::vector<Column>& results);

 private:
  FoldedScan() = default;
  /// The words of the elements to scan, those of several types as one; false if not in memory.
  Result<bool> find_elements(EvalContext& context);

  WholeScan scan_;
  std::vector<ColumnPredicatePtr> predicates_;
  std::vector<FoldedAggregatePtr> aggregates_;
  const ArgumentSource* argument_ = nullptr;

  std::shared_ptr<const storage::IdSet> set_;
  std::vector<std::uint64_t> union_;
  std::span<const std::uint64_t> words_;
};

}  // namespace entente::query
