#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/builder.hpp"
#include "query/exec/group_table.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// One aggregate of an Aggregate operator with its states for all groups. Counting runs
/// over columns; everything else goes through the function's accumulators.
class AggregateState {
 public:
  virtual ~AggregateState() = default;
  virtual void clear() = 0;
  /// Adds the rows of a batch; groups[i] is row i's group, below `group_count`.
  virtual Status add(EvalContext& context, const Batch& batch,
                     std::span<const std::uint32_t> groups, std::size_t group_count) = 0;
  /// The results of groups 0 … group_count-1.
  virtual Status finish(EvalContext& context, std::size_t group_count, Column& out) = 0;
};

/// `grouped`: there may be more than one group.
Result<std::unique_ptr<AggregateState>> make_aggregate_state(const FunctionCallExpression& call,
                                                             bool grouped, Builder& builder);

}  // namespace entente::query
