#pragma once

#include <string_view>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// The name of an operator that EXPLAIN shows: the one users of graph databases know.
std::string_view name_of(const LogicalOperator& op);

}  // namespace entente::query
