#include "query/ast/ast_walk.hpp"

#include <algorithm>
#include <vector>

namespace entente::query {
namespace {

void visit_if(const ExpressionPtr& child, const std::function<void(const Expression&)>& visit) {
  if (child) visit(*child);
}

bool same_word(const std::string& a, const std::string& b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

void visit_names(const LabelExpression& labels,
                 const std::function<void(const Expression&)>& visit) {
  if (labels.names) visit(*labels.names);
  for (const LabelExpression& child : labels.children) visit_names(child, visit);
}

bool same_labels(const LabelExpression& a, const LabelExpression& b) {
  return a.kind == b.kind && a.name == b.name &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                    same_labels);
}

bool same_map_keys(const MapExpression& a, const MapExpression& b) {
  return std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const MapEntry& x, const MapEntry& y) { return x.key == y.key; });
}

bool same_projection_items(const MapProjectionExpression& a, const MapProjectionExpression& b) {
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const MapProjectionItem& x, const MapProjectionItem& y) {
                      return x.item_kind == y.item_kind && x.key == y.key;
                    });
}

/// Compares everything of two expressions of one kind but their children.
bool same_head(const Expression& a, const Expression& b) {
  switch (a.kind) {
    case ExpressionKind::literal:
      return identical(as<LiteralExpression>(a).value, as<LiteralExpression>(b).value);
    case ExpressionKind::parameter:
      return as<ParameterExpression>(a).name == as<ParameterExpression>(b).name;
    case ExpressionKind::variable:
      return as<VariableExpression>(a).name == as<VariableExpression>(b).name;
    case ExpressionKind::property:
      return as<PropertyExpression>(a).key == as<PropertyExpression>(b).key;
    case ExpressionKind::map: return same_map_keys(as<MapExpression>(a), as<MapExpression>(b));
    case ExpressionKind::map_projection:
      return same_projection_items(as<MapProjectionExpression>(a), as<MapProjectionExpression>(b));
    case ExpressionKind::slice:
      return !as<SliceExpression>(a).from == !as<SliceExpression>(b).from &&
             !as<SliceExpression>(a).to == !as<SliceExpression>(b).to;
    case ExpressionKind::unary: return as<UnaryExpression>(a).op == as<UnaryExpression>(b).op;
    case ExpressionKind::binary: return as<BinaryExpression>(a).op == as<BinaryExpression>(b).op;
    case ExpressionKind::comparison:
      return as<ComparisonExpression>(a).operators == as<ComparisonExpression>(b).operators;
    case ExpressionKind::is_null:
      return as<IsNullExpression>(a).negated == as<IsNullExpression>(b).negated;
    case ExpressionKind::type_test:
      return as<TypeTestExpression>(a).negated == as<TypeTestExpression>(b).negated &&
             as<TypeTestExpression>(a).type_name == as<TypeTestExpression>(b).type_name;
    case ExpressionKind::normalized_test:
      return as<NormalizedTestExpression>(a).negated == as<NormalizedTestExpression>(b).negated &&
             as<NormalizedTestExpression>(a).form == as<NormalizedTestExpression>(b).form;
    case ExpressionKind::label_test:
      return same_labels(as<LabelTestExpression>(a).labels, as<LabelTestExpression>(b).labels);
    case ExpressionKind::case_expression:
      return !as<CaseExpression>(a).subject == !as<CaseExpression>(b).subject &&
             !as<CaseExpression>(a).otherwise == !as<CaseExpression>(b).otherwise &&
             as<CaseExpression>(a).extended == as<CaseExpression>(b).extended;
    case ExpressionKind::function_call: {
      const auto& x = as<FunctionCallExpression>(a);
      const auto& y = as<FunctionCallExpression>(b);
      return same_word(x.name, y.name) && x.distinct == y.distinct && x.star == y.star;
    }
    case ExpressionKind::list_comprehension: {
      const auto& x = as<ListComprehensionExpression>(a);
      const auto& y = as<ListComprehensionExpression>(b);
      return x.variable == y.variable && !x.predicate == !y.predicate &&
             !x.projection == !y.projection;
    }
    case ExpressionKind::quantifier: {
      const auto& x = as<QuantifierExpression>(a);
      const auto& y = as<QuantifierExpression>(b);
      return x.quantifier == y.quantifier && x.variable == y.variable;
    }
    case ExpressionKind::reduce: {
      const auto& x = as<ReduceExpression>(a);
      const auto& y = as<ReduceExpression>(b);
      return x.accumulator == y.accumulator && x.variable == y.variable &&
             !x.predicate == !y.predicate;
    }
    case ExpressionKind::list:
    case ExpressionKind::subscript: return true;
    case ExpressionKind::pattern_comprehension:
    case ExpressionKind::pattern_predicate:
    case ExpressionKind::shortest_path:
    case ExpressionKind::subquery: return false;
  }
  return false;
}

}  // namespace

void for_each_child(const Expression& expression,
                    const std::function<void(const Expression&)>& visit) {
  switch (expression.kind) {
    case ExpressionKind::literal:
    case ExpressionKind::parameter:
    case ExpressionKind::variable:
    case ExpressionKind::pattern_comprehension:
    case ExpressionKind::pattern_predicate:
    case ExpressionKind::shortest_path:
    case ExpressionKind::subquery: return;
    case ExpressionKind::property:
      return visit_if(as<PropertyExpression>(expression).subject, visit);
    case ExpressionKind::list:
      for (const auto& item : as<ListExpression>(expression).items) visit_if(item, visit);
      return;
    case ExpressionKind::map:
      for (const auto& entry : as<MapExpression>(expression).entries) visit_if(entry.value, visit);
      return;
    case ExpressionKind::map_projection: {
      const auto& e = as<MapProjectionExpression>(expression);
      visit_if(e.subject, visit);
      for (const auto& item : e.items) visit_if(item.value, visit);
      return;
    }
    case ExpressionKind::subscript: {
      const auto& e = as<SubscriptExpression>(expression);
      visit_if(e.subject, visit);
      return visit_if(e.index, visit);
    }
    case ExpressionKind::slice: {
      const auto& e = as<SliceExpression>(expression);
      visit_if(e.subject, visit);
      visit_if(e.from, visit);
      return visit_if(e.to, visit);
    }
    case ExpressionKind::unary: return visit_if(as<UnaryExpression>(expression).operand, visit);
    case ExpressionKind::binary: {
      const auto& e = as<BinaryExpression>(expression);
      visit_if(e.left, visit);
      return visit_if(e.right, visit);
    }
    case ExpressionKind::comparison:
      for (const auto& o : as<ComparisonExpression>(expression).operands) visit_if(o, visit);
      return;
    case ExpressionKind::is_null: return visit_if(as<IsNullExpression>(expression).operand, visit);
    case ExpressionKind::type_test:
      return visit_if(as<TypeTestExpression>(expression).operand, visit);
    case ExpressionKind::normalized_test:
      return visit_if(as<NormalizedTestExpression>(expression).operand, visit);
    case ExpressionKind::label_test:
      visit_if(as<LabelTestExpression>(expression).operand, visit);
      return visit_names(as<LabelTestExpression>(expression).labels, visit);
    case ExpressionKind::case_expression: {
      const auto& e = as<CaseExpression>(expression);
      visit_if(e.subject, visit);
      for (const auto& branch : e.branches) {
        visit_if(branch.when, visit);
        visit_if(branch.then, visit);
      }
      return visit_if(e.otherwise, visit);
    }
    case ExpressionKind::function_call:
      for (const auto& a : as<FunctionCallExpression>(expression).arguments) visit_if(a, visit);
      return;
    case ExpressionKind::list_comprehension: {
      const auto& e = as<ListComprehensionExpression>(expression);
      visit_if(e.list, visit);
      visit_if(e.predicate, visit);
      return visit_if(e.projection, visit);
    }
    case ExpressionKind::quantifier: {
      const auto& e = as<QuantifierExpression>(expression);
      visit_if(e.list, visit);
      return visit_if(e.predicate, visit);
    }
    case ExpressionKind::reduce: {
      const auto& e = as<ReduceExpression>(expression);
      visit_if(e.initial, visit);
      visit_if(e.list, visit);
      visit_if(e.expression, visit);
      return visit_if(e.predicate, visit);
    }
  }
}

bool same_expression(const Expression& a, const Expression& b) {
  if (a.kind != b.kind || !same_head(a, b)) return false;
  std::vector<const Expression*> left;
  std::vector<const Expression*> right;
  for_each_child(a, [&](const Expression& child) { left.push_back(&child); });
  for_each_child(b, [&](const Expression& child) { right.push_back(&child); });
  return std::equal(
      left.begin(), left.end(), right.begin(), right.end(),
      [](const Expression* x, const Expression* y) { return same_expression(*x, *y); });
}

}  // namespace entente::query
