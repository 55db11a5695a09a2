#include "query/exec/path_conditions.hpp"

#include <algorithm>

#include "query/eval/eval_error.hpp"
#include "query/exec/batch_util.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/path_operators.hpp"

namespace entente::query {
namespace {

/// Where one condition is decided.
struct Decision {
  std::size_t place = 0;
  bool at_end = false;
  bool node_only = false;
  bool step_only = false;
};

/// What the pattern binds, seen along the walk.
class Walk {
 public:
  Walk(const PathExpand& logical, const PathAutomaton& automaton)
      : logical_(logical), automaton_(automaton) {
    // Lists, the path and the relationships are known when a walk is at its end.
    for (const auto& place : automaton.places) {
      if (place.group) whole_.add(place.result);
      if (place.group && place.step) whole_.add(place.step->result);
    }
    whole_.add(logical.path);
    whole_.add(logical.relationships);
  }

  [[nodiscard]] Decision decide(const PathCondition& condition, const SymbolSet& symbols) const {
    Decision decision;
    SymbolSet bound;
    decision.place = condition.group ? automaton_.groups[*condition.group].first : 0;
    for (std::size_t i = 0; i < automaton_.places.size(); ++i) {
      const PathPlace& place = automaton_.places[i];
      const bool end = i == 0 || i + 1 == automaton_.places.size();
      if (!end && symbols.contains(place.node)) {
        decision.place = std::max(decision.place, i);
        bound.add(place.node);
      }
      if (place.step && symbols.contains(place.step->relationship)) {
        decision.place = std::max(decision.place, i + 1);
        bound.add(place.step->relationship);
      }
    }
    const bool anything = condition.group.has_value() || !bound.empty();
    // The far end is known to a search of selected paths, which walks from it, but neither to the
    // distances that come to meet it nor to a walk that looks for it.
    const bool far_end = !logical_.into && symbols.contains(logical_.to);
    decision.at_end = symbols.intersects(whole_) || !anything ||
                      (far_end && logical_.selection == PathSelection::all);
    SymbolSet near;
    near.add(automaton_.places[decision.place].node);
    decision.node_only = near.covers(bound) && !far_end;
    if (decision.place > 0 && automaton_.places[decision.place - 1].step) {
      near.add(automaton_.places[decision.place - 1].node);
      near.add(automaton_.places[decision.place - 1].step->relationship);
    }
    decision.step_only = near.covers(bound) && !far_end;
    return decision;
  }

 private:
  const PathExpand& logical_;
  const PathAutomaton& automaton_;
  SymbolSet whole_;
};

}  // namespace

Result<PathConditions> PathConditions::make(const PathExpand& logical, const PathAutomaton& walk,
                                            Builder& builder) {
  PathConditions result;
  result.at_.resize(walk.places.size());
  const Walk decisions(logical, walk);
  const bool turned = logical.selection != PathSelection::all;
  for (const auto& condition : logical.conditions) {
    PathCondition turned_condition = condition;
    if (turned && condition.group) {
      turned_condition.group = walk.groups.size() - 1 - *condition.group;
    }
    const SymbolSet symbols = symbols_of(*condition.expression, builder.plan());
    result.reads_.add(symbols);
    const Decision decision = decisions.decide(turned_condition, symbols);
    ENTENTE_ASSIGN(auto compiled, builder.compile(*condition.expression));
    if (decision.at_end) {
      result.at_end_.push_back(std::move(compiled));
    } else {
      result.at_[decision.place].push_back(
          {std::move(compiled), decision.node_only, decision.step_only});
    }
  }
  for (const auto* condition : logical.end_conditions) {
    result.reads_.add(symbols_of(*condition, builder.plan()));
  }
  SymbolSet own(walk.results());
  own.add(SymbolSet(walk.locals()));
  own.add(logical.path);
  own.add(logical.relationships);
  if (!logical.into) own.add(logical.to);
  for (const Slot slot : result.reads_.slots()) {
    if (!own.contains(slot)) result.outer_.push_back(slot);
  }
  for (std::size_t i = 0; i < walk.places.size(); ++i) {
    const PathPlace& place = walk.places[i];
    const bool end = i == 0 || i + 1 == walk.places.size();
    if (!end && result.reads(place.node)) result.bindings_.push_back({place.node, i, false});
    if (place.step && result.reads(place.step->relationship)) {
      result.bindings_.push_back({place.step->relationship, i, true});
    }
  }
  for (const Binding& binding : result.bindings_) result.bound_.add(binding.slot);
  return result;
}

void PathConditions::begin_frame(const Batch& input, std::size_t row, Batch& frame) const {
  frame.clear();
  frame.set_rows(1);
  for (const Slot slot : outer_) {
    if (input.column(slot).type() != ColumnType::empty) {
      frame.column(slot).append_from(input.column(slot), row);
    }
  }
  for (const Binding& binding : bindings_) {
    Column& column = frame.column(binding.slot);
    column.reset(binding.relationship ? ColumnType::relationship : ColumnType::node);
    if (binding.relationship) {
      column.relationships().emplace_back();
    } else {
      column.nodes().emplace_back();
    }
  }
}

Result<bool> PathConditions::holds(EvalContext& context, const CompiledExpression& condition,
                                   const Batch& frame) {
  ENTENTE_ASSIGN(const Value value, evaluate_at(context, condition, frame, 0));
  if (value.is_null()) return false;
  if (value.is_boolean()) return value.as_boolean();
  return operand_error("a predicate must be BOOLEAN, not", value);
}

}  // namespace entente::query
