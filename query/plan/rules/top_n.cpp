#include "query/plan/rules/rule.hpp"

namespace entente::query {

/// ORDER BY with LIMIT keeps only the rows that can be among the first. A LIMIT above updates stays
/// as it is.
void top_n(RuleContext& /*context*/, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::limit || as<Limit>(*op).exhaust_input) return;
    const Expression* skip = nullptr;
    LogicalOperatorPtr* below = &op->children.front();
    if ((*below)->kind == OperatorKind::skip) {
      skip = as<Skip>(**below).count;
      below = &(*below)->children.front();
    }
    if ((*below)->kind != OperatorKind::sort) return;
    auto& sort = as<Sort>(**below);
    auto top = std::make_unique<TopN>();
    top->keys = std::move(sort.keys);
    top->limit = as<Limit>(*op).count;
    top->skip = skip;
    top->children = std::move(sort.children);
    *below = std::move(top);
    remove_operator(op);
  });
}

}  // namespace entente::query
