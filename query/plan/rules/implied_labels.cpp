#include <algorithm>

#include "query/plan/rules/rule.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

/// The implication that makes a label of the far end of `spec` certain, if all its types have it.
bool implied(RuleContext& context, const ExpandSpec& spec, const std::string& label,
             std::vector<LabelImplication>& needed) {
  if (spec.types.empty() || spec.direction == Direction::either) return false;
  for (const auto& type : spec.types) {
    LabelImplication implication{type, label, spec.direction};
    if (!context.statistics.holds(implication)) return false;
    needed.push_back(std::move(implication));
  }
  return true;
}

}  // namespace

/// A label that every relationship of a type leads to need not be tested on nodes that were reached
/// over that type. The plan remembers what it relies on (LogicalPlan::assumptions), because the
/// next commit may break it; and only plans that read one state may rely on it, because their own
/// writes, or commits between inner transactions, could too.
void implied_labels(RuleContext& context, LogicalOperatorPtr& root) {
  if (has_updates(*context.plan.root) || context.plan.in_transactions) return;
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::filter) return;
    if (op->children.front()->kind != OperatorKind::expand) return;
    const ExpandSpec& spec = as<Expand>(*op->children.front()).spec;
    auto& predicates = as<Filter>(*op).predicates;
    const auto certain = [&](const Expression* predicate) {
      const auto label = as_label_predicate(*predicate, context.plan);
      return label && label->node == spec.to &&
             implied(context, spec, label->label, context.plan.assumptions);
    };
    predicates.erase(std::remove_if(predicates.begin(), predicates.end(), certain),
                     predicates.end());
    if (predicates.empty()) remove_operator(op);
  });
}

}  // namespace entente::query
