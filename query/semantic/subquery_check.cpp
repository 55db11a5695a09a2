#include <algorithm>

#include "query/ast/ast_walk.hpp"
#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {

Error composition(std::string message, Span span, std::string hint = {}) {
  return messages::syntax("InvalidClauseComposition", std::move(message), span, std::move(hint));
}

/// `a` under its own name.
bool passes_variable(const ProjectionItem& item) {
  return item.expression->kind == ExpressionKind::variable &&
         as<VariableExpression>(*item.expression).name == item.name;
}

bool mentions(const Expression& expression, const Scope& scope) {
  if (expression.kind == ExpressionKind::variable) {
    return scope.find(as<VariableExpression>(expression).name).has_value();
  }
  bool found = false;
  for_each_child(expression,
                 [&](const Expression& child) { found = found || mentions(child, scope); });
  return found;
}

bool writes(const Query& query);

/// True if the clause changes the graph in the transaction of the statement itself.
bool writes(const Clause& clause) {
  if (clause.kind != ClauseKind::call_subquery) return is_updating(clause);
  const auto& call = as<CallSubqueryClause>(clause);
  return !call.transactions && writes(*call.query);
}

bool writes(const Query& query) {
  return std::any_of(query.parts.begin(), query.parts.end(), [](const SingleQuery& part) {
    return std::any_of(part.clauses.begin(), part.clauses.end(),
                       [](const ClausePtr& clause) { return writes(*clause); });
  });
}

}  // namespace

Status Analysis::check_call_subquery(const CallSubqueryClause& clause, Scope& scope) {
  QueryScope inner;
  inner.subquery = true;
  inner.visible.csv = scope.csv;
  if (clause.has_import_list || clause.import_all) {
    if (clause.import_all) inner.visible = scope;
    for (const auto& import : clause.imports) {
      ENTENTE_ASSIGN(const Slot slot, resolve(&import, import.name, import.span, scope));
      inner.visible.bind(import.name, slot);
    }
    inner.kept = inner.visible;
  } else {
    inner.importable = &scope;
  }
  ENTENTE_TRY(check_query(*clause.query, inner));
  for (const auto& part : clause.query->parts) {
    const Clause& last = *part.clauses.back();
    if (last.kind != ClauseKind::return_) continue;
    for (const auto& item : as<ReturnClause>(last).projection.items) {
      if (item.aliased || item.expression->kind == ExpressionKind::variable) continue;
      return messages::syntax("NoExpressionAlias",
                              "an expression that a subquery returns needs a name",
                              item.expression->span, "add AS name");
    }
  }
  for (const Slot slot : info_.result_slots[&clause.query->parts.front()]) {
    const std::string& name = info_.symbols[slot].name;
    if (scope.find(name)) return messages::already_bound(name, info_.symbols[slot].span);
    scope.bind(name, slot);
  }
  if (!clause.transactions) return {};
  return check_transaction_options(*clause.transactions, scope);
}

Status Analysis::check_inner_transactions(const SingleQuery& query, bool subquery, bool in_union) {
  bool written = false;
  for (const auto& clause : query.clauses) {
    const bool inner = clause->kind == ClauseKind::call_subquery &&
                       as<CallSubqueryClause>(*clause).transactions.has_value();
    if (inner && subquery) {
      return composition("CALL { … } IN TRANSACTIONS cannot stand inside another subquery",
                         clause->span);
    }
    if (inner && in_union) {
      return composition("CALL { … } IN TRANSACTIONS cannot stand in a UNION", clause->span);
    }
    if (inner && written) {
      return composition("CALL { … } IN TRANSACTIONS cannot follow a clause that writes",
                         clause->span,
                         "write inside of a CALL { … } IN TRANSACTIONS, or in a statement of its "
                         "own");
    }
    written = written || writes(*clause);
  }
  return {};
}

Status Analysis::check_transaction_options(const InTransactions& options, Scope& scope) {
  info_.in_transactions = true;
  info_.updating = true;
  ENTENTE_TRY(check_row_count(options.rows, "OF … ROWS"));
  ENTENTE_TRY(check_row_count(options.concurrency, "CONCURRENT TRANSACTIONS"));
  if (options.retry_seconds) {
    ExpressionUse use;
    use.aggregates_forbidden_in = "ON ERROR RETRY";
    ENTENTE_TRY(check(*options.retry_seconds, Scope{}, use));
  }
  if (!options.status.named()) return {};
  if (options.on_error == TransactionFailure::fail) {
    return composition("REPORT STATUS needs ON ERROR CONTINUE or ON ERROR BREAK", options.span,
                       "after ON ERROR FAIL there is no row that could tell");
  }
  if (scope.find(options.status.name)) {
    return messages::already_bound(options.status.name, options.status.span);
  }
  const Slot slot = new_symbol(options.status.name, StaticType::map, options.status.span);
  info_.slots[&options.status] = slot;
  info_.introduces[&options.status] = true;
  scope.bind(options.status.name, slot);
  return {};
}

Result<Scope> Analysis::check_importing_with(const SingleQuery& query, const Scope& outer) {
  Scope imported;
  imported.csv = outer.csv;
  if (query.clauses.empty() || query.clauses.front()->kind != ClauseKind::with) return imported;
  const auto& with = as<WithClause>(*query.clauses.front());
  const Projection& projection = with.projection;
  const bool plain = std::all_of(projection.items.begin(), projection.items.end(), passes_variable);
  if (!plain) {
    for (const auto& item : projection.items) {
      if (!mentions(*item.expression, outer)) continue;
      return composition("the WITH that imports variables into a subquery can only name them",
                         item.expression->span, "import first, as in CALL (a) { WITH a.k AS k … }");
    }
    return imported;
  }
  const bool bare = !projection.distinct && projection.order_by.empty() && !projection.skip &&
                    !projection.limit && !with.where;
  if (!bare) {
    return composition(
        "the WITH that imports variables into a subquery allows no DISTINCT, ORDER BY, SKIP, LIMIT "
        "or WHERE",
        with.span, "add a second WITH for them");
  }
  return outer;
}

void Analysis::keep_outer_names(const Projection& projection, Scope& scope) {
  auto& kept = info_.kept[&projection];
  for (const auto& [name, slot] : kept_.names()) {
    if (scope.find(name)) continue;
    scope.bind(name, slot);
    kept.push_back(slot);
  }
}

Status Analysis::check_not_shadowing(const ProjectionItem& item) const {
  if (passes_variable(item) || !kept_.find(item.name)) return {};
  Error error = messages::already_bound(
      item.name, item.name_span.valid() ? item.name_span : item.expression->span);
  error.hint = "the name stands for a variable of the query around; choose another one";
  return error;
}

}  // namespace entente::query
