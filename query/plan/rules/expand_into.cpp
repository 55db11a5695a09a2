#include "query/plan/expression_symbols.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

/// The other symbol if the predicate is `symbol = other`.
Slot equal_symbol(const Expression& predicate, Slot symbol, const LogicalPlan& plan) {
  if (predicate.kind != ExpressionKind::comparison) return no_slot;
  const auto& comparison = as<ComparisonExpression>(predicate);
  if (comparison.operators != std::vector{ComparisonOperator::equal}) return no_slot;
  const Slot left = symbol_if_column(*comparison.operands[0], plan);
  const Slot right = symbol_if_column(*comparison.operands[1], plan);
  if (left == symbol) return right;
  return right == symbol ? left : no_slot;
}

}  // namespace

/// Expand to a node that must be one bound before: looks for the relationship between the two
/// instead of following all. The planner made the target symbol for the comparison alone.
void expand_into(RuleContext& context, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::filter) return;
    auto& predicates = as<Filter>(*op).predicates;
    if (op->children.front()->kind != OperatorKind::expand) return;
    auto& expand = as<Expand>(*op->children.front());
    if (!context.plan.symbols[expand.spec.to].name.empty()) return;
    for (std::size_t i = 0; i < predicates.size(); ++i) {
      const Slot other = equal_symbol(*predicates[i], expand.spec.to, context.plan);
      if (other == no_slot || other == expand.spec.relationship) continue;
      auto into = std::make_unique<ExpandInto>();
      into->spec = expand.spec;
      into->spec.to = other;
      into->relationship_bound = expand.relationship_bound;
      into->children = std::move(expand.children);
      op->children.front() = std::move(into);
      predicates.erase(predicates.begin() + static_cast<std::ptrdiff_t>(i));
      if (predicates.empty()) remove_operator(op);
      return;
    }
  });
}

}  // namespace entente::query
