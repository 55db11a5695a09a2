#pragma once

#include <memory>

#include "query/exec/column_reader.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// An aggregate of one property over a set of elements, given as words of 64 ids: what an
/// AggregateState computes for one group, without making rows. One thread at a time.
class FoldedAggregate {
 public:
  virtual ~FoldedAggregate() = default;
  /// Starts anew. False if the values are not in memory, or none that this can take.
  virtual Result<bool> begin(EvalContext& context) = 0;
  /// Adds the elements of the word that `members` names.
  virtual void add(std::uint64_t word, std::uint64_t members) = 0;
  /// Adds what an aggregate of the same kind took, of elements behind all so far.
  virtual void absorb(FoldedAggregate& later) = 0;
  /// The result; nullopt if a value turned up that only the general way knows what to do with.
  virtual Result<std::optional<Value>> finish() = 0;
};
using FoldedAggregatePtr = std::unique_ptr<FoldedAggregate>;

/// The aggregate as one over the elements of symbol `element`; null if it is not one.
/// `never_null`: symbols that have a value in every row.
FoldedAggregatePtr make_folded_aggregate(const FunctionCallExpression& call, Slot element,
                                         const std::vector<Slot>& never_null,
                                         storage::EntityKind kind, const LogicalPlan& plan);

}  // namespace entente::query
