#include <algorithm>
#include <array>

#include "query/ast/literals.hpp"
#include "query/ast/printer.hpp"
#include "storage/base/value_text.hpp"

namespace entente::query {
namespace {

struct OperatorText {
  BinaryOperator op;
  Precedence precedence;
  std::string_view text;
};
constexpr std::array operators = {
    OperatorText{BinaryOperator::logical_or, Precedence::logical_or, " OR "},
    OperatorText{BinaryOperator::logical_xor, Precedence::logical_xor, " XOR "},
    OperatorText{BinaryOperator::logical_and, Precedence::logical_and, " AND "},
    OperatorText{BinaryOperator::add, Precedence::additive, " + "},
    OperatorText{BinaryOperator::subtract, Precedence::additive, " - "},
    OperatorText{BinaryOperator::multiply, Precedence::multiplicative, " * "},
    OperatorText{BinaryOperator::divide, Precedence::multiplicative, " / "},
    OperatorText{BinaryOperator::modulo, Precedence::multiplicative, " % "},
    OperatorText{BinaryOperator::power, Precedence::power, " ^ "},
    OperatorText{BinaryOperator::starts_with, Precedence::predicate, " STARTS WITH "},
    OperatorText{BinaryOperator::ends_with, Precedence::predicate, " ENDS WITH "},
    OperatorText{BinaryOperator::contains, Precedence::predicate, " CONTAINS "},
    OperatorText{BinaryOperator::regex_match, Precedence::predicate, " =~ "},
    OperatorText{BinaryOperator::in, Precedence::predicate, " IN "},
    OperatorText{BinaryOperator::concatenate, Precedence::additive, " || "},
};

const OperatorText& operator_text(BinaryOperator op) {
  for (const OperatorText& row : operators) {
    if (row.op == op) return row;
  }
  assert(false);
  return operators[0];
}

std::string_view comparison_text(ComparisonOperator op) {
  static constexpr std::array<std::string_view, 6> texts = {" = ",  " <> ", " < ",
                                                            " <= ", " > ",  " >= "};
  return texts[static_cast<std::size_t>(op)];
}

std::string_view quantifier_text(Quantifier quantifier) {
  static constexpr std::array<std::string_view, 4> texts = {"all(", "any(", "none(", "single("};
  return texts[static_cast<std::size_t>(quantifier)];
}

/// How tightly the text of an expression binds; atoms and everything with property access bind
/// tighter than any operator.
constexpr auto atomic = tighter(Precedence::sign);

Precedence precedence_of(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::binary: return operator_text(as<BinaryExpression>(e).op).precedence;
    case ExpressionKind::comparison: return Precedence::comparison;
    case ExpressionKind::is_null:
    case ExpressionKind::type_test:
    case ExpressionKind::normalized_test: return Precedence::predicate;
    case ExpressionKind::unary:
      return as<UnaryExpression>(e).op == UnaryOperator::logical_not ? Precedence::logical_not
                                                                     : Precedence::sign;
    default: return atomic;
  }
}

bool is_number(const Expression& e) {
  return e.kind == ExpressionKind::literal && as<LiteralExpression>(e).value.is_number();
}

/// The subject of an extended CASE, which its tests leave out.
bool is_case_subject(const Expression& e) {
  return e.kind == ExpressionKind::variable && as<VariableExpression>(e).name.empty();
}

bool is_chain_of(const Expression& e, BinaryOperator op) {
  return e.kind == ExpressionKind::binary && as<BinaryExpression>(e).op == op;
}

/// The operands of `e` in order if the parser would build exactly `e` from them when they stand
/// side by side without parentheses.
bool balanced_operands(const Expression& e, BinaryOperator op,
                       std::vector<const Expression*>& operands) {
  if (!is_chain_of(e, op)) {
    operands.push_back(&e);
    return true;
  }
  const auto& chain = as<BinaryExpression>(e);
  const std::size_t first = operands.size();
  if (!balanced_operands(*chain.left, op, operands)) return false;
  const std::size_t middle = operands.size();
  if (!balanced_operands(*chain.right, op, operands)) return false;
  const std::size_t count = operands.size() - first;
  return middle - first == (count + 1) / 2;
}

}  // namespace

void Printer::name(std::string_view text) { out_ += quote_name(text); }
void Printer::schema_name(std::string_view text) { out_ += quote_schema_name(text); }

void Printer::dotted_name(std::string_view text) {
  const auto next_dot = [&](std::size_t from) {
    return std::min(text.find('.', from), text.size());
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t dot = next_dot(at);
    // A quoted part may hold dots. No part is empty, so a dot beside another one, or at an end,
    // belongs to a part.
    while (dot < text.size() && (dot == at || dot + 1 == text.size() || text[dot + 1] == '.')) {
      dot = next_dot(dot + 1);
    }
    if (at == 0) {
      name(text.substr(0, dot));
    } else {
      out_ += '.';
      schema_name(text.substr(at, dot - at));
    }
    at = dot + 1;
  }
}

void Printer::operand(const Expression& e, Precedence least) {
  precedence_of(e) < least ? parenthesized(e) : expression(e);
}

void Printer::subject(const Expression& e) {
  // A number would swallow the dot, and nothing can follow a label test directly.
  const bool needs_parentheses =
      precedence_of(e) < atomic || is_number(e) || e.kind == ExpressionKind::label_test;
  needs_parentheses ? parenthesized(e) : expression(e);
}

void Printer::parenthesized(const Expression& e) {
  out_ += '(';
  expression(e);
  out_ += ')';
}

void Printer::expressions(const std::vector<ExpressionPtr>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out_ += ", ";
    expression(*list[i]);
  }
}

void Printer::expression(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::unary: return unary(as<UnaryExpression>(e));
    case ExpressionKind::binary: return binary(as<BinaryExpression>(e));
    case ExpressionKind::comparison: return comparison(as<ComparisonExpression>(e));
    case ExpressionKind::is_null: {
      const auto& test = as<IsNullExpression>(e);
      operand(*test.operand, Precedence::predicate);
      return text(test.negated ? " IS NOT NULL" : " IS NULL");
    }
    case ExpressionKind::type_test: {
      // Inside a comprehension a bare '|' would end the test.
      const auto& test = as<TypeTestExpression>(e);
      const bool has_bar =
          test.type_name.find('|') != std::string::npos && !is_case_subject(*test.operand);
      if (has_bar) text("(");
      operand(*test.operand, Precedence::predicate);
      text(test.negated ? " IS NOT :: " : " IS :: ");
      text(test.type_name);
      return text(has_bar ? ")" : "");
    }
    case ExpressionKind::normalized_test: {
      static constexpr std::array<std::string_view, 4> forms = {"NFC", "NFD", "NFKC", "NFKD"};
      const auto& test = as<NormalizedTestExpression>(e);
      operand(*test.operand, Precedence::predicate);
      text(test.negated ? " IS NOT " : " IS ");
      text(forms[static_cast<std::size_t>(test.form)]);
      return text(" NORMALIZED");
    }
    case ExpressionKind::label_test: return label_test(as<LabelTestExpression>(e));
    default: return atom(e);
  }
}

void Printer::atom(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::literal: return literal(as<LiteralExpression>(e));
    case ExpressionKind::parameter: text("$"); return schema_name(as<ParameterExpression>(e).name);
    case ExpressionKind::variable:
      if (is_case_subject(e)) return;
      return name(as<VariableExpression>(e).name);
    case ExpressionKind::property:
      subject(*as<PropertyExpression>(e).subject);
      text(".");
      return schema_name(as<PropertyExpression>(e).key);
    case ExpressionKind::list:
      text("[");
      expressions(as<ListExpression>(e).items);
      return text("]");
    case ExpressionKind::map: return map_entries(as<MapExpression>(e).entries);
    case ExpressionKind::map_projection: return map_projection(as<MapProjectionExpression>(e));
    case ExpressionKind::subscript:
      subject(*as<SubscriptExpression>(e).subject);
      text("[");
      expression(*as<SubscriptExpression>(e).index);
      return text("]");
    case ExpressionKind::slice: return slice(as<SliceExpression>(e));
    case ExpressionKind::case_expression: return case_expression(as<CaseExpression>(e));
    case ExpressionKind::function_call: return function_call(as<FunctionCallExpression>(e));
    case ExpressionKind::list_comprehension:
      return list_comprehension(as<ListComprehensionExpression>(e));
    case ExpressionKind::pattern_comprehension:
      return pattern_comprehension(as<PatternComprehensionExpression>(e));
    case ExpressionKind::quantifier: return quantifier(as<QuantifierExpression>(e));
    case ExpressionKind::reduce: return reduce(as<ReduceExpression>(e));
    case ExpressionKind::pattern_predicate:
      return path_pattern(*as<PatternPredicateExpression>(e).pattern);
    case ExpressionKind::shortest_path: return path_pattern(*as<ShortestPathExpression>(e).pattern);
    default: return subquery(as<SubqueryExpression>(e));
  }
}

void Printer::literal(const LiteralExpression& e) {
  if (e.value.is_string()) return text(quote_string(e.value.as_string()));
  if (e.value.is_float()) return text(storage::float_text(e.value.as_float()));
  text(e.value.to_text());
}

void Printer::unary(const UnaryExpression& e) {
  if (e.op == UnaryOperator::logical_not) {
    text("NOT ");
    return operand(*e.operand, Precedence::logical_not);
  }
  text(e.op == UnaryOperator::minus ? "-" : "+");
  // A sign before a number belongs to the number, and two minus signs look like a pattern.
  if (is_number(*e.operand) || e.operand->kind == ExpressionKind::unary) {
    return parenthesized(*e.operand);
  }
  operand(*e.operand, atomic);
}

void Printer::binary(const BinaryExpression& e) {
  const OperatorText& row = operator_text(e.op);
  if (row.precedence <= Precedence::logical_and) return logical(e, row.precedence);
  operand(*e.left, row.precedence);
  text(row.text);
  operand(*e.right, tighter(row.precedence));
}

void Printer::logical(const BinaryExpression& e, Precedence own) {
  const std::string_view separator = operator_text(e.op).text;
  std::vector<const Expression*> operands;
  if (!balanced_operands(e, e.op, operands)) operands = {e.left.get(), e.right.get()};
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i > 0) text(separator);
    operand(*operands[i], tighter(own));
  }
}

void Printer::comparison(const ComparisonExpression& e) {
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    if (i > 0) text(comparison_text(e.operators[i - 1]));
    operand(*e.operands[i], tighter(Precedence::comparison));
  }
}

void Printer::label_test(const LabelTestExpression& e) {
  if (is_case_subject(*e.operand)) {
    // In parentheses, because a label may have the name of another test, such as NULL.
    text(" IS (");
    labels(e.labels);
    return text(")");
  }
  // Inside a comprehension a bare '|' would end the test.
  const bool has_bar = e.labels.kind == LabelExpression::Kind::or_;
  if (has_bar) text("(");
  subject(*e.operand);
  text(":");
  labels(e.labels);
  if (has_bar) text(")");
}

void Printer::map_entries(const std::vector<MapEntry>& entries) {
  text("{");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0) text(", ");
    schema_name(entries[i].key);
    text(": ");
    expression(*entries[i].value);
  }
  text("}");
}

void Printer::map_projection(const MapProjectionExpression& e) {
  expression(*e.subject);
  text(" {");
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    const MapProjectionItem& item = e.items[i];
    if (i > 0) text(", ");
    switch (item.item_kind) {
      case MapProjectionItem::Kind::property:
        text(".");
        schema_name(item.key);
        break;
      case MapProjectionItem::Kind::all_properties: text(".*"); break;
      case MapProjectionItem::Kind::entry:
        schema_name(item.key);
        text(": ");
        expression(*item.value);
        break;
      case MapProjectionItem::Kind::variable: name(item.key); break;
    }
  }
  text("}");
}

void Printer::case_expression(const CaseExpression& e) {
  text("CASE");
  if (e.subject) {
    text(" ");
    expression(*e.subject);
  }
  for (const CaseBranch& branch : e.branches) {
    text(" WHEN");
    case_tests(*branch.when, e.extended);
    text(" THEN ");
    expression(*branch.then);
  }
  if (e.otherwise) {
    text(" ELSE ");
    expression(*e.otherwise);
  }
  text(" END");
}

/// The tests of one WHEN; those of an extended CASE begin with the blank of their operator.
void Printer::case_tests(const Expression& when, bool extended) {
  if (!extended) {
    text(" ");
    return expression(when);
  }
  std::vector<const Expression*> tests;
  balanced_operands(when, BinaryOperator::logical_or, tests);
  for (std::size_t i = 0; i < tests.size(); ++i) {
    if (i > 0) text(",");
    expression(*tests[i]);
  }
}

void Printer::function_call(const FunctionCallExpression& e) {
  dotted_name(e.name);
  text("(");
  if (e.distinct) text("DISTINCT ");
  if (e.star) text("*");
  expressions(e.arguments);
  text(")");
}

void Printer::slice(const SliceExpression& e) {
  subject(*e.subject);
  text("[");
  if (e.from) expression(*e.from);
  text("..");
  if (e.to) expression(*e.to);
  text("]");
}

void Printer::list_comprehension(const ListComprehensionExpression& e) {
  text("[");
  name(e.variable);
  text(" IN ");
  expression(*e.list);
  where(e.predicate);
  if (e.projection) {
    text(" | ");
    expression(*e.projection);
  }
  text("]");
}

void Printer::pattern_comprehension(const PatternComprehensionExpression& e) {
  text("[");
  path_pattern(*e.pattern);
  where(e.predicate);
  text(" | ");
  expression(*e.projection);
  text("]");
}

void Printer::quantifier(const QuantifierExpression& e) {
  text(quantifier_text(e.quantifier));
  name(e.variable);
  text(" IN ");
  expression(*e.list);
  where(e.predicate);
  text(")");
}

void Printer::reduce(const ReduceExpression& e) {
  text(e.predicate ? "allReduce(" : "reduce(");
  name(e.accumulator);
  text(" = ");
  expression(*e.initial);
  text(", ");
  name(e.variable);
  text(" IN ");
  expression(*e.list);
  text(" | ");
  expression(*e.expression);
  if (e.predicate) {
    text(", ");
    expression(*e.predicate);
  }
  text(")");
}

void Printer::subquery(const SubqueryExpression& e) {
  static constexpr std::array<std::string_view, 3> words = {"EXISTS { ", "COUNT { ", "COLLECT { "};
  text(words[static_cast<std::size_t>(e.subquery_kind)]);
  query(*e.query);
  text(" }");
}

}  // namespace entente::query
