#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

/// One row out for each row in, in the same order, without effects.
bool keeps_rows(const LogicalOperator& op) {
  return op.kind == OperatorKind::project || op.kind == OperatorKind::project_path ||
         op.kind == OperatorKind::count_degree || op.kind == OperatorKind::count_cycle;
}

}  // namespace

/// Computes columns only for the rows LIMIT and SKIP leave.
void limit_pushdown(RuleContext& /*context*/, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::limit && op->kind != OperatorKind::skip) return;
    if (op->kind == OperatorKind::limit && as<Limit>(*op).exhaust_input) return;
    LogicalOperatorPtr* place = &op;
    while (keeps_rows(*(*place)->children.front())) {
      // Swap the two: bound(row(x)) becomes row(bound(x)).
      LogicalOperatorPtr bound = std::move(*place);
      LogicalOperatorPtr row = std::move(bound->children.front());
      bound->children.front() = std::move(row->children.front());
      row->children.front() = std::move(bound);
      *place = std::move(row);
      place = &(*place)->children.front();
    }
  });
}

}  // namespace entente::query
