#include "query/plan/rules/rule.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {

/// Starts from the rarest label a node must have instead of from all nodes.
void label_scan_choice(RuleContext& context, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::filter) return;
    if (op->children.front()->kind != OperatorKind::all_nodes_scan) return;
    auto& scan = as<AllNodesScan>(*op->children.front());
    auto& predicates = as<Filter>(*op).predicates;
    auto best = predicates.end();
    double best_count = 0;
    std::string best_label;
    for (auto it = predicates.begin(); it != predicates.end(); ++it) {
      const auto label = as_label_predicate(**it, context.plan);
      if (!label || label->node != scan.node) continue;
      const double count = context.statistics.nodes_with(label->label);
      if (best != predicates.end() && count >= best_count) continue;
      best = it;
      best_count = count;
      best_label = label->label;
    }
    if (best == predicates.end()) return;
    auto label_scan = std::make_unique<LabelScan>();
    label_scan->node = scan.node;
    label_scan->label = best_label;
    label_scan->children = std::move(scan.children);
    op->children.front() = std::move(label_scan);
    predicates.erase(best);
    if (predicates.empty()) remove_operator(op);
  });
}

}  // namespace entente::query
