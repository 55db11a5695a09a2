#include "query/ast/ast_walk.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/pattern_planner.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// (a)-->(b) as a predicate: is there a match?
Result<Subplan> plan_pattern_predicate(PlanContext& context,
                                       const PatternPredicateExpression& expression) {
  Subplan subplan;
  SymbolSet introduced;
  ENTENTE_ASSIGN(subplan.root, plan_pattern(context, {expression.pattern.get()}, nullptr,
                                            PlanContext::argument(), introduced));
  subplan.result = Subplan::Result::exists;
  return subplan;
}

/// [(a)-->(b) WHERE p | e]: the list of e over all matches.
Result<Subplan> plan_pattern_comprehension(PlanContext& context,
                                           const PatternComprehensionExpression& expression) {
  Subplan subplan;
  SymbolSet introduced;
  ENTENTE_ASSIGN(LogicalOperatorPtr op,
                 plan_pattern(context, {expression.pattern.get()}, expression.predicate.get(),
                              PlanContext::argument(), introduced));
  ENTENTE_TRY(prepare(context, *expression.projection));
  subplan.result = Subplan::Result::collect;
  subplan.column = context.fresh(StaticType::any);
  auto project = make_operator<Project>();
  const Slot source = symbol_if_column(*expression.projection, context.plan);
  const Expression* computed = source == no_slot ? expression.projection.get() : nullptr;
  project->items.push_back({subplan.column, computed, source});
  subplan.root = context.add(std::move(project), std::move(op));
  return subplan;
}

/// shortestPath(…) as an expression: the path of the only row, or the list of all paths.
Result<Subplan> plan_shortest_path(PlanContext& context, const ShortestPathExpression& expression) {
  Subplan subplan;
  SymbolSet introduced;
  const PathPattern& pattern = *expression.pattern;
  ENTENTE_ASSIGN(subplan.root,
                 plan_pattern(context, {&pattern}, nullptr, PlanContext::argument(), introduced));
  const bool all = pattern.search == PathSearch::all_shortest_paths;
  subplan.result = all ? Subplan::Result::collect : Subplan::Result::first;
  LogicalOperator* op = subplan.root.get();
  while (op->kind != OperatorKind::shortest_path && op->kind != OperatorKind::path_expand) {
    op = op->children.front().get();
  }
  Slot& path = op->kind == OperatorKind::shortest_path ? as<ShortestPath>(*op).path
                                                       : as<PathExpand>(*op).path;
  if (path == no_slot) path = context.fresh(StaticType::path);
  subplan.column = path;
  return subplan;
}

Result<Subplan> plan_subquery(PlanContext& context, const SubqueryExpression& expression) {
  Subplan subplan;
  std::vector<Slot> result;
  ENTENTE_ASSIGN(subplan.root, plan_query(context, *expression.query, result));
  switch (expression.subquery_kind) {
    case SubqueryKind::exists: subplan.result = Subplan::Result::exists; break;
    case SubqueryKind::count: subplan.result = Subplan::Result::count; break;
    case SubqueryKind::collect:
      subplan.result = Subplan::Result::collect;
      assert(!result.empty());
      subplan.column = result.front();
      break;
  }
  return subplan;
}

Result<Subplan> plan_subplan(PlanContext& context, const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::pattern_predicate:
      return plan_pattern_predicate(context, as<PatternPredicateExpression>(expression));
    case ExpressionKind::pattern_comprehension:
      return plan_pattern_comprehension(context, as<PatternComprehensionExpression>(expression));
    case ExpressionKind::shortest_path:
      return plan_shortest_path(context, as<ShortestPathExpression>(expression));
    default: return plan_subquery(context, as<SubqueryExpression>(expression));
  }
}

bool needs_subplan(const Expression& expression) {
  return expression.kind == ExpressionKind::pattern_predicate ||
         expression.kind == ExpressionKind::pattern_comprehension ||
         expression.kind == ExpressionKind::shortest_path ||
         expression.kind == ExpressionKind::subquery;
}

}  // namespace

Status prepare(PlanContext& context, const Expression& expression) {
  if (needs_subplan(expression)) {
    if (context.plan.subplans.contains(&expression)) return {};
    ENTENTE_ASSIGN(Subplan subplan, plan_subplan(context, expression));
    subplan.arguments = free_symbols(*subplan.root, context.plan).slots();
    context.plan.subplans.emplace(&expression, std::move(subplan));
    return {};
  }
  Status status;
  for_each_child(expression, [&](const Expression& child) {
    if (status) status = prepare(context, child);
  });
  return status;
}

Status prepare(PlanContext& context, const ExpressionPtr& expression) {
  return expression ? prepare(context, *expression) : Status{};
}

/// CALL { … }: run for each row. Without RETURN it is run for its effects only.
Result<LogicalOperatorPtr> plan_call_subquery(PlanContext& context,
                                              const CallSubqueryClause& clause,
                                              LogicalOperatorPtr input) {
  std::vector<Slot> result;
  ENTENTE_ASSIGN(LogicalOperatorPtr right, plan_query(context, *clause.query, result));
  // The rest of the query knows the columns by the symbols of the first part of a UNION.
  const auto visible = context.info.result_slots.find(&clause.query->parts.front());
  if (clause.query->parts.size() > 1 && visible != context.info.result_slots.end()) {
    auto rename = make_operator<Project>();
    for (std::size_t i = 0; i < result.size(); ++i) {
      rename->items.push_back({visible->second[i], nullptr, result[i]});
    }
    right = context.add(std::move(rename), std::move(right));
    result = visible->second;
  }
  if (clause.optional && !clause.transactions && !result.empty()) {
    auto optional = make_operator<Optional>();
    optional->nullable = result;
    return context.add(std::move(optional), std::move(input), std::move(right));
  }
  auto apply = make_operator<Apply>();
  apply->unit = result.empty();
  apply->columns = result;
  if (clause.transactions) {
    const InTransactions& options = *clause.transactions;
    ENTENTE_TRY(prepare(context, options.rows));
    ENTENTE_TRY(prepare(context, options.concurrency));
    ENTENTE_TRY(prepare(context, options.retry_seconds));
    apply->optional = clause.optional;
    apply->transactions = &options;
    if (options.status.named()) apply->status = context.slot_of(&options.status);
  }
  return context.add(std::move(apply), std::move(input), std::move(right));
}

}  // namespace entente::query
