#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/plan/path_operators.hpp"
#include "query/plan/plan_context.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {

/// A node of a pattern: one symbol, however often it is written.
struct PatternNode {
  Slot slot = no_slot;
  bool bound = false;  // before the pattern
};

/// What a path pattern asks for that is searched as a whole: a quantified part, or a path of which
/// a selector (SHORTEST k, ANY …) wants some.
struct PathPart {
  PathAutomaton automaton;  // from the left node to the right one
  std::vector<PathCondition> conditions;
  PathSelection selection = PathSelection::all;
  std::uint64_t count = 1;
  const Expression* count_parameter = nullptr;
  PathMode mode = PathMode::none;
};

/// A relationship pattern between two nodes of the graph, by position.
struct PatternRelationship {
  Slot slot = no_slot;
  bool bound = false;
  std::size_t left = 0;
  std::size_t right = 0;
  RelationshipPattern::Arrow arrow = RelationshipPattern::Arrow::undirected;
  std::vector<std::string> types;
  bool variable_length = false;
  std::uint64_t lower = 1;
  std::optional<std::uint64_t> upper;
  /// Property map that every relationship of a variable-length or shortest path must meet.
  const Expression* properties = nullptr;
  /// Symbols of the same pattern that must be bound before: what its property map or conditions
  /// read.
  SymbolSet needs;
  /// Set if the relationship is searched by an automaton; `slot` is then the list of all its
  /// relationships.
  std::optional<PathPart> part;
  /// shortestPath() and allShortestPaths(): planned after both ends.
  bool shortest = false;
  bool all_shortest = false;
  Slot shortest_path = no_slot;  // of a selector as well
  /// Quantified patterns: lists of the nodes where the repetitions start and end; no_slot if nobody
  /// asks for them.
  Slot start_nodes = no_slot;
  Slot end_nodes = no_slot;

  /// The direction seen from one end.
  [[nodiscard]] Direction direction_from(bool left_end) const {
    if (arrow == RelationshipPattern::Arrow::undirected) return Direction::either;
    return (arrow == RelationshipPattern::Arrow::right) == left_end ? Direction::outgoing
                                                                    : Direction::incoming;
  }
};

/// A path that was given a name: symbols of its nodes and relationships, alternating.
struct PatternPath {
  Slot slot = no_slot;
  std::vector<Slot> elements;
};

/// The patterns of one MATCH as a graph, with everything they say as predicates.
struct PatternGraph {
  std::vector<PatternNode> nodes;
  std::vector<PatternRelationship> relationships;
  std::vector<PatternPath> paths;
  std::vector<const Expression*> predicates;
  /// Symbols that are new in the pattern.
  SymbolSet introduced;
  /// REPEATABLE ELEMENTS: a relationship may be matched more than once.
  bool repeatable = false;
};

/// Builds the graph of some path patterns (those of one MATCH, or of one pattern expression).
/// Errors: semantic_error for patterns that cannot be run yet.
Result<PatternGraph> build_pattern_graph(PlanContext& context,
                                         const std::vector<const PathPattern*>& paths,
                                         MatchMode mode);

/// The names of a label expression that is one name or a disjunction of names.
std::optional<std::vector<std::string>> plain_names(const LabelExpression& labels);

/// True if no relationship can be of one of both types; no types stand for all.
bool disjoint_types(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// Splits a conjunction of labels (`:A:B`, `A&B`) into its parts.
void split_labels(const LabelExpression& labels, std::vector<const LabelExpression*>& parts);

}  // namespace entente::query
