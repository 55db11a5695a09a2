#pragma once

#include "query/plan/pattern_graph.hpp"

namespace entente::query {

/// Builds the automaton of a path, or of one quantified part, from left to right. Conditions are
/// collected with it; the conditions of nodes at the two ends belong to the caller.
class PathPartBuilder {
 public:
  explicit PathPartBuilder(PlanContext& context) : context_(context) {}

  /// The node at one of the ends, or between parts: `slot` is bound by the row.
  void add_node(Slot slot);
  /// A node inside the path; `slot` names what the row gets. Its conditions are added.
  Status add_inner_node(const NodePattern& node, Slot slot);
  /// A relationship to the node added next; of variable length it becomes a group of its own.
  /// `slot` names what the row gets.
  Status add_relationship(const RelationshipPattern& relationship, Slot slot);
  Status add_group(const QuantifiedPattern& quantified);
  /// Conditions on the path as a whole.
  void add_condition(const Expression& condition) {
    part_.conditions.push_back({&condition, std::nullopt});
  }

  [[nodiscard]] PathPart take() { return std::move(part_); }

 private:
  struct Inner {
    Slot one = no_slot;
    Slot list = no_slot;
  };

  Status add_node_conditions(const NodePattern& node, Slot one, std::optional<std::size_t> group);
  Status add_properties(const ExpressionPtr& properties, Slot one,
                        std::optional<std::size_t> group);
  Status add_predicate(const ExpressionPtr& predicate, std::optional<std::size_t> group);
  /// The step's types; what is no plain list of names becomes a condition.
  Status add_label_test(const LabelExpression& labels, Slot one, std::optional<std::size_t> group);
  Status add_types(const RelationshipPattern& relationship, std::optional<std::size_t> group,
                   PathStep& step);
  Status add_group_node(const NodePattern& node, const QuantifiedPattern& owner);
  Status add_group_step(const RelationshipPattern& relationship, const void* owner);
  /// The symbols of a variable inside a group; a repeated node variable gets a new symbol and the
  /// condition that both are one node.
  Inner inner_of(const BindingVariable& variable, StaticType type, const void* owner, bool asked);

  PlanContext& context_;
  PathPart part_;
};

/// True for the path modes that forbid a path to visit a node twice.
inline bool restricts_nodes(PathMode mode) {
  return mode == PathMode::acyclic || mode == PathMode::simple;
}

/// The direction of a pattern's arrow, read from left to right.
Direction direction_of(RelationshipPattern::Arrow arrow);

}  // namespace entente::query
