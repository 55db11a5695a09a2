#include <algorithm>
#include <array>
#include <string_view>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/rules/liveness.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

/// True if seeing a row twice gives the aggregate no other value.
bool ignores_duplicates(const AggregateItem& item) {
  static constexpr std::array<std::string_view, 2> extremes = {"min", "max"};
  return item.call->distinct || std::any_of(extremes.begin(), extremes.end(), [&](auto name) {
           return same_word(item.call->name, name);
         });
}

bool deterministic(const LogicalOperator& op) {
  bool result = true;
  for_each_expression(op, [&](const Expression& e) { result = result && is_deterministic(e); });
  return result;
}

/// Whether the input's duplicates matter, given whether those of the output do.
bool input_may_lose_duplicates(const LogicalOperator& op, bool output_may) {
  switch (op.kind) {
    case OperatorKind::distinct: return true;
    case OperatorKind::aggregate: {
      const auto& aggregates = as<Aggregate>(op).aggregates;
      return std::all_of(aggregates.begin(), aggregates.end(), ignores_duplicates);
    }
    case OperatorKind::all_nodes_scan:
    case OperatorKind::label_scan:
    case OperatorKind::index_seek:
    case OperatorKind::index_range:
    case OperatorKind::index_prefix:
    case OperatorKind::id_seek:
    case OperatorKind::relationship_index:
    case OperatorKind::expand:
    case OperatorKind::expand_into:
    case OperatorKind::expand_variable:
    case OperatorKind::shortest_path:
    case OperatorKind::path_expand:
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::sort:
    case OperatorKind::unwind:
    case OperatorKind::union_all:
    case OperatorKind::optional:
    case OperatorKind::semi_apply: return output_may && deterministic(op);
    default: return false;
  }
}

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
