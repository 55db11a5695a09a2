#include "query/plan/whole_scan.hpp"

namespace entente::query {

std::optional<WholeScan> whole_scan(const LogicalOperator& op) {
  WholeScan scan;
  const LogicalOperator* below = &op;
  if (op.kind == OperatorKind::expand) {
    const auto& expand = as<Expand>(op);
    below = op.children.front().get();
    if (expand.relationship_bound || !expand.spec.distinct_from.empty() ||
        expand.spec.direction == Direction::either || below->kind != OperatorKind::all_nodes_scan ||
        as<AllNodesScan>(*below).node != expand.spec.from) {
      return std::nullopt;
    }
    scan.kind = storage::EntityKind::relationship;
    scan.element = expand.spec.relationship;
    scan.never_null = {expand.spec.relationship, expand.spec.from, expand.spec.to};
    scan.tokens = expand.spec.types;
  } else if (op.kind == OperatorKind::all_nodes_scan) {
    scan.element = as<AllNodesScan>(op).node;
    scan.never_null = {scan.element};
  } else if (op.kind == OperatorKind::label_scan) {
    scan.element = as<LabelScan>(op).node;
    scan.never_null = {scan.element};
    scan.tokens = {as<LabelScan>(op).label};
  } else {
    return std::nullopt;
  }
  // With columns of an argument a node may be bound already.
  const LogicalOperator& leaf = *below->children.front();
  if (leaf.kind != OperatorKind::argument || !as<Argument>(leaf).symbols.empty()) {
    return std::nullopt;
  }
  return scan;
}

}  // namespace entente::query
