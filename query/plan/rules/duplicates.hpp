#pragma once

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Whether the answer stays the same if duplicates among the rows of the operator's inputs are
/// dropped, given whether that is so for duplicates among its own rows.
bool input_may_lose_duplicates(const LogicalOperator& op, bool output_may);

/// True if the operator gives one row at most each time it is run.
bool gives_one_row(const LogicalOperator& op);

/// True if no two rows of the operator have the same node in `slot`, and none has null there. The
/// operators' `outputs` must have been computed.
bool gives_each_once(const LogicalOperator& op, Slot slot, const LogicalPlan& plan);

}  // namespace entente::query
