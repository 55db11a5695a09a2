#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Expressions the planner makes itself: what patterns say without words (labels, property maps),
/// endpoints of bound relationships, sums over degrees. They are owned by LogicalPlan::expressions;
/// parts of the statement they refer to stay owned by the statement.

/// Gives an expression to the plan; the reference lives as long as the plan.
const Expression& keep(LogicalPlan& plan, ExpressionPtr expression);

/// A reference to a symbol.
ExpressionPtr make_variable(LogicalPlan& plan, Slot slot);
/// symbol:Labels
const Expression& make_label_test(LogicalPlan& plan, Slot slot, const LabelExpression& labels);
/// symbol.key = value, where `value` belongs to the statement.
const Expression& make_property_equality(LogicalPlan& plan, Slot slot, const MapEntry& entry);
/// a = b
const Expression& make_symbol_equality(LogicalPlan& plan, Slot a, Slot b);
/// a <> b
const Expression& make_symbol_inequality(LogicalPlan& plan, Slot a, Slot b);
/// symbol IS NOT NULL
const Expression& make_is_not_null(LogicalPlan& plan, Slot slot);
/// symbol = number
const Expression& make_number_equality(LogicalPlan& plan, Slot slot, std::int64_t number);
/// symbol > number
const Expression& make_greater(LogicalPlan& plan, Slot slot, std::int64_t number);
/// name(symbol)
ExpressionPtr make_call(LogicalPlan& plan, std::string name, Slot argument);
/// startNode(symbol) = endNode(symbol) → [startNode(symbol)], else both ends as a list.
const Expression& make_both_ends(LogicalPlan& plan, Slot relationship);
/// name(head(list))
const Expression& make_call_on_head(LogicalPlan& plan, std::string name, Slot list);
/// One pair `left op right` of a chained comparison, whose operands belong to the statement.
const Expression& make_comparison(LogicalPlan& plan, const Expression& left, ComparisonOperator op,
                                  const Expression& right);
/// all(local IN list WHERE predicate), where `predicate` lives elsewhere.
const Expression& make_all(LogicalPlan& plan, Slot local, Slot list, const Expression& predicate);
/// nodes(path) without its last node, or without its first.
const Expression& make_path_nodes(LogicalPlan& plan, Slot path, bool without_last);

}  // namespace entente::query
