#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/ids.hpp"
#include "query/ast/expression.hpp"
#include "query/eval/symbol.hpp"

namespace entente::query {

/// The relationship between a place of a path pattern and the next one.
struct PathStep {
  /// What the pattern's conditions see: one relationship. no_slot if none of them asks.
  Slot relationship = no_slot;
  /// What the row gets: the same symbol, or inside a group the list over all repetitions.
  Slot result = no_slot;
  Direction direction = Direction::either;
  std::vector<std::string> types;  // empty: any
};

/// A place of a path pattern where a node stands. Symbols as in PathStep.
struct PathPlace {
  Slot node = no_slot;
  Slot result = no_slot;
  std::optional<std::size_t> group;
  /// The relationship to the next place; without one, the next place is the same node.
  std::optional<PathStep> step;
};

/// Places that are repeated together: a quantified path pattern.
struct PathGroup {
  std::size_t first = 0;
  std::size_t last = 0;
  std::uint64_t lower = 0;
  std::optional<std::uint64_t> upper;
};

/// A condition on a path pattern, of one repetition if it stands inside a group.
struct PathCondition {
  const Expression* expression = nullptr;
  std::optional<std::size_t> group;
};

/// The direction in which the same relationships are followed backwards.
Direction opposite(Direction direction);

/// A path pattern as the states of a finite automaton, in order. The first and the last place are
/// outside groups, and a place outside stands before, between and behind groups: at one node, a
/// walk enters the group that follows (or passes it by, if its lower bound is 0), and at the
/// group's last place repeats or leaves it. Groups do not nest (Cypher manual, "Syntax and
/// semantics", section "Quantified path patterns").
struct PathAutomaton {
  std::vector<PathPlace> places;
  std::vector<PathGroup> groups;

  /// The same paths, walked from their other end.
  [[nodiscard]] PathAutomaton reversed() const;
  /// The group that begins behind place `i`, which stands outside groups.
  [[nodiscard]] const PathGroup* group_behind(std::size_t i) const;
  /// Symbols the row gets from places and steps, the two ends excepted.
  [[nodiscard]] std::vector<Slot> results() const;
  /// Symbols that only the pattern's own conditions see.
  [[nodiscard]] std::vector<Slot> locals() const;
  /// All types of relationships; empty if some step takes any.
  [[nodiscard]] std::vector<std::string> types() const;
};

/// Turns an automaton and the conditions on it round.
void turn(PathAutomaton& automaton, std::vector<PathCondition>& conditions);

}  // namespace entente::query
