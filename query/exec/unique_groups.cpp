#include "query/exec/unique_groups.hpp"

#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

/// The scan that gives the rows of the input, one for each node; null if there may be more rows of
/// a node, or if something else begins the input.
const LabelScan* one_row_per_node(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::count_degree: return one_row_per_node(*op.children.front());
    case OperatorKind::label_scan:
      return op.children.front()->kind == OperatorKind::argument ? &as<LabelScan>(op) : nullptr;
    default: return nullptr;
  }
}

}  // namespace

std::optional<UniqueGroups> UniqueGroups::make(const Aggregate& aggregate,
                                               const LogicalPlan& plan) {
  const LabelScan* scan = one_row_per_node(*aggregate.children.front());
  // Constraints hold at every moment, but a query that writes goes through many.
  if (scan == nullptr || plan.updating) return std::nullopt;
  UniqueGroups groups;
  groups.label_ = scan->label;
  for (std::size_t i = 0; i < aggregate.keys.size(); ++i) {
    const Expression* key = aggregate.keys[i].expression;
    if (key == nullptr || key->kind != ExpressionKind::property) continue;
    const auto& property = as<PropertyExpression>(*key);
    if (symbol_if_column(*property.subject, plan) != scan->node) continue;
    groups.candidates_.push_back({i, property.key});
  }
  if (groups.candidates_.empty()) return std::nullopt;
  return groups;
}

Result<std::optional<std::size_t>> UniqueGroups::find(storage::Transaction& transaction) const {
  std::optional<std::size_t> none;
  const auto label = transaction.find_label(label_);
  if (!label) return none;
  // Constraints hold in the present. What another time looked like they do not say, and views of
  // another time have no sets.
  ENTENTE_ASSIGN(const auto set, transaction.node_set(*label));
  if (set == nullptr) return none;
  for (const storage::IndexDefinition& index : transaction.indexes()) {
    const bool fits = storage::is_unique(index.kind) && index.entity == storage::EntityKind::node &&
                      index.label() == *label && index.properties.size() == 1;
    if (!fits) continue;
    for (const Candidate& candidate : candidates_) {
      if (transaction.find_property_key(candidate.property) == index.properties.front()) {
        return std::optional(candidate.key);
      }
    }
  }
  return none;
}

}  // namespace entente::query
