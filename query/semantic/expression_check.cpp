#include <algorithm>

#include "query/ast/ast_walk.hpp"
#include "query/ast/literals.hpp"
#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {

bool is_numeric(StaticType type) {
  return type == StaticType::integer || type == StaticType::floating || type == StaticType::number;
}

/// Types that can never be the operand of -, *, /, % or ^.
bool never_arithmetic(StaticType type) {
  switch (type) {
    case StaticType::boolean:
    case StaticType::string:
    case StaticType::list:
    case StaticType::relationship_list:
    case StaticType::map:
    case StaticType::node:
    case StaticType::relationship:
    case StaticType::path: return true;
    default: return false;
  }
}

Type numeric_result(StaticType left, StaticType right, BinaryOperator op) {
  if (!is_numeric(left) || !is_numeric(right)) return StaticType::any;
  if (op == BinaryOperator::power || left == StaticType::floating ||
      right == StaticType::floating) {
    return StaticType::floating;
  }
  return left == StaticType::integer && right == StaticType::integer ? StaticType::integer
                                                                     : StaticType::number;
}

Type literal_type(const Value& value) {
  switch (value.kind()) {
    case ValueKind::null: return StaticType::null;
    case ValueKind::boolean: return StaticType::boolean;
    case ValueKind::integer: return StaticType::integer;
    case ValueKind::floating: return StaticType::floating;
    case ValueKind::string: return StaticType::string;
    default: return StaticType::any;
  }
}

std::string_view operator_text(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::logical_or: return "OR";
    case BinaryOperator::logical_xor: return "XOR";
    case BinaryOperator::logical_and: return "AND";
    case BinaryOperator::add: return "+";
    case BinaryOperator::subtract: return "-";
    case BinaryOperator::multiply: return "*";
    case BinaryOperator::divide: return "/";
    case BinaryOperator::modulo: return "%";
    case BinaryOperator::power: return "^";
    case BinaryOperator::starts_with: return "STARTS WITH";
    case BinaryOperator::ends_with: return "ENDS WITH";
    case BinaryOperator::contains: return "CONTAINS";
    case BinaryOperator::regex_match: return "=~";
    case BinaryOperator::in: return "IN";
    case BinaryOperator::concatenate: return "||";
  }
  return "";
}

bool is_logical(BinaryOperator op) {
  return op == BinaryOperator::logical_or || op == BinaryOperator::logical_xor ||
         op == BinaryOperator::logical_and;
}

}  // namespace

bool accepts(const std::vector<StaticType>& needed, StaticType is) {
  if (is == StaticType::any || is == StaticType::null || needed.empty()) return true;
  return std::any_of(needed.begin(), needed.end(), [is](StaticType want) {
    if (want == is || want == StaticType::any) return true;
    if (want == StaticType::number) return is_numeric(is);
    if (is == StaticType::number) return is_numeric(want);
    return want == StaticType::list && is == StaticType::relationship_list;
  });
}

Result<Type> Analysis::check(const Expression& expression, const Scope& scope,
                             const ExpressionUse& use) {
  const ExpressionUse plain = use.as_predicate(false);
  switch (expression.kind) {
    case ExpressionKind::literal: return literal_type(as<LiteralExpression>(expression).value);
    case ExpressionKind::parameter: return Type(StaticType::any);
    case ExpressionKind::variable: {
      const auto& variable = as<VariableExpression>(expression);
      // Only names that mean nothing else are read as numbers.
      if (special_float(variable.name) && !scope.find(variable.name)) {
        return Type(StaticType::floating);
      }
      ENTENTE_ASSIGN(const Slot slot, resolve(&variable, variable.name, variable.span, scope));
      return type_of(slot);
    }
    case ExpressionKind::property:
      return check_property(as<PropertyExpression>(expression), scope, plain);
    case ExpressionKind::list: return check_list(as<ListExpression>(expression), scope, plain);
    case ExpressionKind::map:
      ENTENTE_TRY(check_children(expression, scope, plain));
      return Type(StaticType::map);
    case ExpressionKind::map_projection:
      return check_map_projection(as<MapProjectionExpression>(expression), scope, plain);
    case ExpressionKind::subscript:
      return check_subscript(as<SubscriptExpression>(expression), scope, plain);
    case ExpressionKind::slice: {
      ENTENTE_TRY(check_children(expression, scope, plain));
      return Type(StaticType::list);
    }
    case ExpressionKind::unary: return check_unary(as<UnaryExpression>(expression), scope, use);
    case ExpressionKind::binary: return check_binary(as<BinaryExpression>(expression), scope, use);
    case ExpressionKind::comparison:
    case ExpressionKind::is_null:
    case ExpressionKind::type_test:
    case ExpressionKind::normalized_test:
      ENTENTE_TRY(check_children(expression, scope, plain));
      return Type(StaticType::boolean);
    case ExpressionKind::label_test:
      ENTENTE_TRY(
          check_labels(as<LabelTestExpression>(expression).labels, scope, PatternUse::predicate));
      ENTENTE_TRY(check(*as<LabelTestExpression>(expression).operand, scope, plain));
      return Type(StaticType::boolean);
    case ExpressionKind::case_expression:
      return check_case(as<CaseExpression>(expression), scope, plain);
    case ExpressionKind::function_call:
      return check_function(as<FunctionCallExpression>(expression), scope, plain);
    case ExpressionKind::list_comprehension:
      return check_list_comprehension(as<ListComprehensionExpression>(expression), scope, plain);
    case ExpressionKind::quantifier:
      return check_quantifier(as<QuantifierExpression>(expression), scope, plain);
    case ExpressionKind::reduce:
      return check_reduce(as<ReduceExpression>(expression), scope, plain);
    case ExpressionKind::pattern_comprehension:
      return check_pattern_comprehension(as<PatternComprehensionExpression>(expression), scope);
    case ExpressionKind::pattern_predicate:
      return check_pattern_predicate(as<PatternPredicateExpression>(expression), scope, use);
    case ExpressionKind::shortest_path:
      return check_shortest_path(as<ShortestPathExpression>(expression), scope);
    case ExpressionKind::subquery: return check_subquery(as<SubqueryExpression>(expression), scope);
  }
  return Type(StaticType::any);
}

Status Analysis::check_children(const Expression& e, const Scope& s, const ExpressionUse& u) {
  Status status;
  for_each_child(e, [&](const Expression& child) {
    if (!status) return;
    auto type = check(child, s, u);
    if (!type) status = std::move(type).error();
  });
  return status;
}

Status Analysis::check_predicate(const Expression& expression, const Scope& scope,
                                 std::string_view where) {
  ExpressionUse use;
  use.aggregates_forbidden_in = where;
  use.predicate = true;
  ENTENTE_ASSIGN(const Type type, check(expression, scope, use));
  if (!accepts({StaticType::boolean}, type.base)) {
    return messages::invalid_argument(where, "a boolean", type.base, expression.span);
  }
  return {};
}

Result<Type> Analysis::check_property(const PropertyExpression& e, const Scope& s,
                                      const ExpressionUse& u) {
  ENTENTE_ASSIGN(const Type subject, check(*e.subject, s, u));
  static const std::vector<StaticType> with_properties = {
      StaticType::node,     StaticType::relationship, StaticType::map,
      StaticType::temporal, StaticType::duration,     StaticType::point};
  if (!accepts(with_properties, subject.base)) {
    Error error = messages::invalid_argument("property access", "a node, relationship or map",
                                             subject.base, e.subject->span);
    error.error_class = ErrorClass::type_error;
    const bool elements = subject.element == StaticType::node ||
                          subject.element == StaticType::relationship ||
                          subject.base == StaticType::relationship_list;
    if (elements && error.hint.empty()) {
      error.hint =
          "outside its part a repeated variable is the list over all repetitions: write "
          "[x IN list | x." +
          e.key + "], or put the condition inside";
    }
    return error;
  }
  return Type(StaticType::any);
}

Result<Type> Analysis::check_list(const ListExpression& e, const Scope& s, const ExpressionUse& u) {
  StaticType element = StaticType::null;
  for (const auto& item : e.items) {
    ENTENTE_ASSIGN(const Type type, check(*item, s, u));
    if (type.base == StaticType::null) continue;
    element = element == StaticType::null || element == type.base ? type.base : StaticType::any;
  }
  return Type(StaticType::list, element == StaticType::null ? StaticType::any : element);
}

Result<Type> Analysis::check_map_projection(const MapProjectionExpression& e, const Scope& s,
                                            const ExpressionUse& u) {
  ENTENTE_ASSIGN(const Type subject, check(*e.subject, s, u));
  if (!accepts({StaticType::node, StaticType::relationship, StaticType::map}, subject.base)) {
    return messages::invalid_argument("a map projection", "a node, relationship or map",
                                      subject.base, e.subject->span);
  }
  for (const auto& item : e.items) {
    if (item.item_kind == MapProjectionItem::Kind::entry) ENTENTE_TRY(check(*item.value, s, u));
    if (item.item_kind == MapProjectionItem::Kind::variable) {
      ENTENTE_TRY(resolve(&item, item.key, item.key_span, s));
    }
  }
  return Type(StaticType::map);
}

Result<Type> Analysis::check_subscript(const SubscriptExpression& e, const Scope& s,
                                       const ExpressionUse& u) {
  ENTENTE_ASSIGN(const Type subject, check(*e.subject, s, u));
  ENTENTE_TRY(check(*e.index, s, u));
  return Type(subject.base == StaticType::list ? subject.element : StaticType::any);
}

Result<Type> Analysis::check_unary(const UnaryExpression& e, const Scope& s,
                                   const ExpressionUse& u) {
  if (e.op == UnaryOperator::logical_not) {
    ENTENTE_ASSIGN(const Type type, check(*e.operand, s, u.as_predicate(true)));
    if (!accepts({StaticType::boolean}, type.base)) {
      return messages::invalid_argument("NOT", "a boolean", type.base, e.operand->span);
    }
    return Type(StaticType::boolean);
  }
  ENTENTE_ASSIGN(const Type type, check(*e.operand, s, u.as_predicate(false)));
  if (never_arithmetic(type.base)) {
    return messages::invalid_argument("a sign", "a number", type.base, e.operand->span);
  }
  return type;
}

Result<Type> Analysis::check_binary(const BinaryExpression& e, const Scope& s,
                                    const ExpressionUse& u) {
  const ExpressionUse operands = u.as_predicate(is_logical(e.op));
  ENTENTE_ASSIGN(const Type left, check(*e.left, s, operands));
  ENTENTE_ASSIGN(const Type right, check(*e.right, s, operands));
  const std::string_view name = operator_text(e.op);
  if (is_logical(e.op)) {
    for (const auto& [type, operand] : {std::pair(left, &*e.left), std::pair(right, &*e.right)}) {
      if (!accepts({StaticType::boolean}, type.base)) {
        return messages::invalid_argument(name, "booleans", type.base, operand->span);
      }
    }
    return Type(StaticType::boolean);
  }
  switch (e.op) {
    case BinaryOperator::in:
      if (!accepts({StaticType::list}, right.base)) {
        return messages::invalid_argument(name, "a list on its right", right.base, e.right->span);
      }
      return Type(StaticType::boolean);
    case BinaryOperator::starts_with:
    case BinaryOperator::ends_with:
    case BinaryOperator::contains:
    case BinaryOperator::regex_match: return Type(StaticType::boolean);
    case BinaryOperator::add:
      if (left.base == StaticType::string && right.base == StaticType::string) {
        return Type(StaticType::string);
      }
      if (left.base == StaticType::list || right.base == StaticType::list) {
        return Type(StaticType::list);
      }
      return numeric_result(left.base, right.base, e.op);
    case BinaryOperator::concatenate: return check_concatenation(e, left, right);
    default: break;
  }
  for (const auto& [type, operand] : {std::pair(left, &*e.left), std::pair(right, &*e.right)}) {
    if (never_arithmetic(type.base)) {
      return messages::invalid_argument(name, "numbers", type.base, operand->span);
    }
  }
  return numeric_result(left.base, right.base, e.op);
}

Result<Type> Analysis::check_concatenation(const BinaryExpression& e, Type left, Type right) {
  static const std::vector<StaticType> joined = {StaticType::string, StaticType::list};
  for (const auto& [type, operand] : {std::pair(left, &*e.left), std::pair(right, &*e.right)}) {
    if (!accepts(joined, type.base)) {
      Error error = messages::invalid_argument("||", "texts or lists", type.base, operand->span);
      if (type.base == StaticType::boolean) error.hint = "write OR to join conditions";
      return error;
    }
  }
  const bool both_known = !left.open() && !right.open();
  if (both_known && (left.base == StaticType::string) != (right.base == StaticType::string)) {
    return messages::invalid_argument("||", "two texts or two lists", right.base, e.right->span);
  }
  const Type& known = left.open() ? right : left;
  if (known.open()) return Type(StaticType::any);
  return Type(known.base == StaticType::string ? StaticType::string : StaticType::list);
}

Result<Type> Analysis::check_case(const CaseExpression& e, const Scope& s, const ExpressionUse& u) {
  Scope tests = s;
  if (e.subject) {
    ENTENTE_ASSIGN(const Type subject, check(*e.subject, s, u));
    if (e.extended) {
      // The tests see the subject's value as a variable that no text can name.
      const Slot slot = new_symbol({}, subject, e.subject->span);
      info_.slots[&e] = slot;
      tests.bind({}, slot);
    }
  }
  const bool conditions = e.subject == nullptr || e.extended;
  bool first = true;
  Type result;
  const auto merge = [&](const Type& type) {
    if (first) {
      result = type;
    } else if (result.base == StaticType::null) {
      result = type;
    } else if (type.base != StaticType::null && type.base != result.base) {
      result = StaticType::any;
    }
    first = false;
  };
  for (const auto& branch : e.branches) {
    ENTENTE_TRY(check(*branch.when, tests, u.as_predicate(conditions)));
    ENTENTE_ASSIGN(const Type type, check(*branch.then, s, u));
    merge(type);
  }
  if (e.otherwise) {
    ENTENTE_ASSIGN(const Type type, check(*e.otherwise, s, u));
    merge(type);
  }
  return result;
}

}  // namespace entente::query
