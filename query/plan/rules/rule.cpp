#include "query/plan/rules/rule.hpp"

#include <algorithm>
#include <array>

namespace entente::query {

std::span<const Rule> all_rules() {
  // The order matters: filters must have sunk to the operators that can use them, and eagerness is
  // judged by what operators read in the end.
  static constexpr std::array rules = {
      Rule{"hash_join", hash_join_bit, nullptr},
      Rule{"filter_pushdown", 0, filter_pushdown},
      Rule{"expand_into", 1, expand_into},
      Rule{"index_selection", 2, index_selection},
      Rule{"relationship_index", 11, relationship_index},
      Rule{"label_scan_choice", 3, label_scan_choice},
      Rule{"top_n", 4, top_n},
      Rule{"limit_pushdown", 5, limit_pushdown},
      Rule{"implied_labels", 10, implied_labels, true},
      Rule{"count_tree", 22, count_tree, true},
      Rule{"count_cycle", 23, count_cycle},
      Rule{"count_degree", 6, count_degree},
      Rule{"semi_apply", 30, semi_apply},
      Rule{"degree_test", 31, degree_test},
      Rule{"hash_semi_join", 32, hash_semi_join},
      Rule{"late_projection", 40, late_projection},
      Rule{"projection_pruning", 7, projection_pruning},
      Rule{"distinct_ends", 8, distinct_ends},
      Rule{"expand_ends", 20, expand_ends},
      Rule{"count_distinct", 21, count_distinct},
      Rule{"eager_removal", 9, eager_removal},
  };
  return rules;
}

std::uint64_t rules_on_exact_counts() {
  std::uint64_t bits = 0;
  for (const Rule& rule : all_rules()) {
    if (rule.relies_on_counts) bits |= std::uint64_t{1} << rule.bit;
  }
  return bits;
}

void apply_rules(RuleContext& context, std::uint64_t disabled_rules) {
  for (const Rule& rule : all_rules()) {
    if ((disabled_rules >> rule.bit & 1U) != 0 || rule.rewrite == nullptr) continue;
    rule.rewrite(context, context.plan.root);
    // A rule may move subqueries into the tree of the operator that reads them.
    std::vector<const Expression*> subqueries;
    for (const auto& [expression, subplan] : context.plan.subplans) {
      subqueries.push_back(expression);
    }
    for (const Expression* subquery : subqueries) {
      const auto it = context.plan.subplans.find(subquery);
      if (it == context.plan.subplans.end()) continue;
      rule.rewrite(context, it->second.root);
    }
  }
}

void rewrite_bottom_up(LogicalOperatorPtr& op,
                       const std::function<void(LogicalOperatorPtr&)>& visit) {
  for (auto& child : op->children) rewrite_bottom_up(child, visit);
  visit(op);
}

void remove_operator(LogicalOperatorPtr& op) {
  LogicalOperatorPtr child = std::move(op->children.front());
  op = std::move(child);
}

bool has_updates(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::create:
    case OperatorKind::merge:
    case OperatorKind::set:
    case OperatorKind::remove:
    case OperatorKind::delete_:
    case OperatorKind::foreach: return true;
    case OperatorKind::schema_command:
      return as<SchemaOperator>(op).command->action != SchemaAction::show;
    case OperatorKind::call_procedure:
      if (as<CallProcedure>(op).procedure->updating()) return true;
      break;
    default: break;
  }
  return std::any_of(op.children.begin(), op.children.end(),
                     [](const auto& child) { return has_updates(*child); });
}

}  // namespace entente::query
