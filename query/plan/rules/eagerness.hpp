#pragma once

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Puts Eager between operators where what one writes may meet what the other reads or writes, so
/// that every clause sees the graph as the clause before left it (CIP2015-10-27). With `precise`
/// only where names and kinds of effects overlap; otherwise between every update and everything
/// that touches the graph. Existing Eager operators are taken out first. Not a rule: without it
/// plans are wrong.
void insert_eager(LogicalPlan& plan, LogicalOperatorPtr& root, bool precise);

/// Marks LIMIT above updates: all rows below must be run.
void mark_exhausting_limits(LogicalOperator& root);

}  // namespace entente::query
