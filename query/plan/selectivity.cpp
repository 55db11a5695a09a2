#include "query/plan/selectivity.hpp"

#include <algorithm>

#include "query/plan/expression_symbols.hpp"

namespace entente::query {
namespace {

// Guesses where statistics say nothing; only their order matters: equality keeps less than a
// prefix, a prefix less than a range, a range less than inequality.
constexpr double share_equal = 0.1;
constexpr double share_prefix = 0.15;
constexpr double share_range = 0.3;
constexpr double share_default = 0.5;
constexpr double share_not_equal = 0.9;
constexpr double list_length_guess = 5;

using Kind = PropertyPredicate::Kind;

/// The node symbol and key of `n.key`.
bool property_of(const Expression& expression, const LogicalPlan& plan, Slot& node,
                 std::string& key) {
  if (expression.kind != ExpressionKind::property) return false;
  const auto& property = as<PropertyExpression>(expression);
  if (property.subject->kind != ExpressionKind::variable) return false;
  node = symbol_if_column(*property.subject, plan);
  key = property.key;
  return node != no_slot;
}

std::optional<Kind> bound_kind(ComparisonOperator op, bool property_left) {
  switch (op) {
    case ComparisonOperator::equal: return Kind::equal;
    case ComparisonOperator::not_equal: return std::nullopt;
    case ComparisonOperator::less:
    case ComparisonOperator::less_equal:
      return property_left ? Kind::upper_bound : Kind::lower_bound;
    case ComparisonOperator::greater:
    case ComparisonOperator::greater_equal:
      return property_left ? Kind::lower_bound : Kind::upper_bound;
  }
  return std::nullopt;
}

bool id_of(const Expression& expression, const LogicalPlan& plan, Slot& node) {
  if (expression.kind != ExpressionKind::function_call) return false;
  const auto& call = as<FunctionCallExpression>(expression);
  if (call.arguments.size() != 1 || (call.name != "id" && call.name != "ID")) return false;
  if (call.arguments[0]->kind != ExpressionKind::variable) return false;
  node = symbol_if_column(*call.arguments[0], plan);
  return node != no_slot;
}

double list_length(const Expression& list) {
  if (list.kind == ExpressionKind::list) {
    return std::max<double>(1.0, static_cast<double>(as<ListExpression>(list).items.size()));
  }
  return list_length_guess;
}

double property_selectivity(const PropertyPredicate& predicate, Statistics& statistics) {
  if (predicate.kind == Kind::prefix) return share_prefix;
  if (predicate.kind != Kind::equal && predicate.kind != Kind::in_list) return share_range;
  double one = share_equal;
  for (const auto& label : statistics.labels_of(predicate.node)) {
    if (const auto* index = statistics.index_on(label, predicate.property)) {
      one = std::min(one, 1.0 / statistics.distinct_values(*index));
    }
  }
  const double length = predicate.kind == Kind::in_list ? list_length(*predicate.value) : 1.0;
  return std::min(1.0, one * length);
}

double label_selectivity(const LabelExpression& labels, Statistics& statistics) {
  switch (labels.kind) {
    case LabelExpression::Kind::name:
      return std::min(1.0, statistics.nodes_with(labels.name) / statistics.nodes());
    case LabelExpression::Kind::wildcard: return share_not_equal;
    case LabelExpression::Kind::dynamic_all:
    case LabelExpression::Kind::dynamic_any: return share_default;
    case LabelExpression::Kind::not_:
      return 1.0 - label_selectivity(labels.children.front(), statistics);
    case LabelExpression::Kind::and_: {
      double result = 1;
      for (const auto& child : labels.children) {
        result = std::min(result, label_selectivity(child, statistics));
      }
      return result;
    }
    case LabelExpression::Kind::or_: {
      double result = 0;
      for (const auto& child : labels.children) result += label_selectivity(child, statistics);
      return std::min(1.0, result);
    }
  }
  return share_default;
}

double binary_selectivity(const BinaryExpression& e, const LogicalPlan& plan,
                          Statistics& statistics) {
  switch (e.op) {
    case BinaryOperator::logical_and:
      return selectivity(*e.left, plan, statistics) * selectivity(*e.right, plan, statistics);
    case BinaryOperator::logical_or: {
      const double left = selectivity(*e.left, plan, statistics);
      const double right = selectivity(*e.right, plan, statistics);
      return std::min(1.0, left + right - left * right);
    }
    case BinaryOperator::in: return std::min(1.0, share_equal * list_length(*e.right));
    case BinaryOperator::starts_with: return share_prefix;
    case BinaryOperator::ends_with:
    case BinaryOperator::contains:
    case BinaryOperator::regex_match: return share_range;
    default: return share_default;
  }
}

}  // namespace

std::optional<PropertyPredicate> as_property_predicate(const Expression& predicate,
                                                       const LogicalPlan& plan) {
  PropertyPredicate result;
  if (predicate.kind == ExpressionKind::comparison) {
    const auto& comparison = as<ComparisonExpression>(predicate);
    if (comparison.operators.size() != 1) return std::nullopt;
    const auto op = comparison.operators[0];
    bool left = true;
    if (!property_of(*comparison.operands[0], plan, result.node, result.property)) {
      left = false;
      if (!property_of(*comparison.operands[1], plan, result.node, result.property)) {
        return std::nullopt;
      }
    }
    const auto kind = bound_kind(op, left);
    if (!kind) return std::nullopt;
    result.kind = *kind;
    result.value = comparison.operands[left ? 1 : 0].get();
    result.inclusive =
        op == ComparisonOperator::less_equal || op == ComparisonOperator::greater_equal;
    return result;
  }
  if (predicate.kind != ExpressionKind::binary) return std::nullopt;
  const auto& binary = as<BinaryExpression>(predicate);
  switch (binary.op) {
    case BinaryOperator::in: result.kind = Kind::in_list; break;
    case BinaryOperator::starts_with: result.kind = Kind::prefix; break;
    case BinaryOperator::contains: result.kind = Kind::infix; break;
    case BinaryOperator::ends_with: result.kind = Kind::suffix; break;
    default: return std::nullopt;
  }
  if (!property_of(*binary.left, plan, result.node, result.property)) return std::nullopt;
  result.value = binary.right.get();
  return result;
}

std::optional<IdPredicate> as_id_predicate(const Expression& predicate, const LogicalPlan& plan) {
  IdPredicate result;
  if (predicate.kind == ExpressionKind::comparison) {
    const auto& comparison = as<ComparisonExpression>(predicate);
    if (comparison.operators != std::vector{ComparisonOperator::equal}) return std::nullopt;
    for (const std::size_t side : {0U, 1U}) {
      if (!id_of(*comparison.operands[side], plan, result.node)) continue;
      result.ids = comparison.operands[1 - side].get();
      return result;
    }
    return std::nullopt;
  }
  if (predicate.kind != ExpressionKind::binary) return std::nullopt;
  const auto& binary = as<BinaryExpression>(predicate);
  if (binary.op != BinaryOperator::in || !id_of(*binary.left, plan, result.node)) {
    return std::nullopt;
  }
  result.ids = binary.right.get();
  result.in_list = true;
  return result;
}

std::optional<LabelPredicate> as_label_predicate(const Expression& predicate,
                                                 const LogicalPlan& plan) {
  if (predicate.kind != ExpressionKind::label_test) return std::nullopt;
  const auto& test = as<LabelTestExpression>(predicate);
  if (test.labels.kind != LabelExpression::Kind::name) return std::nullopt;
  if (test.operand->kind != ExpressionKind::variable) return std::nullopt;
  const Slot node = symbol_if_column(*test.operand, plan);
  if (node == no_slot) return std::nullopt;
  return LabelPredicate{node, test.labels.name};
}

double selectivity(const Expression& predicate, const LogicalPlan& plan, Statistics& statistics) {
  if (const auto property = as_property_predicate(predicate, plan)) {
    return property_selectivity(*property, statistics);
  }
  if (const auto id = as_id_predicate(predicate, plan)) {
    const double ids = id->in_list ? list_length(*id->ids) : 1.0;
    return std::min(1.0, ids / statistics.nodes());
  }
  switch (predicate.kind) {
    case ExpressionKind::label_test:
      return label_selectivity(as<LabelTestExpression>(predicate).labels, statistics);
    case ExpressionKind::comparison: {
      double result = 1;
      for (const auto op : as<ComparisonExpression>(predicate).operators) {
        result *= op == ComparisonOperator::equal       ? share_equal
                  : op == ComparisonOperator::not_equal ? share_not_equal
                                                        : share_range;
      }
      return result;
    }
    case ExpressionKind::binary:
      return binary_selectivity(as<BinaryExpression>(predicate), plan, statistics);
    case ExpressionKind::unary: {
      const auto& unary = as<UnaryExpression>(predicate);
      if (unary.op != UnaryOperator::logical_not) return share_default;
      return std::clamp(1.0 - selectivity(*unary.operand, plan, statistics), 0.05, 1.0);
    }
    case ExpressionKind::is_null:
      return as<IsNullExpression>(predicate).negated ? share_not_equal : share_equal;
    case ExpressionKind::literal: {
      const Value& value = as<LiteralExpression>(predicate).value;
      return value.is_boolean() && value.as_boolean() ? 1.0 : 0.0;
    }
    default: return share_default;
  }
}

}  // namespace entente::query
