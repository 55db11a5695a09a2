#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// One relationship of a chain and the node it leads to.
struct ChainHop {
  Slot relationship = no_slot;
  Slot to = no_slot;
  Direction direction = Direction::outgoing;
  std::vector<std::string> types;  // empty: any
  /// What the node it leads to must meet; none sees another symbol. Never of the last hop.
  std::vector<const Expression*> predicates;
  /// Earlier hops of the chain, by their position, whose relationship this one may not use again.
  std::vector<std::size_t> distinct_from;
};

/// A chain of relationships of which only the different nodes at its end are asked for: each end
/// once per input row, or once altogether if no other column of the input is. Set by a rule in
/// place of the expansions.
struct ExpandEnds : OperatorBase<OperatorKind::expand_ends> {
  Slot from = no_slot;
  std::vector<ChainHop> hops;  // at least one

  [[nodiscard]] Slot to() const { return hops.back().to; }
};

}  // namespace entente::query
