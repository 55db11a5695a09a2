#include <algorithm>

#include "query/plan/rules/counted_pattern.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

/// Single relationships are easily left out of what is counted, those of lists are not.
bool only_single(const ExpandSpec& spec, const LogicalPlan& plan) {
  return std::all_of(spec.distinct_from.begin(), spec.distinct_from.end(), [&](Slot slot) {
    return plan.symbols[slot].type == StaticType::relationship;
  });
}

bool applies(const Aggregate& aggregate, const Expand& open, const ExpandInto& close,
             const LogicalPlan& plan) {
  if (open.relationship_bound || close.relationship_bound) return false;
  const ExpandSpec& first = open.spec;
  const ExpandSpec& second = close.spec;
  if (first.from == first.to || second.from == second.to) return false;
  if (second.to != first.to && second.from != first.to) return false;
  if (!only_single(first, plan) || !only_single(second, plan)) return false;
  return counts_only(aggregate, {first.to, first.relationship, second.relationship}, plan);
}

}  // namespace

/// Counting how often a cycle can be closed takes the size of the intersection of two lists of
/// neighbours instead of what is in it.
void count_cycle(RuleContext& context, LogicalOperatorPtr& root) {
  LogicalPlan& plan = context.plan;
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::aggregate) return;
    auto& aggregate = as<Aggregate>(*op);
    LogicalOperator& top = *aggregate.children.front();
    if (top.kind != OperatorKind::expand_into) return;
    if (top.children.front()->kind != OperatorKind::expand) return;
    auto& open = as<Expand>(*top.children.front());
    auto& close = as<ExpandInto>(top);
    if (!applies(aggregate, open, close, plan)) return;

    auto cycle = std::make_unique<CountCycle>();
    cycle->first = open.spec;
    cycle->second = close.spec;
    cycle->children = std::move(open.children);
    cycle->target = sum_instead_of_count(plan, aggregate);
    const Slot target = cycle->target;
    put_counted(plan, aggregate, std::move(cycle), target);
  });
}

}  // namespace entente::query
