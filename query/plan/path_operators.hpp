#pragma once

#include <cstdint>
#include <vector>

#include "query/plan/logical_plan.hpp"
#include "query/plan/path_automaton.hpp"

namespace entente::query {

/// Which of the paths between two nodes are wanted: all, or the first `count` of them (or of their
/// lengths) in order of length.
enum class PathSelection : std::uint8_t { all, paths, groups };

/// Paths of a pattern that repeats parts of itself, from a bound node. Binds what the automaton
/// calls results, and `to` unless it is bound.
struct PathExpand : OperatorBase<OperatorKind::path_expand> {
  Slot from = no_slot;
  Slot to = no_slot;
  /// True if `to` is bound: only paths that end there.
  bool into = false;
  PathAutomaton automaton;  // from `from` to `to`
  /// True if the pattern was written from `to` to `from`: lists and path are given reversed.
  bool reversed = false;
  /// What decides whether a path counts at all; evaluated as early as their symbols allow.
  std::vector<PathCondition> conditions;
  /// Conditions on `to`, if it is not bound, that save the search for paths to other nodes.
  std::vector<const Expression*> end_conditions;
  PathSelection selection = PathSelection::all;
  std::uint64_t count = 1;
  const Expression* count_parameter = nullptr;  // instead of count
  PathMode mode = PathMode::none;
  /// Paths may use a relationship more than once (REPEATABLE ELEMENTS).
  bool repeatable = false;
  Slot path = no_slot;           // may be no_slot
  Slot relationships = no_slot;  // list of all relationships in order; may be no_slot
  /// Relationship (and list) symbols of the same MATCH that must be different.
  std::vector<Slot> distinct_from;
};

}  // namespace entente::query
