#include <algorithm>

#include "query/plan/rules/liveness.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {

/// Drops copies of columns nobody reads. Computed columns stay: their errors belong to the answer.
void projection_pruning(RuleContext& context, LogicalOperatorPtr& root) {
  compute_outputs(context.plan);
  rewrite_bottom_up(root, [](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::project) return;
    auto& items = as<Project>(*op).items;
    std::erase_if(items, [&](const ProjectItem& item) {
      return item.expression == nullptr &&
             !std::binary_search(op->outputs.begin(), op->outputs.end(), item.target);
    });
    if (items.empty()) remove_operator(op);
  });
}

}  // namespace entente::query
