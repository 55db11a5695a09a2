#pragma once

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Operators that find nodes or relationships without following any.
inline bool is_scan(OperatorKind kind) {
  switch (kind) {
    case OperatorKind::all_nodes_scan:
    case OperatorKind::label_scan:
    case OperatorKind::index_seek:
    case OperatorKind::index_range:
    case OperatorKind::index_prefix:
    case OperatorKind::id_seek:
    case OperatorKind::relationship_index: return true;
    default: return false;
  }
}

/// Operators that follow relationships of a bound node and enumerate what they find.
inline bool is_expansion(OperatorKind kind) {
  return kind == OperatorKind::expand || kind == OperatorKind::expand_into ||
         kind == OperatorKind::expand_variable;
}

}  // namespace entente::query
