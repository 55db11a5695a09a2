#include "query/plan/plan_context.hpp"

namespace entente::query {
namespace {

/// The result columns of one part of a query, in the order of the first part's columns.
void take_result_order(const PlanContext& context, const SingleQuery& part,
                       std::vector<Slot>& result) {
  const auto it = context.info.result_slots.find(&part);
  if (it != context.info.result_slots.end() && it->second.size() == result.size()) {
    result = it->second;
  }
}

Result<LogicalOperatorPtr> plan_single_query(PlanContext& context, const SingleQuery& query,
                                             std::vector<Slot>& result) {
  LogicalOperatorPtr op = PlanContext::argument();
  for (const auto& clause : query.clauses) {
    ENTENTE_ASSIGN(op, plan_clause(context, *clause, std::move(op), result));
  }
  take_result_order(context, query, result);
  return op;
}

Result<LogicalOperatorPtr> plan_union(PlanContext& context, const Query& query,
                                      std::vector<Slot>& result) {
  auto all = make_operator<UnionAll>();
  for (const auto& part : query.parts) {
    std::vector<Slot> columns;
    ENTENTE_ASSIGN(LogicalOperatorPtr op, plan_single_query(context, part, columns));
    all->children.push_back(std::move(op));
    all->sources.push_back(std::move(columns));
  }
  for (const Slot source : all->sources.front()) {
    all->targets.push_back(context.fresh(StaticType::any, context.plan.symbols[source].name));
  }
  result = all->targets;
  const bool keep_duplicates = query.union_all.front();
  LogicalOperatorPtr op = std::move(all);
  if (keep_duplicates || result.empty()) return op;
  auto distinct = make_operator<Distinct>();
  distinct->keys = result;
  return context.add(std::move(distinct), std::move(op));
}

/// Variables of the query around stay visible behind a WITH that groups: the groups of one run of
/// the subquery are joined with the row it was run for.
LogicalOperatorPtr keep_outer(PlanContext& context, const Projection& projection,
                              LogicalOperatorPtr op) {
  const auto kept = context.info.kept.find(&projection);
  const bool any = kept != context.info.kept.end() && !kept->second.empty();
  if (!any || !context.info.aggregates.contains(&projection)) return op;
  return context.add(make_operator<Apply>(), PlanContext::argument(), std::move(op));
}

}  // namespace

Result<LogicalOperatorPtr> plan_query(PlanContext& context, const Query& query,
                                      std::vector<Slot>& result) {
  if (query.parts.size() > 1) return plan_union(context, query, result);
  return plan_single_query(context, query.parts.front(), result);
}

Result<LogicalOperatorPtr> plan_clause(PlanContext& context, const Clause& clause,
                                       LogicalOperatorPtr input, std::vector<Slot>& result) {
  switch (clause.kind) {
    case ClauseKind::match: return plan_match(context, as<MatchClause>(clause), std::move(input));
    case ClauseKind::unwind:
      return plan_unwind(context, as<UnwindClause>(clause), std::move(input));
    case ClauseKind::with: {
      const auto& with = as<WithClause>(clause);
      std::vector<Slot> columns;
      ENTENTE_ASSIGN(LogicalOperatorPtr op,
                     plan_projection(context, with.projection, std::move(input), columns));
      op = keep_outer(context, with.projection, std::move(op));
      if (!with.where) return op;
      return context.add_filter(*with.where, std::move(op));
    }
    case ClauseKind::return_:
      return plan_projection(context, as<ReturnClause>(clause).projection, std::move(input),
                             result);
    case ClauseKind::create:
      return plan_create(context, as<CreateClause>(clause), std::move(input));
    case ClauseKind::merge: return plan_merge(context, as<MergeClause>(clause), std::move(input));
    case ClauseKind::set: return plan_set(context, as<SetClause>(clause), std::move(input));
    case ClauseKind::remove:
      return plan_remove(context, as<RemoveClause>(clause), std::move(input));
    case ClauseKind::delete_:
      return plan_delete(context, as<DeleteClause>(clause), std::move(input));
    case ClauseKind::call_procedure:
      return plan_call_procedure(context, as<CallProcedureClause>(clause), std::move(input),
                                 result);
    case ClauseKind::call_subquery:
      return plan_call_subquery(context, as<CallSubqueryClause>(clause), std::move(input));
    case ClauseKind::foreach:
      return plan_foreach(context, as<ForeachClause>(clause), std::move(input));
    case ClauseKind::load_csv:
      return plan_load_csv(context, as<LoadCsvClause>(clause), std::move(input));
    case ClauseKind::filter:
      return context.add_filter(*as<FilterClause>(clause).predicate, std::move(input));
    case ClauseKind::let: return plan_let(context, as<LetClause>(clause), std::move(input));
    case ClauseKind::order_by:
      return plan_order_by(context, as<OrderByClause>(clause), std::move(input));
    case ClauseKind::finish: break;
  }
  return input;
}

}  // namespace entente::query
