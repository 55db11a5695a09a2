#include "query/plan/selectivity.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "query/plan/expression_symbols.hpp"
#include "storage/graph/value_statistics.hpp"

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

storage::StringMatch match_of(Kind kind) {
  switch (kind) {
    case Kind::infix: return storage::StringMatch::infix;
    case Kind::suffix: return storage::StringMatch::suffix;
    default: return storage::StringMatch::prefix;
  }
}

double list_share(Statistics& statistics, std::string_view label, const PropertyPredicate& p) {
  if (p.value->kind != ExpressionKind::list) {
    return list_length_guess * share_equal_to(statistics, label, p.property, *p.value);
  }
  double sum = 0;
  for (const auto& item : as<ListExpression>(*p.value).items) {
    sum += share_equal_to(statistics, label, p.property, *item);
  }
  return std::min(1.0, sum);
}

double share_with_label(Statistics& statistics, std::string_view label,
                        const PropertyPredicate& p) {
  switch (p.kind) {
    case Kind::equal: return share_equal_to(statistics, label, p.property, *p.value);
    case Kind::in_list: return list_share(statistics, label, p);
    case Kind::lower_bound: return share_between(statistics, label, p.property, p.value, nullptr);
    case Kind::upper_bound: return share_between(statistics, label, p.property, nullptr, p.value);
    case Kind::prefix:
    case Kind::infix:
    case Kind::suffix: break;
  }
  return share_matching(statistics, label, p.property, match_of(p.kind), *p.value);
}

double guess(const PropertyPredicate& predicate) {
  switch (predicate.kind) {
    case Kind::equal: return share_equal;
    case Kind::in_list: return std::min(1.0, share_equal * list_length(*predicate.value));
    case Kind::prefix: return share_prefix;
    default: return share_range;
  }
}

double property_selectivity(const PropertyPredicate& predicate, Statistics& statistics) {
  const auto& labels = statistics.labels_of(predicate.node);
  if (labels.empty()) return guess(predicate);
  double result = 1;
  for (const auto& label : labels) {
    result = std::min(result, share_with_label(statistics, label, predicate));
  }
  return result;
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

double null_selectivity(const IsNullExpression& test, const LogicalPlan& plan,
                        Statistics& statistics) {
  double present = share_not_equal;
  Slot node = no_slot;
  std::string key;
  if (property_of(*test.operand, plan, node, key)) {
    for (const auto& label : statistics.labels_of(node)) {
      if (const auto* values = statistics.values(label, key)) present = values->present();
    }
  }
  return test.negated ? present : 1 - present;
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

const Value* known_value(const Expression* expression) {
  if (expression == nullptr || expression->kind != ExpressionKind::literal) return nullptr;
  return &as<LiteralExpression>(*expression).value;
}

double share_equal_to(Statistics& statistics, std::string_view label, std::string_view property,
                      const Expression& value) {
  const auto* index = statistics.index_on(label, property);
  const double by_index = index == nullptr ? share_equal : 1 / statistics.distinct_values(*index);
  // Where values are unique, a sample has nothing to add.
  if (index != nullptr && storage::is_unique(index->kind) && index->properties.size() == 1) {
    return by_index;
  }
  const Value* known = known_value(&value);
  if (const auto* values = statistics.values(label, property)) {
    const double share = known == nullptr ? values->equal_to_any() : values->equal(*known);
    // A sample may have missed what is there, and more may come.
    return std::clamp(share, 0.1 / static_cast<double>(values->nodes()), 1.0);
  }
  return std::min(share_equal, by_index);
}

double share_between(Statistics& statistics, std::string_view label, std::string_view property,
                     const Expression* lower, const Expression* upper) {
  const Value* least = known_value(lower);
  const Value* greatest = known_value(upper);
  const auto* values = statistics.values(label, property);
  double result = values == nullptr ? 1.0 : values->present();
  // Each bound that is not known yet keeps a part of what the others leave.
  if (lower != nullptr && least == nullptr) result *= share_range;
  if (upper != nullptr && greatest == nullptr) result *= share_range;
  if (least == nullptr && greatest == nullptr) return result;
  if (values == nullptr) {
    return result * (least != nullptr ? share_range : 1) * (greatest != nullptr ? share_range : 1);
  }
  const double between = values->between(least, greatest);
  const double all = std::max(values->present(), 1e-9);
  return std::clamp(result * between / all, 0.1 / static_cast<double>(values->nodes()), 1.0);
}

double share_matching(Statistics& statistics, std::string_view label, std::string_view property,
                      storage::StringMatch match, const Expression& text) {
  const auto* values = statistics.values(label, property);
  const double present = values == nullptr ? 1.0 : values->present();
  const Value* known = known_value(&text);
  if (match != storage::StringMatch::prefix) return share_range * present;
  if (values == nullptr || known == nullptr || !known->is_string()) return share_prefix * present;
  return std::clamp(values->prefix(known->as_string()), 0.1 / static_cast<double>(values->nodes()),
                    1.0);
}

namespace {

/// Both bounds of a property: the second one keeps of the rows of the first what lies between them.
void join_bounds(std::vector<double>& shares,
                 const std::vector<std::optional<PropertyPredicate>>& properties,
                 Statistics& statistics) {
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (!properties[i] || properties[i]->kind != Kind::lower_bound) continue;
    for (std::size_t k = 0; k < properties.size(); ++k) {
      const auto& lower = *properties[i];
      if (!properties[k] || properties[k]->kind != Kind::upper_bound) continue;
      const auto& upper = *properties[k];
      if (upper.node != lower.node || upper.property != lower.property) continue;
      const auto& labels = statistics.labels_of(lower.node);
      if (labels.empty() || shares[i] <= 0) continue;
      const double both =
          share_between(statistics, labels.front(), lower.property, lower.value, upper.value);
      shares[k] = std::min(1.0, both / shares[i]);
    }
  }
}

}  // namespace

void damp(std::vector<double>& shares, const std::vector<const Expression*>& predicates,
          const LogicalPlan& plan, Statistics& statistics) {
  std::vector<std::optional<PropertyPredicate>> properties;
  for (const auto* predicate : predicates) {
    properties.push_back(as_property_predicate(*predicate, plan));
  }
  join_bounds(shares, properties, statistics);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const bool value_alone =
        properties[i] && symbols_of(*properties[i]->value, plan).empty() && shares[i] > 0;
    if (value_alone) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(properties[a]->node, shares[a]) < std::tie(properties[b]->node, shares[b]);
  });
  double exponent = 1;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto& here = *properties[order[k]];
    if (k == 0 || properties[order[k - 1]]->node != here.node) {
      exponent = 1;
    } else if (properties[order[k - 1]]->property != here.property) {
      exponent /= 2;
    }
    shares[order[k]] = std::pow(shares[order[k]], exponent);
  }
}

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

double share_with_rows(double rows) { return std::clamp(1 - std::exp(-rows), 0.01, 0.99); }

double selectivity(const Expression& predicate, const LogicalPlan& plan, Statistics& statistics) {
  const auto subplan = plan.subplans.find(&predicate);
  if (subplan != plan.subplans.end() && subplan->second.result == Subplan::Result::exists) {
    return share_with_rows(subplan->second.root->estimated_rows);
  }
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
      return null_selectivity(as<IsNullExpression>(predicate), plan, statistics);
    case ExpressionKind::literal: {
      const Value& value = as<LiteralExpression>(predicate).value;
      return value.is_boolean() && value.as_boolean() ? 1.0 : 0.0;
    }
    default: return share_default;
  }
}

}  // namespace entente::query
