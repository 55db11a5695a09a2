#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

/// True if the property may be read for the first rows only: nothing but sort keys after the first
/// asks for it, and those are asked for where the first leaves a choice.
bool can_wait(const ProjectItem& item, const TopN& top, const LogicalPlan& plan) {
  if (item.expression == nullptr || item.expression->kind != ExpressionKind::property) return false;
  if (!never_fails(*item.expression, plan) || top.keys.front().source == item.target) return false;
  return std::none_of(top.keys.begin(), top.keys.end(), [&](const SortKey& key) {
    return key.expression != nullptr && symbols_of(*key.expression, plan).contains(item.target);
  });
}

}  // namespace

/// ORDER BY with LIMIT reads the properties that do not decide about most rows after it has dropped
/// them (late materialisation).
void late_projection(RuleContext& context, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::top_n) return;
    LogicalOperatorPtr& below = op->children.front();
    auto& top = as<TopN>(*op);
    if (below->kind != OperatorKind::project || top.keys.empty()) return;
    auto late = std::make_unique<Project>();
    std::erase_if(as<Project>(*below).items, [&](const ProjectItem& item) {
      if (!can_wait(item, top, context.plan)) return false;
      late->items.push_back(item);
      return true;
    });
    if (late->items.empty()) return;
    for (SortKey& key : top.keys) {
      for (const ProjectItem& item : late->items) {
        if (key.source != item.target) continue;
        key.source = no_slot;
        key.expression = item.expression;
        break;
      }
    }
    if (as<Project>(*below).items.empty()) remove_operator(below);
    late->estimated_rows = op->estimated_rows;
    late->children.push_back(std::move(op));
    op = std::move(late);
  });
}

}  // namespace entente::query
