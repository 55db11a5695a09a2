#pragma once

#include "query/ast/expression.hpp"

namespace entente::query {

/// The operator by which `b op' a` says what `a op b` says.
inline ComparisonOperator mirrored(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::less: return ComparisonOperator::greater;
    case ComparisonOperator::less_equal: return ComparisonOperator::greater_equal;
    case ComparisonOperator::greater: return ComparisonOperator::less;
    case ComparisonOperator::greater_equal: return ComparisonOperator::less_equal;
    case ComparisonOperator::equal:
    case ComparisonOperator::not_equal: break;
  }
  return op;
}

}  // namespace entente::query
