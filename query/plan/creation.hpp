#pragma once

#include "query/plan/plan_context.hpp"

namespace entente::query {

/// Plans ON CREATE SET and ON MATCH SET.
Status plan_merge_actions(PlanContext& context, const MergeClause& clause, Merge& merge);

}  // namespace entente::query
