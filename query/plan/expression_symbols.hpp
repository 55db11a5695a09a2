#pragma once

#include <functional>
#include <string>
#include <vector>

#include "query/plan/logical_plan.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {

/// The symbols an expression reads from its row: variables, columns computed before
/// (LogicalPlan::computed), and what the plans of subqueries inside it read from outside. Locals of
/// comprehensions, quantifiers and reduce are not among them. Subplans must have been planned.
SymbolSet symbols_of(const Expression& expression, const LogicalPlan& plan);

/// The symbols in the arguments of an aggregate call.
SymbolSet symbols_of_arguments(const FunctionCallExpression& call, const LogicalPlan& plan);

/// The symbol if the expression is nothing but a variable (or a column computed before).
Slot symbol_if_column(const Expression& expression, const LogicalPlan& plan);

/// False if the expression may give another value each time (rand(), subqueries that call it).
bool is_deterministic(const Expression& expression);

/// True if the expression gives a value for every row, so that it does not matter for which rows it
/// is asked: columns, literals, parameters, and properties of nodes and relationships of a plan
/// that writes nothing.
bool never_fails(const Expression& expression, const LogicalPlan& plan);

/// Calls `visit` for the expression and everything inside it, but not inside patterns and
/// subqueries.
void walk(const Expression& expression, const std::function<void(const Expression&)>& visit);

/// Splits a conjunction into its parts, in the order of the text.
void split_conjunction(const Expression& predicate, std::vector<const Expression*>& parts);

}  // namespace entente::query
