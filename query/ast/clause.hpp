#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/ast/expression.hpp"
#include "query/ast/pattern.hpp"

namespace entente::query {

enum class ClauseKind : std::uint8_t {
  match,
  unwind,
  with,
  return_,
  create,
  merge,
  set,
  remove,
  delete_,
  call_procedure,
  call_subquery,
  foreach,
  load_csv,
  filter,
  let,
  order_by,
  finish,
};

/// Base of all clauses; `span` covers the whole clause.
struct Clause {
  ClauseKind kind;
  Span span;

  explicit Clause(ClauseKind k) : kind(k) {}
  Clause(const Clause&) = delete;
  Clause& operator=(const Clause&) = delete;
  virtual ~Clause();
};
using ClausePtr = std::unique_ptr<Clause>;

template <class T>
const T& as(const Clause& clause) {
  assert(clause.kind == T::static_kind);
  return static_cast<const T&>(clause);
}

template <ClauseKind K>
struct ClauseBase : Clause {
  static constexpr ClauseKind static_kind = K;
  ClauseBase() : Clause(K) {}
};

/// [OPTIONAL] MATCH pattern [WHERE predicate]
struct MatchClause : ClauseBase<ClauseKind::match> {
  bool optional = false;
  GraphPattern pattern;
  ExpressionPtr where;
};

struct UnwindClause : ClauseBase<ClauseKind::unwind> {
  ExpressionPtr list;
  BindingVariable variable;
};

struct ProjectionItem {
  ExpressionPtr expression;
  /// The column name: the alias, or the expression's text.
  std::string name;
  bool aliased = false;
  Span name_span;
};
struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
/// What follows WITH and RETURN.
struct Projection {
  bool distinct = false;
  bool star = false;  // `*`, before the items
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
  Span span;
};
struct WithClause : ClauseBase<ClauseKind::with> {
  Projection projection;
  ExpressionPtr where;
};
struct ReturnClause : ClauseBase<ClauseKind::return_> {
  Projection projection;
};

/// CREATE pattern, INSERT pattern
struct CreateClause : ClauseBase<ClauseKind::create> {
  GraphPattern pattern;
};

struct SetItem {
  enum class Kind : std::uint8_t { property, dynamic_property, replace, add, labels };
  Kind item_kind = Kind::property;
  /// property: a PropertyExpression; dynamic_property: a SubscriptExpression;
  /// replace (n = map), add (n += map), labels (n:A:B): a VariableExpression.
  ExpressionPtr target;
  ExpressionPtr value;              // nullptr for labels
  std::vector<std::string> labels;  // labels only
  std::vector<Span> label_spans;
  /// labels only: `n:$(x)`, where x is a text or a list of texts.
  std::vector<ExpressionPtr> dynamic_labels;
  Span span;
};
struct SetClause : ClauseBase<ClauseKind::set> {
  std::vector<SetItem> items;
};

struct RemoveItem {
  /// Either a PropertyExpression / SubscriptExpression, or a VariableExpression with labels.
  ExpressionPtr target;
  std::vector<std::string> labels;
  std::vector<Span> label_spans;
  std::vector<ExpressionPtr> dynamic_labels;  // `n:$(x)`
  Span span;
};
struct RemoveClause : ClauseBase<ClauseKind::remove> {
  std::vector<RemoveItem> items;
};

struct MergeClause : ClauseBase<ClauseKind::merge> {
  PathPattern pattern;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};

struct DeleteClause : ClauseBase<ClauseKind::delete_> {
  bool detach = false;
  std::vector<ExpressionPtr> expressions;
};

struct YieldItem {
  std::string column;
  Span column_span;
  std::string variable;  // equals column without AS
  Span variable_span;
};
/// [OPTIONAL] CALL name(arguments) YIELD items WHERE predicate
struct CallProcedureClause : ClauseBase<ClauseKind::call_procedure> {
  bool optional = false;  // OPTIONAL CALL
  std::string name;
  Span name_span;
  /// False for `CALL name` without parentheses: arguments come from parameters by name.
  bool explicit_arguments = true;
  std::vector<ExpressionPtr> arguments;
  bool has_yield = false;
  bool yield_star = false;
  std::vector<YieldItem> yield;
  ExpressionPtr where;
  /// True if the call is the whole statement (no other clause).
  bool standalone = false;
};

/// What happens to the query when one of its inner transactions fails.
enum class TransactionFailure : std::uint8_t { fail, continue_, break_ };
/// … IN [n CONCURRENT] TRANSACTIONS [OF n ROWS] [ON ERROR …] [REPORT STATUS AS variable]
struct InTransactions {
  bool concurrent = false;
  ExpressionPtr concurrency;  // how many at a time, or nullptr
  ExpressionPtr rows;         // rows per transaction, or nullptr
  bool retry = false;         // ON ERROR RETRY
  ExpressionPtr retry_seconds;
  /// ON ERROR FAIL, CONTINUE or BREAK; after ON ERROR RETRY what happens when time is up.
  TransactionFailure on_error = TransactionFailure::fail;
  BindingVariable status;  // REPORT STATUS AS, or anonymous
  Span span;
};

/// [OPTIONAL] CALL (imports) { query } [IN TRANSACTIONS …]
struct CallSubqueryClause : ClauseBase<ClauseKind::call_subquery> {
  CallSubqueryClause();
  ~CallSubqueryClause() override;
  bool optional = false;         // OPTIONAL CALL
  bool import_all = false;       // CALL (*) { … }
  bool has_import_list = false;  // CALL (a, b) { … }
  std::vector<BindingVariable> imports;
  std::unique_ptr<Query> query;
  std::optional<InTransactions> transactions;
};

/// FOREACH (variable IN list | updating clauses)
struct ForeachClause : ClauseBase<ClauseKind::foreach> {
  BindingVariable variable;
  ExpressionPtr list;
  std::vector<ClausePtr> clauses;
};

/// LOAD CSV [WITH HEADERS] FROM url AS variable [FIELDTERMINATOR text]
struct LoadCsvClause : ClauseBase<ClauseKind::load_csv> {
  bool with_headers = false;
  ExpressionPtr url;
  BindingVariable variable;
  std::string field_terminator = ",";
};

/// FILTER [WHERE] predicate
struct FilterClause : ClauseBase<ClauseKind::filter> {
  ExpressionPtr predicate;
};

struct LetItem {
  BindingVariable variable;
  ExpressionPtr value;
};
/// LET a = expression, …
struct LetClause : ClauseBase<ClauseKind::let> {
  std::vector<LetItem> items;
};

/// [ORDER BY …] [SKIP …] [LIMIT …] as a clause of its own; at least one of them.
struct OrderByClause : ClauseBase<ClauseKind::order_by> {
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
};

/// FINISH: ends a query without a result.
struct FinishClause : ClauseBase<ClauseKind::finish> {};

}  // namespace entente::query
