#include "query/plan/expression_symbols.hpp"
#include "query/plan/rules/duplicates.hpp"
#include "query/plan/rules/liveness.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// The symbol whose different values the call counts, or no_slot.
Slot counted_once_each(const FunctionCallExpression& call, const LogicalPlan& plan) {
  constexpr std::string_view name = "count";
  if (!call.distinct || call.star || call.name.size() != name.size()) return no_slot;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if ((call.name[i] | 0x20) != name[i]) return no_slot;
  }
  return symbol_if_column(*call.arguments.front(), plan);
}

}  // namespace

/// count(DISTINCT x) over rows that have each x once counts the rows, without remembering any x.
void count_distinct(RuleContext& context, LogicalOperatorPtr& root) {
  LogicalPlan& plan = context.plan;
  compute_outputs(plan);
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::aggregate) return;
    auto& aggregate = as<Aggregate>(*op);
    if (!aggregate.keys.empty()) return;
    for (AggregateItem& item : aggregate.aggregates) {
      const Slot slot = counted_once_each(*item.call, plan);
      if (slot == no_slot || !gives_each_once(*op->children.front(), slot, plan)) continue;
      const Expression& count = keep(plan, make_call(plan, "count", slot));
      plan.computed[&count] = item.target;
      item.call = &as<FunctionCallExpression>(count);
    }
  });
}

}  // namespace entente::query
