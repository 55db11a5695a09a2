#include "query/plan/planner.hpp"

#include <functional>

#include "query/plan/cardinality.hpp"
#include "query/plan/notifications.hpp"
#include "query/plan/plan_context.hpp"
#include "query/plan/planned_reads.hpp"
#include "query/plan/rules/eagerness.hpp"
#include "query/plan/rules/liveness.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

/// The root: rows for the user, or none.
LogicalOperatorPtr finish(PlanContext& context, LogicalOperatorPtr op,
                          const std::vector<Slot>& result) {
  if (context.plan.columns.empty()) {
    return context.add(make_operator<EmptyResult>(), std::move(op));
  }
  auto produce = make_operator<ProduceResults>();
  produce->names = context.plan.columns;
  produce->slots = result;
  assert(result.size() == context.plan.columns.size());
  return context.add(std::move(produce), std::move(op));
}

Status plan_statement(PlanContext& context) {
  LogicalPlan& plan = context.plan;
  if (const auto* command = std::get_if<SchemaCommand>(&plan.statement->body)) {
    ENTENTE_ASSIGN(plan.root, plan_schema_command(context, *command));
    return {};
  }
  std::vector<Slot> result;
  ENTENTE_ASSIGN(LogicalOperatorPtr op,
                 plan_query(context, std::get<Query>(plan.statement->body), result));
  plan.root = finish(context, std::move(op), result);
  return {};
}

void for_each_tree(LogicalPlan& plan, const std::function<void(LogicalOperatorPtr&)>& visit) {
  visit(plan.root);
  for (auto& [expression, subplan] : plan.subplans) visit(subplan.root);
}

}  // namespace

Result<LogicalPlan> make_plan(std::shared_ptr<const Statement> statement, SemanticInfo info,
                              std::string_view /*text*/, storage::Transaction& transaction,
                              const ProcedureCatalog& procedures, std::uint64_t disabled_rules,
                              storage::StatisticsCache* samples) {
  LogicalPlan plan;
  plan.mode = statement->mode;
  plan.statement = std::move(statement);
  plan.symbols = std::move(info.symbols);
  plan.slots = std::move(info.slots);
  plan.computed = std::move(info.computed);
  plan.columns = info.columns;
  plan.updating = info.updating;
  plan.in_transactions = info.in_transactions;

  Statistics statistics(transaction, samples);
  const bool hash_joins = (disabled_rules >> hash_join_bit & 1U) == 0;
  PlanContext context{plan, info, statistics, procedures, hash_joins};
  ENTENTE_TRY(plan_statement(context));

  for_each_tree(plan, [](LogicalOperatorPtr& root) { mark_exhausting_limits(*root); });
  for_each_tree(plan, [&](LogicalOperatorPtr& root) { insert_eager(plan, root, false); });
  RuleContext rules{plan, statistics};
  apply_rules(rules, disabled_rules);
  compute_outputs(plan);
  for_each_tree(plan, [&](LogicalOperatorPtr& root) { estimate_tree(*root, plan, statistics); });
  plan.updating = plan.updating || has_updates(*plan.root);
  plan.reads = find_planned_reads(plan, statistics);
  plan.notifications = find_unknown_names(plan, transaction);
  return plan;
}

}  // namespace entente::query
