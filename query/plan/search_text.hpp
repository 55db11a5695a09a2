#pragma once

#include <string>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// How EXPLAIN describes the operators of search_operators.hpp.
std::string search_text(const LogicalOperator& op, const LogicalPlan& plan);

}  // namespace entente::query
