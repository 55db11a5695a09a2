#pragma once

#include <optional>
#include <vector>

#include "query/plan/element_set.hpp"
#include "query/plan/pattern_graph.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {

/// A condition of a pattern with what the search for an order asks of it again and again.
struct PredicateFact {
  const Expression* expression = nullptr;
  ElementSet needs;    // elements of the pattern it reads
  bool outer = false;  // it reads symbols bound before the pattern
  double share = 1;
  double cost = 0;  // nanoseconds per row
  /// The node, if it is a test of one label: where relationships lead decides about those.
  std::optional<std::size_t> label_of;
  /// `left = right` over different elements: a table of one side finds what equals the other.
  const Expression* left = nullptr;
  const Expression* right = nullptr;
  ElementSet left_needs;
  ElementSet right_needs;
  bool left_outer = false;
  bool right_outer = false;
};

/// One way to bind a node from the graph: how many nodes are touched, given what is bound.
struct NodeAccess {
  ElementSet needs;
  bool outer = false;
  double touched = 0;
  bool sought = false;  // by an index or an id instead of a scan
  bool unique = false;  // at most one
};

struct NodeFact {
  std::vector<NodeAccess> accesses;
  /// Nodes the pattern node may stand for by its labels, and by all conditions on it alone.
  double population = 1;
  double candidates = 1;
};

/// Following a relationship from one of its ends.
struct HopFact {
  double degree = 1;       // relationships per start node
  double share = 1;        // of the far ends that have the labels the pattern wants
  double cost_factor = 1;  // dearer if hubs are likely
  /// Times more relationships, if the start node has another one of the same type and direction.
  double skew = 1;
};

struct RelationshipFact {
  HopFact hops[2];  // from the right end, from the left end
  ElementSet needs;
  /// Relationships an index finds for the conditions on the relationship alone.
  std::optional<double> sought;
  /// It can be matched apart from the rest and joined later.
  bool independent = false;
};

/// True if `other` touches the start node of a hop over `r` with the same type and direction.
bool meets_alike(const PatternRelationship& other, const PatternRelationship& r, bool from_left);

/// Everything the search for an order knows of a pattern: computed once, from statistics.
/// Elements are numbered: nodes first, then relationships.
class PatternFacts {
 public:
  PatternFacts(const PatternGraph& graph, const LogicalPlan& plan, Statistics& statistics);

  [[nodiscard]] std::size_t element_of_relationship(std::size_t index) const {
    return nodes.size() + index;
  }

  /// True if the condition can be tested for the first time where `now` is bound. Parts that are
  /// not `anchored` on the input leave out what depends on it.
  static bool is_new(const PredicateFact& fact, const ElementSet& before, const ElementSet& now,
                     bool anchored) {
    if (fact.outer && !anchored) return false;
    return now.covers(fact.needs) && !before.covers(fact.needs);
  }

  std::vector<PredicateFact> predicates;
  std::vector<NodeFact> nodes;
  std::vector<RelationshipFact> relationships;
  double all_nodes = 1;
  /// Nodes bound before the pattern.
  ElementSet bound;
  ElementSet everything;

 private:
  [[nodiscard]] std::pair<ElementSet, bool> needs_of(const Expression& expression) const;
  void add_predicate(const Expression& expression, double share);
  void add_equality(PredicateFact& fact, const Expression& expression) const;
  void add_accesses(std::size_t index);
  /// Nodes that a value of the query names are known by their own numbers of relationships.
  void note_names(Slot node);
  void add_relationship(const PatternRelationship& r);
  [[nodiscard]] HopFact hop(const PatternRelationship& r, bool from_left) const;
  [[nodiscard]] double fan_out(const PathPart& part, bool from_left) const;
  [[nodiscard]] std::optional<double> sought_relationships(const PatternRelationship& r) const;

  const PatternGraph& graph_;
  const LogicalPlan& plan_;
  Statistics& statistics_;
};

}  // namespace entente::query
