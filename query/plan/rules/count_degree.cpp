#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// count(*), or count of a symbol the expansion binds (it is never null).
bool counts_rows(const FunctionCallExpression& call, const Expand& expand,
                 const LogicalPlan& plan) {
  if (call.distinct) return false;
  if (call.name.size() != 5) return false;
  const bool count = std::equal(call.name.begin(), call.name.end(), "count",
                                [](char a, char b) { return (a | 0x20) == b; });
  if (!count) return false;
  if (call.star) return true;
  const Slot counted = symbol_if_column(*call.arguments.front(), plan);
  return counted == expand.spec.to || (counted == expand.spec.relationship && counted != no_slot);
}

bool applies(const Aggregate& aggregate, const Expand& expand, const LogicalPlan& plan) {
  if (expand.relationship_bound) return false;
  for (const Slot slot : expand.spec.distinct_from) {
    // One relationship is easily left out of a degree, those of a list are not.
    if (plan.symbols[slot].type != StaticType::relationship) return false;
  }
  if (aggregate.aggregates.empty()) return false;
  const SymbolSet bound = symbols_bound(expand);
  for (const auto& key : aggregate.keys) {
    if (bound.contains(key.source)) return false;
    if (key.expression != nullptr && symbols_of(*key.expression, plan).intersects(bound)) {
      return false;
    }
  }
  return std::all_of(aggregate.aggregates.begin(), aggregate.aggregates.end(),
                     [&](const auto& item) { return counts_rows(*item.call, expand, plan); });
}

}  // namespace

/// Counting the rows of an expansion adds up degrees instead of making the rows. Groups that would
/// have no row must not appear, so with grouping keys nodes without relationships are left out.
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
    plan.symbols.push_back(Symbol{"", StaticType::integer, {}});
    degree->target = static_cast<Slot>(plan.symbols.size() - 1);
    degree->children = std::move(expand.children);
    for (auto& item : aggregate.aggregates) {
      const Expression& sum = keep(plan, make_call(plan, "sum", degree->target));
      plan.computed[&sum] = item.target;
      item.call = &as<FunctionCallExpression>(sum);
    }
    const Slot target = degree->target;
    LogicalOperatorPtr below = std::move(degree);
    if (!aggregate.keys.empty()) {
      auto filter = std::make_unique<Filter>();
      filter->predicates = {&make_greater(plan, target, 0)};
      filter->children.push_back(std::move(below));
      below = std::move(filter);
    }
    op->children.front() = std::move(below);
  });
}

}  // namespace entente::query
