#pragma once

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Sets what execution relies on, for the plan and the plans of its subqueries: `outputs` of every
/// operator, `symbols` of every Argument, `arguments` of every Subplan. Not a rule: always the last
/// step.
void compute_outputs(LogicalPlan& plan);

}  // namespace entente::query
