#pragma once

#include <cstddef>
#include <cstdint>
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

/// A node of a tree pattern and the relationship that leads to it from its parent in the tree.
struct CountedNode {
  Slot node = no_slot;
  /// What the node must meet; none sees another symbol.
  std::vector<const Expression*> predicates;
  std::size_t parent = 0;
  std::vector<std::size_t> children;
  /// Seen from the parent. Not of the root.
  Slot relationship = no_slot;
  Direction direction = Direction::outgoing;
  std::vector<std::string> types;  // empty: any
  /// The relationship may not be the one that leads to the parent.
  bool differs_from_parent = false;
  /// The relationships to the first two children must differ.
  bool first_children_differ = false;
};

/// Binds `target` to the number of ways in which a pattern without cycles can be matched: sums and
/// products of degrees from the leaves to the root, instead of the matches. With a bound root an
/// integer per input row; else one row with the sum over all nodes. Set by a rule in place of scan,
/// expansions and filters.
struct CountTree : OperatorBase<OperatorKind::count_tree> {
  Slot target = no_slot;
  bool root_bound = false;
  /// The first is the root; parents stand before their children. A relationship has to differ from
  /// one other at most, as the flags say.
  std::vector<CountedNode> nodes;
};

/// Binds `target` to the number of ways to close a cycle over one more node: pairs of a
/// relationship as `first` asks for and one as `second` does that meet at first.to. Both other ends
/// are bound. Set by a rule in place of an expansion and one into its end.
struct CountCycle : OperatorBase<OperatorKind::count_cycle> {
  ExpandSpec first;
  ExpandSpec second;
  Slot target = no_slot;

  /// The end of `second` that is not the node both meet at.
  [[nodiscard]] Slot other_end() const { return second.to == first.to ? second.from : second.to; }
};

}  // namespace entente::query
