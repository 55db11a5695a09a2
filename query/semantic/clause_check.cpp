#include <algorithm>
#include <utility>

#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {}  // namespace

bool is_updating(const Clause& clause) {
  switch (clause.kind) {
    case ClauseKind::create:
    case ClauseKind::merge:
    case ClauseKind::set:
    case ClauseKind::remove:
    case ClauseKind::delete_:
    case ClauseKind::foreach: return true;
    default: return false;
  }
}

namespace {

/// Clauses that may end a query besides RETURN.
bool may_end(const Clause& clause) {
  return is_updating(clause) || clause.kind == ClauseKind::call_procedure ||
         clause.kind == ClauseKind::call_subquery || clause.kind == ClauseKind::finish;
}

Error composition(std::string message, Span span, std::string hint = {}) {
  return messages::syntax("InvalidClauseComposition", std::move(message), span, std::move(hint));
}

ExpressionUse plain_use(std::string_view where) {
  ExpressionUse use;
  use.aggregates_forbidden_in = where;
  return use;
}

}  // namespace

Status Analysis::check_query(const Query& query, const QueryScope& outer) {
  const Scope kept_outside = std::exchange(kept_, outer.kept);
  Status status = check_parts(query, outer);
  kept_ = kept_outside;
  return status;
}

Status Analysis::check_parts(const Query& query, const QueryScope& outer) {
  std::vector<std::string> first_columns;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    const SingleQuery& part = query.parts[i];
    std::vector<std::pair<std::string, Slot>> result;
    ENTENTE_TRY(check_single_query(part, outer, query.parts.size() > 1, result));
    std::vector<std::string> columns;
    auto& slots = info_.result_slots[&part];
    for (const auto& [name, slot] : result) columns.push_back(name);
    if (i == 0) first_columns = columns;
    // UNION joins columns by name, so every part lists its symbols in the order of the first.
    for (const auto& name : first_columns) {
      const auto it = std::find_if(result.begin(), result.end(),
                                   [&](const auto& column) { return column.first == name; });
      if (it == result.end() || result.size() != first_columns.size()) {
        return messages::syntax("DifferentColumnsInUnion",
                                "all parts of a UNION need the same column names", part.span);
      }
      slots.push_back(it->second);
    }
    if (i > 0 && columns.empty() != first_columns.empty()) {
      return messages::syntax("DifferentColumnsInUnion",
                              "all parts of a UNION need the same column names", part.span);
    }
  }
  for (std::size_t i = 1; i < query.union_all.size(); ++i) {
    if (query.union_all[i] != query.union_all[0]) {
      return composition("UNION and UNION ALL cannot be mixed in one query",
                         query.parts[i + 1].span);
    }
  }
  if (!outer.subquery) info_.columns = std::move(first_columns);
  return {};
}

Status Analysis::check_composition(const SingleQuery& query, bool subquery,
                                   bool updates_allowed) const {
  if (query.clauses.empty()) return composition("a query needs at least one clause", query.span);
  for (std::size_t i = 0; i < query.clauses.size(); ++i) {
    const Clause& clause = *query.clauses[i];
    const bool last = i + 1 == query.clauses.size();
    if (clause.kind == ClauseKind::return_ && !last) {
      return composition("RETURN must be the last clause", query.clauses[i + 1]->span,
                         "use WITH to go on after a projection");
    }
    if (clause.kind == ClauseKind::finish && !last) {
      return composition("FINISH must be the last clause", query.clauses[i + 1]->span);
    }
    if (is_updating(clause) && !updates_allowed) {
      return composition("a subquery expression cannot change the graph", clause.span);
    }
    if (!last) continue;
    const bool reading_end = subquery && clause.kind == ClauseKind::match;
    if (clause.kind != ClauseKind::return_ && !may_end(clause) && !reading_end) {
      return composition("a query cannot end with this clause", clause.span,
                         "add RETURN to say what the result is");
    }
  }
  return {};
}

Status Analysis::check_single_query(const SingleQuery& query, const QueryScope& outer,
                                    bool in_union,
                                    std::vector<std::pair<std::string, Slot>>& result) {
  ENTENTE_TRY(check_composition(query, outer.subquery, outer.updates_allowed));
  ENTENTE_TRY(check_inner_transactions(query, outer.subquery, in_union));
  Scope scope = outer.visible;
  if (outer.importable != nullptr) {
    ENTENTE_ASSIGN(scope, check_importing_with(query, *outer.importable));
  }
  for (const auto& clause : query.clauses) {
    if (is_updating(*clause)) info_.updating = true;
    ENTENTE_TRY(check_clause(*clause, scope, result));
  }
  return {};
}

Status Analysis::check_clause(const Clause& clause, Scope& scope,
                              std::vector<std::pair<std::string, Slot>>& result) {
  switch (clause.kind) {
    case ClauseKind::match: return check_match(as<MatchClause>(clause), scope);
    case ClauseKind::unwind: return check_unwind(as<UnwindClause>(clause), scope);
    case ClauseKind::with: return check_with(as<WithClause>(clause), scope);
    case ClauseKind::return_: return check_return(as<ReturnClause>(clause), scope, result);
    case ClauseKind::create:
      return bind_pattern(as<CreateClause>(clause).pattern, scope, PatternUse::create);
    case ClauseKind::merge: return check_merge(as<MergeClause>(clause), scope);
    case ClauseKind::set: return check_set_items(as<SetClause>(clause).items, scope);
    case ClauseKind::remove: return check_remove(as<RemoveClause>(clause), scope);
    case ClauseKind::delete_: return check_delete(as<DeleteClause>(clause), scope);
    case ClauseKind::call_procedure:
      return check_call_procedure(as<CallProcedureClause>(clause), scope, result);
    case ClauseKind::call_subquery:
      return check_call_subquery(as<CallSubqueryClause>(clause), scope);
    case ClauseKind::foreach: return check_foreach(as<ForeachClause>(clause), scope);
    case ClauseKind::load_csv: return check_load_csv(as<LoadCsvClause>(clause), scope);
    case ClauseKind::filter:
      return check_predicate(*as<FilterClause>(clause).predicate, scope, "FILTER");
    case ClauseKind::let: return check_let(as<LetClause>(clause), scope);
    case ClauseKind::order_by: return check_order_by_clause(as<OrderByClause>(clause), scope);
    case ClauseKind::finish: return {};
  }
  return {};
}

Status Analysis::check_match(const MatchClause& clause, Scope& scope) {
  ENTENTE_TRY(bind_pattern(clause.pattern, scope, PatternUse::match));
  if (clause.where) ENTENTE_TRY(check_predicate(*clause.where, scope, "WHERE"));
  return {};
}

Status Analysis::check_unwind(const UnwindClause& clause, Scope& scope) {
  ENTENTE_ASSIGN(const Type type, check(*clause.list, scope, plain_use("UNWIND")));
  if (scope.find(clause.variable.name)) {
    return messages::already_bound(clause.variable.name, clause.variable.span);
  }
  StaticType element = type.base == StaticType::list ? type.element : StaticType::any;
  if (type.base == StaticType::relationship_list) element = StaticType::relationship;
  const Slot slot = new_symbol(clause.variable.name, element, clause.variable.span);
  info_.slots[&clause.variable] = slot;
  info_.introduces[&clause.variable] = true;
  scope.bind(clause.variable.name, slot);
  return {};
}

Status Analysis::check_with(const WithClause& clause, Scope& scope) {
  ENTENTE_ASSIGN(Scope after, check_projection(clause.projection, scope, true));
  keep_outer_names(clause.projection, after);
  if (clause.where) {
    const Scope visible = visible_after(clause.projection, scope, after);
    ENTENTE_TRY(check_predicate(*clause.where, visible, "WHERE"));
  }
  scope = std::move(after);
  return {};
}

Status Analysis::check_let(const LetClause& clause, Scope& scope) {
  Scope after = scope;
  for (const auto& item : clause.items) {
    ENTENTE_ASSIGN(const Type type, check(*item.value, scope, plain_use("LET")));
    if (after.find(item.variable.name)) {
      return messages::already_bound(item.variable.name, item.variable.span);
    }
    const Slot slot = new_symbol(item.variable.name, type, item.variable.span);
    info_.slots[&item.variable] = slot;
    info_.introduces[&item.variable] = true;
    after.bind(item.variable.name, slot);
  }
  scope = std::move(after);
  return {};
}

Status Analysis::check_order_by_clause(const OrderByClause& clause, const Scope& scope) {
  for (const auto& item : clause.order_by) {
    ENTENTE_TRY(check(*item.expression, scope, plain_use("ORDER BY")));
  }
  ENTENTE_TRY(check_row_count(clause.skip, "SKIP"));
  return check_row_count(clause.limit, "LIMIT");
}

Status Analysis::check_return(const ReturnClause& clause, Scope& scope,
                              std::vector<std::pair<std::string, Slot>>& result) {
  const Projection& projection = clause.projection;
  ENTENTE_ASSIGN(Scope after, check_projection(projection, scope, false));
  if (projection.star) {
    for (const auto& star : info_.stars[&projection]) result.emplace_back(star.name, star.target);
  }
  for (const auto& item : projection.items) {
    result.emplace_back(item.name, info_.slots[&item]);
  }
  scope = std::move(after);
  return {};
}

Status Analysis::check_merge(const MergeClause& clause, Scope& scope) {
  PatternScope pattern{PatternUse::merge, scope, {}, false};
  // What is created only if nothing matches cannot say how it has to look.
  const Scope before = scope;
  ENTENTE_TRY(bind_path(clause.pattern, scope, pattern));
  ENTENTE_TRY(check_pattern_expressions(clause.pattern, before, PatternUse::merge));
  ENTENTE_TRY(check_set_items(clause.on_create, scope));
  return check_set_items(clause.on_match, scope);
}

Status Analysis::check_set_items(const std::vector<SetItem>& items, const Scope& scope) {
  for (const auto& item : items) {
    const bool property = item.item_kind == SetItem::Kind::property ||
                          item.item_kind == SetItem::Kind::dynamic_property;
    ENTENTE_ASSIGN(const Type target, check(*item.target, scope, plain_use("SET")));
    static const std::vector<StaticType> elements = {StaticType::node, StaticType::relationship};
    if (!property && !accepts(elements, target.base)) {
      return messages::invalid_argument("SET", "a node or relationship", target.base,
                                        item.target->span);
    }
    if (item.item_kind == SetItem::Kind::labels && !accepts({StaticType::node}, target.base)) {
      return messages::invalid_argument("a label", "a node", target.base, item.target->span);
    }
    for (const auto& names : item.dynamic_labels) ENTENTE_TRY(check_label_names(*names, scope));
    if (!item.value) continue;
    ENTENTE_ASSIGN(const Type value, check(*item.value, scope, plain_use("SET")));
    static const std::vector<StaticType> with_properties = {
        StaticType::map, StaticType::node, StaticType::relationship};
    if (!property && !accepts(with_properties, value.base)) {
      return messages::invalid_argument("SET", "a map, node or relationship", value.base,
                                        item.value->span);
    }
  }
  return {};
}

Status Analysis::check_remove(const RemoveClause& clause, const Scope& scope) {
  for (const auto& item : clause.items) {
    ENTENTE_ASSIGN(const Type target, check(*item.target, scope, plain_use("REMOVE")));
    for (const auto& names : item.dynamic_labels) ENTENTE_TRY(check_label_names(*names, scope));
    const bool labels = !item.labels.empty() || !item.dynamic_labels.empty();
    if (labels && !accepts({StaticType::node}, target.base)) {
      return messages::invalid_argument("a label", "a node", target.base, item.target->span);
    }
  }
  return {};
}

Status Analysis::check_delete(const DeleteClause& clause, const Scope& scope) {
  static const std::vector<StaticType> deletable = {StaticType::node, StaticType::relationship,
                                                    StaticType::path};
  for (const auto& expression : clause.expressions) {
    if (expression->kind == ExpressionKind::label_test) {
      return messages::syntax("InvalidDelete", "DELETE removes elements, not labels or types",
                              expression->span, "use REMOVE n:Label to take a label away");
    }
    ENTENTE_ASSIGN(const Type type, check(*expression, scope, plain_use("DELETE")));
    if (!accepts(deletable, type.base)) {
      return messages::invalid_argument("DELETE", "a node, relationship or path", type.base,
                                        expression->span);
    }
  }
  return {};
}

Status Analysis::check_foreach(const ForeachClause& clause, Scope& scope) {
  Scope inner = scope;
  ENTENTE_TRY(bind_iteration(&clause.variable, clause.variable.name, clause.variable.span,
                             *clause.list, inner, plain_use("FOREACH")));
  info_.introduces[&clause.variable] = true;
  std::vector<std::pair<std::string, Slot>> no_result;
  for (const auto& updating : clause.clauses) {
    if (!is_updating(*updating)) {
      return composition("FOREACH allows updating clauses only", updating->span);
    }
    ENTENTE_TRY(check_clause(*updating, inner, no_result));
  }
  return {};
}

Status Analysis::check_load_csv(const LoadCsvClause& clause, Scope& scope) {
  ENTENTE_ASSIGN(const Type url, check(*clause.url, scope, plain_use("LOAD CSV")));
  if (!accepts({StaticType::string}, url.base)) {
    return messages::invalid_argument("LOAD CSV", "a string as URL", url.base, clause.url->span);
  }
  if (scope.find(clause.variable.name)) {
    return messages::already_bound(clause.variable.name, clause.variable.span);
  }
  const Type row =
      clause.with_headers ? Type(StaticType::map) : Type(StaticType::list, StaticType::string);
  const Slot slot = new_symbol(clause.variable.name, row, clause.variable.span);
  info_.slots[&clause.variable] = slot;
  info_.introduces[&clause.variable] = true;
  scope.bind(clause.variable.name, slot);
  CsvPosition position;
  position.file = new_symbol("file()", StaticType::string, clause.span);
  position.line = new_symbol("linenumber()", StaticType::integer, clause.span);
  info_.csv_positions[&clause] = position;
  scope.csv = position;
  return {};
}

}  // namespace entente::query
