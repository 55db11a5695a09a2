#pragma once

#include "entente/value.hpp"
#include "query/ast/expression.hpp"

namespace entente::query {

/// `a op b`: true, false, or null where it is unknown.
Value compare_values(ComparisonOperator op, const Value& a, const Value& b);

}  // namespace entente::query
