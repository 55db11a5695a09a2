#include "query/api/operator_tree.hpp"

#include <algorithm>
#include <utility>

#include "query/exec/builder.hpp"

namespace entente::query {

Result<std::unique_ptr<OperatorTree>> OperatorTree::build(const LogicalPlan& plan, Runtime runtime,
                                                          const Parameters& given) {
  auto tree = std::make_unique<OperatorTree>();
  tree->runtime = std::move(runtime);
  Builder builder(plan, tree->runtime, given);
  ENTENTE_ASSIGN(tree->root, builder.build(*plan.root));
  tree->parameters = builder.take_parameter_names();
  // A profile is that of one run, and what commits parts of itself keeps their transactions.
  tree->reusable =
      !builder.has_subqueries() && plan.mode == ExplainMode::none && !plan.in_transactions;
  return tree;
}

bool OperatorTree::release() {
  if (!reusable || !root->release()) return false;
  batch.clear();
  runtime.notifications.clear();
  return true;
}

std::unique_ptr<OperatorTree> TreePool::take(const Parameters& given) {
  std::unique_ptr<OperatorTree> tree;
  {
    const std::lock_guard lock(mutex_);
    if (trees_.empty()) return nullptr;
    tree = std::move(trees_.back());
    trees_.pop_back();
  }
  // The builder has the error for it.
  const bool complete =
      std::all_of(tree->parameters.begin(), tree->parameters.end(),
                  [&](const std::string& name) { return given.find(name) != nullptr; });
  return complete ? std::move(tree) : nullptr;
}

void TreePool::give_back(std::unique_ptr<OperatorTree> tree) {
  if (!tree->release()) return;
  const std::lock_guard lock(mutex_);
  if (trees_.size() < trees_max) trees_.push_back(std::move(tree));
}

}  // namespace entente::query
