#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/builder.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

struct FunctionInfo;

/// One aggregate of an Aggregate operator with its states for all groups. Counting and numbers run
/// over columns; everything else goes through the function's accumulators.
class AggregateState {
 public:
  virtual ~AggregateState() = default;
  virtual void clear() = 0;
  /// Adds the rows of a batch; groups[i] is row i's group, below `group_count`. Counts no memory.
  virtual Status add(EvalContext& context, const Batch& batch,
                     std::span<const std::uint32_t> groups, std::size_t group_count) = 0;
  /// Counts what is held against the budget. ErrorClass::memory_limit: it is more than there may
  /// be, although nothing is lost; the caller makes room or fails.
  virtual Status account(EvalContext& context) = 0;
  /// Bytes counted by account().
  [[nodiscard]] virtual std::size_t bytes() const = 0;
  /// The states of groups begin … end-1 as values, appended to `out`. Nothing but save() and
  /// clear() may follow.
  virtual Status save(EvalContext& context, std::size_t begin, std::size_t end, Column& out) = 0;
  /// Adds states that were saved, as if their rows came after those seen so far.
  virtual Status merge(EvalContext& context, const Column& saved,
                       std::span<const std::uint32_t> groups, std::size_t group_count) = 0;
  /// The results of groups 0 … group_count-1.
  virtual Status finish(EvalContext& context, std::size_t group_count, Column& out) = 0;
};
using AggregateStatePtr = std::unique_ptr<AggregateState>;

/// `grouped`: there may be more than one group.
Result<AggregateStatePtr> make_aggregate_state(const FunctionCallExpression& call, bool grouped,
                                               Builder& builder);

// ---- the kinds, each in the file of its name ----------------------------------------------------

/// count(*), without an argument, and count(x).
AggregateStatePtr make_count_state(CompiledExpressionPtr argument);
/// count(DISTINCT x) without groups.
AggregateStatePtr make_count_distinct_state(CompiledExpressionPtr argument, Runtime& runtime);
/// sum(x) and avg(x); `general` is the same aggregate for values that are not numbers.
AggregateStatePtr make_number_state(CompiledExpressionPtr argument, bool average, Span span,
                                    AggregateStatePtr general);
/// min(x) and max(x), for which DISTINCT makes no difference.
AggregateStatePtr make_extremum_state(CompiledExpressionPtr argument, bool maximum);
/// Any aggregate, through its accumulators.
AggregateStatePtr make_accumulator_state(const FunctionInfo& function,
                                         const FunctionCallExpression& call,
                                         std::vector<CompiledExpressionPtr> arguments);

}  // namespace entente::query
