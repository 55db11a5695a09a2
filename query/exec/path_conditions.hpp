#pragma once

#include <utility>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/builder.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {

/// The conditions of a path pattern, each at the place where a walk along the automaton can decide
/// it first. While a walk goes on, a batch of one row (the frame) holds what conditions read: the
/// outer symbols of the input row, and the node or relationship of every symbol met so far.
class PathConditions {
 public:
  struct Condition {
    CompiledExpressionPtr expression;
    /// It reads, of this pattern, nothing but the node at the place …
    bool node_only = false;
    /// … or nothing but that node, the relationship to it and the node before.
    bool step_only = false;
  };

  /// `walk` is the automaton in the order in which it is walked. A search of selected paths knows
  /// both ends of every walk; one of all paths only where it starts.
  static Result<PathConditions> make(const PathExpand& logical, const PathAutomaton& walk,
                                     Builder& builder);

  /// Conditions decided by arriving at a place.
  [[nodiscard]] const std::vector<Condition>& at(std::size_t place) const { return at_[place]; }
  /// Conditions on the path as a whole.
  [[nodiscard]] const std::vector<CompiledExpressionPtr>& at_end() const { return at_end_; }
  /// True if a condition reads the symbol, so the frame must hold it.
  [[nodiscard]] bool reads(Slot slot) const { return reads_.contains(slot); }
  /// Puts an element met inside the pattern into the frame, if a condition reads its symbol; gives
  /// what was there before.
  NodeId bind(Batch& frame, Slot slot, NodeId node) const {
    if (!bound_.contains(slot)) return node;
    return std::exchange(frame.column(slot).nodes()[0], node);
  }
  RelationshipRef bind(Batch& frame, Slot slot, const RelationshipRef& relationship) const {
    if (!bound_.contains(slot)) return relationship;
    return std::exchange(frame.column(slot).relationships()[0], relationship);
  }

  /// A frame for the row: outer symbols are copied, symbols of places and steps have a dummy.
  void begin_frame(const Batch& input, std::size_t row, Batch& frame) const;

  static Result<bool> holds(EvalContext& context, const CompiledExpression& condition,
                            const Batch& frame);

 private:
  /// Where a symbol of the pattern is bound by a walk.
  struct Binding {
    Slot slot = no_slot;
    std::size_t place = 0;
    bool relationship = false;
  };

  std::vector<std::vector<Condition>> at_;
  std::vector<CompiledExpressionPtr> at_end_;
  std::vector<Binding> bindings_;
  std::vector<Slot> outer_;
  SymbolSet reads_;
  SymbolSet bound_;  // the slots of bindings_
};

}  // namespace entente::query
