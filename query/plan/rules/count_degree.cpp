#include <algorithm>

#include "query/plan/operator_symbols.hpp"
#include "query/plan/rules/counted_pattern.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

bool applies(const Aggregate& aggregate, const Expand& expand, const LogicalPlan& plan) {
  if (expand.relationship_bound) return false;
  for (const Slot slot : expand.spec.distinct_from) {
    // One relationship is easily left out of a degree, those of a list are not.
    if (plan.symbols[slot].type != StaticType::relationship) return false;
  }
  return counts_only(aggregate, symbols_bound(expand), plan);
}

}  // namespace

/// Counting the rows of an expansion adds up degrees instead of making the rows.
void count_degree(RuleContext& context, LogicalOperatorPtr& root) {
  LogicalPlan& plan = context.plan;
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::aggregate) return;
    if (op->children.front()->kind != OperatorKind::expand) return;
    auto& aggregate = as<Aggregate>(*op);
    auto& expand = as<Expand>(*op->children.front());
    if (!applies(aggregate, expand, plan)) return;

    auto degree = std::make_unique<CountDegree>();
    degree->from = expand.spec.from;
    degree->direction = expand.spec.direction;
    degree->types = expand.spec.types;
    degree->distinct_from = expand.spec.distinct_from;
    degree->children = std::move(expand.children);
    degree->target = sum_instead_of_count(plan, aggregate);
    const Slot target = degree->target;
    put_counted(plan, aggregate, std::move(degree), target);
  });
}

}  // namespace entente::query
