#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Every node (of a label) or every relationship (of some types), each once.
struct WholeScan {
  storage::EntityKind kind = storage::EntityKind::node;
  Slot element = no_slot;
  /// Symbols that have a value in every row.
  std::vector<Slot> never_null;
  /// A label, or relationship types; none: all.
  std::vector<std::string> tokens;
};

/// What the operator scans, if it is a scan of nodes, or of relationships from every node in one
/// direction, and reads nothing from outside.
std::optional<WholeScan> whole_scan(const LogicalOperator& op);

}  // namespace entente::query
