#pragma once

#include <functional>

#include "query/plan/logical_plan.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {

/// Symbols the operator itself reads of its input row (of its left input if it has two).
SymbolSet symbols_read(const LogicalOperator& op, const LogicalPlan& plan);

/// Symbols the operator itself adds to the row.
SymbolSet symbols_bound(const LogicalOperator& op);

/// All symbols bound anywhere in the subtree.
SymbolSet symbols_bound_below(const LogicalOperator& op);

/// Symbols the subtree reads without binding them: they come from outside, through its Argument.
SymbolSet free_symbols(const LogicalOperator& op, const LogicalPlan& plan);

/// Calls `visit` for the operator's own expressions.
void for_each_expression(const LogicalOperator& op,
                         const std::function<void(const Expression&)>& visit);

}  // namespace entente::query
