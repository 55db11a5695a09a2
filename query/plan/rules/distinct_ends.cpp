#include <algorithm>

#include "query/plan/path_operators.hpp"
#include "query/plan/rules/duplicates.hpp"
#include "query/plan/rules/liveness.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {
namespace {

/// If nobody asks for the paths themselves, one to each end will do.
void any_path_per_end(PathExpand& expand) {
  SymbolSet paths(expand.automaton.results());
  paths.add(expand.path);
  paths.add(expand.relationships);
  const bool asked = SymbolSet(expand.outputs).intersects(paths);
  if (asked || expand.selection != PathSelection::all || !expand.distinct_from.empty()) return;
  expand.selection = PathSelection::paths;
  expand.count = 1;
}

void visit(LogicalOperator& op, bool may_lose_duplicates) {
  if (op.kind == OperatorKind::expand_variable && may_lose_duplicates) {
    auto& expand = as<ExpandVariable>(op);
    const auto& out = expand.outputs;
    const bool list_needed =
        std::find(out.begin(), out.end(), expand.spec.relationship) != out.end();
    if (!list_needed && !expand.relationship_bound && expand.lower <= 1) {
      expand.distinct_ends = true;
    }
  }
  if (op.kind == OperatorKind::path_expand && may_lose_duplicates) {
    any_path_per_end(as<PathExpand>(op));
  }
  const bool input_may = input_may_lose_duplicates(op, may_lose_duplicates);
  for (std::size_t i = 0; i < op.children.size(); ++i) {
    const bool existence_only = op.kind == OperatorKind::semi_apply && i == 1;
    visit(*op.children[i], existence_only || input_may);
  }
}

}  // namespace

/// Variable-length patterns of which only the distinct ends count are searched breadth first:
/// linear in the graph instead of in the number of paths. Paths of an automaton are searched as if
/// ANY had been written.
void distinct_ends(RuleContext& context, LogicalOperatorPtr& root) {
  compute_outputs(context.plan);
  bool existence_only = false;
  for (const auto& [expression, subplan] : context.plan.subplans) {
    if (subplan.root.get() == root.get()) {
      existence_only = subplan.result == Subplan::Result::exists;
    }
  }
  visit(*root, existence_only);
}

}  // namespace entente::query
