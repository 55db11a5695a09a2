#include <array>

#include "query/ast/ast_dump.hpp"
#include "query/ast/dumper.hpp"
#include "query/ast/literals.hpp"

namespace entente::query {
namespace {

constexpr std::array<std::string_view, 15> binary_names = {
    "or", "xor",         "and",       "+",        "-",  "*",  "/", "%",
    "^",  "starts-with", "ends-with", "contains", "=~", "in", "||"};
constexpr std::array<std::string_view, 4> form_names = {"nfc", "nfd", "nfkc", "nfkd"};
constexpr std::array<std::string_view, 6> comparison_names = {"=", "<>", "<", "<=", ">", ">="};
constexpr std::array<std::string_view, 3> unary_names = {"positive", "negative", "not"};
constexpr std::array<std::string_view, 4> quantifier_names = {"all", "any", "none", "single"};
constexpr std::array<std::string_view, 3> subquery_names = {"exists", "count", "collect"};

template <class Names, class Enumerator>
std::string_view name_in(const Names& names, Enumerator value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

void Dumper::open(std::string_view head) {
  if (!out_.empty() && out_.back() != '(' && out_.back() != '\n' && out_.back() != ' ') out_ += ' ';
  out_ += '(';
  out_ += head;
}

void Dumper::word(std::string_view text) {
  if (text.empty()) return;
  if (!out_.empty() && out_.back() != '(' && out_.back() != '\n' && out_.back() != ' ') out_ += ' ';
  out_ += text;
}

void Dumper::name(std::string_view text) { word(quote_schema_name(text)); }

void Dumper::child(const ExpressionPtr& e) { e ? expression(*e) : word("-"); }

void Dumper::part(std::string_view head, const ExpressionPtr& e) {
  if (!e) return;
  open(head);
  expression(*e);
  close();
}

void Dumper::parts(std::string_view head, const std::vector<ExpressionPtr>& list) {
  open(head);
  for (const ExpressionPtr& e : list) expression(*e);
  close();
}

void Dumper::parts_if_any(std::string_view head, const std::vector<ExpressionPtr>& list) {
  if (!list.empty()) parts(head, list);
}

void Dumper::expression(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::literal: {
      const Value& value = as<LiteralExpression>(e).value;
      return word(value.is_string() ? quote_string(value.as_string()) : value.to_text());
    }
    case ExpressionKind::parameter:
      return word("$" + quote_schema_name(as<ParameterExpression>(e).name));
    case ExpressionKind::variable: return name(as<VariableExpression>(e).name);
    case ExpressionKind::property:
      open("property");
      expression(*as<PropertyExpression>(e).subject);
      name(as<PropertyExpression>(e).key);
      return close();
    case ExpressionKind::list: return parts("list", as<ListExpression>(e).items);
    case ExpressionKind::map:
      open("map");
      for (const MapEntry& entry : as<MapExpression>(e).entries) {
        name(entry.key);
        expression(*entry.value);
      }
      return close();
    case ExpressionKind::map_projection: return map_projection(as<MapProjectionExpression>(e));
    case ExpressionKind::case_expression: return case_expression(as<CaseExpression>(e));
    case ExpressionKind::function_call: return function_call(as<FunctionCallExpression>(e));
    case ExpressionKind::pattern_predicate:
      open("pattern");
      path(*as<PatternPredicateExpression>(e).pattern);
      return close();
    case ExpressionKind::shortest_path:
      open("shortest");
      path(*as<ShortestPathExpression>(e).pattern);
      return close();
    case ExpressionKind::subquery: return nested_query(as<SubqueryExpression>(e));
    case ExpressionKind::list_comprehension:
    case ExpressionKind::pattern_comprehension:
    case ExpressionKind::quantifier:
    case ExpressionKind::reduce: return list_expression(e);
    default: return operator_expression(e);
  }
}

void Dumper::operator_expression(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::unary:
      open(name_in(unary_names, as<UnaryExpression>(e).op));
      expression(*as<UnaryExpression>(e).operand);
      break;
    case ExpressionKind::binary:
      open(name_in(binary_names, as<BinaryExpression>(e).op));
      expression(*as<BinaryExpression>(e).left);
      expression(*as<BinaryExpression>(e).right);
      break;
    case ExpressionKind::comparison: {
      const auto& comparison = as<ComparisonExpression>(e);
      open("compare");
      expression(*comparison.operands.front());
      for (std::size_t i = 0; i < comparison.operators.size(); ++i) {
        word(name_in(comparison_names, comparison.operators[i]));
        expression(*comparison.operands[i + 1]);
      }
      break;
    }
    case ExpressionKind::subscript:
      open("element");
      expression(*as<SubscriptExpression>(e).subject);
      expression(*as<SubscriptExpression>(e).index);
      break;
    case ExpressionKind::slice:
      open("slice");
      expression(*as<SliceExpression>(e).subject);
      child(as<SliceExpression>(e).from);
      child(as<SliceExpression>(e).to);
      break;
    case ExpressionKind::is_null:
      open(as<IsNullExpression>(e).negated ? "is-not-null" : "is-null");
      expression(*as<IsNullExpression>(e).operand);
      break;
    case ExpressionKind::type_test:
      open(as<TypeTestExpression>(e).negated ? "is-not-type" : "is-type");
      expression(*as<TypeTestExpression>(e).operand);
      word(as<TypeTestExpression>(e).type_name);
      break;
    case ExpressionKind::normalized_test: {
      const auto& test = as<NormalizedTestExpression>(e);
      open(test.negated ? "is-not-normalized" : "is-normalized");
      expression(*test.operand);
      word(name_in(form_names, test.form));
      break;
    }
    default:
      open("has-label");
      expression(*as<LabelTestExpression>(e).operand);
      labels(as<LabelTestExpression>(e).labels);
  }
  close();
}

void Dumper::list_expression(const Expression& e) {
  if (e.kind == ExpressionKind::list_comprehension) {
    const auto& comprehension = as<ListComprehensionExpression>(e);
    open("list-comprehension");
    name(comprehension.variable);
    expression(*comprehension.list);
    part("where", comprehension.predicate);
    part("yield", comprehension.projection);
  } else if (e.kind == ExpressionKind::pattern_comprehension) {
    const auto& comprehension = as<PatternComprehensionExpression>(e);
    open("pattern-comprehension");
    path(*comprehension.pattern);
    part("where", comprehension.predicate);
    part("yield", comprehension.projection);
  } else if (e.kind == ExpressionKind::quantifier) {
    const auto& quantifier = as<QuantifierExpression>(e);
    open(name_in(quantifier_names, quantifier.quantifier));
    name(quantifier.variable);
    expression(*quantifier.list);
    part("where", quantifier.predicate);
  } else {
    const auto& reduce = as<ReduceExpression>(e);
    open(reduce.predicate ? "all-reduce" : "reduce");
    name(reduce.accumulator);
    expression(*reduce.initial);
    name(reduce.variable);
    expression(*reduce.list);
    expression(*reduce.expression);
    part("where", reduce.predicate);
  }
  close();
}

void Dumper::nested_query(const SubqueryExpression& e) {
  open(name_in(subquery_names, e.subquery_kind));
  ++indent_;
  query(*e.query);
  --indent_;
  close();
}

void Dumper::map_projection(const MapProjectionExpression& e) {
  open("map-projection");
  expression(*e.subject);
  for (const MapProjectionItem& item : e.items) {
    switch (item.item_kind) {
      case MapProjectionItem::Kind::property: word("." + quote_schema_name(item.key)); break;
      case MapProjectionItem::Kind::all_properties: word(".*"); break;
      case MapProjectionItem::Kind::variable: name(item.key); break;
      case MapProjectionItem::Kind::entry:
        open("entry");
        name(item.key);
        expression(*item.value);
        close();
    }
  }
  close();
}

void Dumper::function_call(const FunctionCallExpression& e) {
  open("call");
  word(e.name);
  if (e.distinct) word("distinct");
  if (e.star) word("*");
  for (const ExpressionPtr& argument : e.arguments) expression(*argument);
  close();
}

void Dumper::case_expression(const CaseExpression& e) {
  open(e.extended ? "case-extended" : "case");
  if (e.subject) expression(*e.subject);
  for (const CaseBranch& branch : e.branches) {
    open("when");
    expression(*branch.when);
    expression(*branch.then);
    close();
  }
  part("else", e.otherwise);
  close();
}

std::string dump_expression(const Expression& expression) {
  Dumper dumper;
  dumper.expression(expression);
  return dumper.take();
}

}  // namespace entente::query
