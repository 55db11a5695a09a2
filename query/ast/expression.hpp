#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/value.hpp"

namespace entente::query {

struct Query;         // ast/statement.hpp
struct PathPattern;   // ast/pattern.hpp
struct GraphPattern;  // ast/pattern.hpp

enum class ExpressionKind : std::uint8_t {
  literal,
  parameter,
  variable,
  property,
  list,
  map,
  map_projection,
  subscript,
  slice,
  unary,
  binary,
  comparison,
  is_null,
  type_test,
  normalized_test,
  label_test,
  case_expression,
  function_call,
  list_comprehension,
  pattern_comprehension,
  quantifier,
  reduce,
  pattern_predicate,
  shortest_path,
  subquery,
};

/// Base of all expressions. `span` covers the expression in the query text, without surrounding
/// blanks; the column name of an unaliased projection item is exactly that text.
/// Nodes are owned by their parents; after building they are not changed.
struct Expression {
  ExpressionKind kind;
  Span span;

  explicit Expression(ExpressionKind k) : kind(k) {}
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;
  virtual ~Expression();
};
using ExpressionPtr = std::unique_ptr<Expression>;

/// Downcast that asserts the kind: `as<PropertyExpression>(e)`.
template <class T>
const T& as(const Expression& expression) {
  assert(expression.kind == T::static_kind);
  return static_cast<const T&>(expression);
}

template <ExpressionKind K>
struct ExpressionBase : Expression {
  static constexpr ExpressionKind static_kind = K;
  ExpressionBase() : Expression(K) {}
};

/// null, true, 1, 0x1F, 1.5, 'text'. Integers out of range are refused by the builder
/// (SyntaxError / IntegerOverflow, FloatingPointOverflow).
struct LiteralExpression : ExpressionBase<ExpressionKind::literal> {
  Value value;
};

/// $name or $0
struct ParameterExpression : ExpressionBase<ExpressionKind::parameter> {
  std::string name;
};

struct VariableExpression : ExpressionBase<ExpressionKind::variable> {
  std::string name;
};

/// subject.key
struct PropertyExpression : ExpressionBase<ExpressionKind::property> {
  ExpressionPtr subject;
  std::string key;
  Span key_span;
};

struct ListExpression : ExpressionBase<ExpressionKind::list> {
  std::vector<ExpressionPtr> items;
};

struct MapEntry {
  std::string key;
  Span key_span;
  ExpressionPtr value;
};
struct MapExpression : ExpressionBase<ExpressionKind::map> {
  std::vector<MapEntry> entries;
};

/// variable {.key, .*, key: expression, other_variable}
struct MapProjectionItem {
  enum class Kind : std::uint8_t { property, all_properties, entry, variable };
  Kind item_kind = Kind::property;
  std::string key;
  Span key_span;
  ExpressionPtr value;  // entry only
};
struct MapProjectionExpression : ExpressionBase<ExpressionKind::map_projection> {
  ExpressionPtr subject;  // always a variable
  std::vector<MapProjectionItem> items;
};

/// subject[index]
struct SubscriptExpression : ExpressionBase<ExpressionKind::subscript> {
  ExpressionPtr subject;
  ExpressionPtr index;
};

/// subject[from..to]; either bound may be absent (nullptr)
struct SliceExpression : ExpressionBase<ExpressionKind::slice> {
  ExpressionPtr subject;
  ExpressionPtr from;
  ExpressionPtr to;
};

enum class UnaryOperator : std::uint8_t { plus, minus, logical_not };
struct UnaryExpression : ExpressionBase<ExpressionKind::unary> {
  UnaryOperator op = UnaryOperator::minus;
  ExpressionPtr operand;
};

enum class BinaryOperator : std::uint8_t {
  logical_or,
  logical_xor,
  logical_and,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  starts_with,
  ends_with,
  contains,
  regex_match,
  in,
  concatenate,
};
struct BinaryExpression : ExpressionBase<ExpressionKind::binary> {
  BinaryOperator op = BinaryOperator::add;
  Span operator_span;
  ExpressionPtr left;
  ExpressionPtr right;
};

enum class ComparisonOperator : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal
};
/// a < b <= c: operands.size() == operators.size() + 1 >= 2; means the conjunction of the pairs.
struct ComparisonExpression : ExpressionBase<ExpressionKind::comparison> {
  std::vector<ExpressionPtr> operands;
  std::vector<ComparisonOperator> operators;
};

/// operand IS [NOT] NULL
struct IsNullExpression : ExpressionBase<ExpressionKind::is_null> {
  ExpressionPtr operand;
  bool negated = false;
};

/// operand IS [NOT] :: TYPE (Cypher 5 / GQL value type predicate)
struct TypeTestExpression : ExpressionBase<ExpressionKind::type_test> {
  ExpressionPtr operand;
  bool negated = false;
  std::string type_name;  // as written, upper case, single blanks; `|` between alternatives
};

enum class UnicodeForm : std::uint8_t { nfc, nfd, nfkc, nfkd };
/// operand IS [NOT] [NFC|NFD|NFKC|NFKD] NORMALIZED; NFC if none is written
struct NormalizedTestExpression : ExpressionBase<ExpressionKind::normalized_test> {
  ExpressionPtr operand;
  bool negated = false;
  UnicodeForm form = UnicodeForm::nfc;
};

/// A label expression: `A`, `!e`, `e&f`, `e|f`, `%`. Colon conjunction (:A:B) is `and_` as well.
/// `$(x)`, `$all(x)` and `$any(x)` take names from an expression: one text, or a list of which all
/// or any must be met.
struct LabelExpression {
  enum class Kind : std::uint8_t { name, not_, and_, or_, wildcard, dynamic_all, dynamic_any };
  Kind kind = Kind::name;
  std::string name;
  Span span;
  std::vector<LabelExpression> children;
  /// dynamic_all and dynamic_any only. Shared, because label expressions are copied.
  std::shared_ptr<const Expression> names;
};

/// operand:A:B or operand:A|B&!C or operand IS A
struct LabelTestExpression : ExpressionBase<ExpressionKind::label_test> {
  ExpressionPtr operand;
  LabelExpression labels;
};

struct CaseBranch {
  ExpressionPtr when;
  ExpressionPtr then;
};
/// Simple case if `subject` is set, searched case otherwise. `otherwise` may be nullptr.
///
/// In the extended simple case (`CASE x WHEN > 5, IS NULL THEN …`) every `when` is a condition on
/// the subject's value, which a VariableExpression with an empty name stands for; values that are
/// listed by commas are joined by OR. The subject is evaluated once.
struct CaseExpression : ExpressionBase<ExpressionKind::case_expression> {
  ExpressionPtr subject;
  bool extended = false;
  std::vector<CaseBranch> branches;
  ExpressionPtr otherwise;
};

/// name(arguments), name(DISTINCT arguments), count(*). The name keeps its spelling, with
/// namespaces joined by dots.
struct FunctionCallExpression : ExpressionBase<ExpressionKind::function_call> {
  std::string name;
  Span name_span;
  bool distinct = false;
  bool star = false;
  std::vector<ExpressionPtr> arguments;
};

/// [variable IN list WHERE predicate | projection]; predicate and projection may be nullptr.
struct ListComprehensionExpression : ExpressionBase<ExpressionKind::list_comprehension> {
  std::string variable;
  Span variable_span;
  ExpressionPtr list;
  ExpressionPtr predicate;
  ExpressionPtr projection;
};

/// [path = (a)-->(b) WHERE predicate | projection]
struct PatternComprehensionExpression : ExpressionBase<ExpressionKind::pattern_comprehension> {
  PatternComprehensionExpression();
  ~PatternComprehensionExpression() override;
  std::unique_ptr<PathPattern> pattern;  // its variable is the path variable, if any
  ExpressionPtr predicate;
  ExpressionPtr projection;
};

enum class Quantifier : std::uint8_t { all, any, none, single };
/// all(variable IN list WHERE predicate)
struct QuantifierExpression : ExpressionBase<ExpressionKind::quantifier> {
  Quantifier quantifier = Quantifier::all;
  std::string variable;
  Span variable_span;
  ExpressionPtr list;
  ExpressionPtr predicate;
};

/// reduce(accumulator = initial, variable IN list | expression), and
/// allReduce(accumulator = initial, variable IN list | expression, predicate) if `predicate` is
/// set: whether it holds for the accumulator after every step.
struct ReduceExpression : ExpressionBase<ExpressionKind::reduce> {
  std::string accumulator;
  Span accumulator_span;
  ExpressionPtr initial;
  std::string variable;
  Span variable_span;
  ExpressionPtr list;
  ExpressionPtr expression;
  ExpressionPtr predicate;
};

/// (a)-->(b) used as a predicate
struct PatternPredicateExpression : ExpressionBase<ExpressionKind::pattern_predicate> {
  PatternPredicateExpression();
  ~PatternPredicateExpression() override;
  std::unique_ptr<PathPattern> pattern;
};

/// shortestPath((a)-[*]-(b)) / allShortestPaths(…) used as an expression
struct ShortestPathExpression : ExpressionBase<ExpressionKind::shortest_path> {
  ShortestPathExpression();
  ~ShortestPathExpression() override;
  std::unique_ptr<PathPattern> pattern;  // its search prefix says which
};

enum class SubqueryKind : std::uint8_t { exists, count, collect };
/// EXISTS { … }, COUNT { … }, COLLECT { … }. Holds a whole query; the short form
/// `EXISTS { (a)-->(b) WHERE p }` is built as `MATCH (a)-->(b) WHERE p` without RETURN.
struct SubqueryExpression : ExpressionBase<ExpressionKind::subquery> {
  SubqueryExpression();
  ~SubqueryExpression() override;
  SubqueryKind subquery_kind = SubqueryKind::exists;
  std::unique_ptr<Query> query;
};

}  // namespace entente::query
