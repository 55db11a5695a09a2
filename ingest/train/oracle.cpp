#include "ingest/train/oracle.hpp"

#include <algorithm>
#include <limits>

namespace entente::ingest::train {

using model::no_node;
using model::NodeId;

TransitionCosts transition_costs(const model::ParseState& state, const GoldTree& gold) {
  TransitionCosts costs;
  const NodeId top = state.stacked(0);
  const NodeId below = state.stacked(1);
  const NodeId next = state.ahead(0);
  if (next < state.root()) {
    // On the stack, the next word takes no dependents to its left, and only the word it then
    // stands on as a head there.
    for (const NodeId waiting : state.stack()) {
      if (gold[waiting].head == next) ++costs.shift;
      if (gold[next].head == waiting && waiting != top) ++costs.shift;
    }
  }
  if (top == no_node) return costs;
  // The top loses its dependents ahead and, but for the one it gets, the heads it could still have.
  int dependents = 0;
  for (NodeId word = next; word < state.root(); ++word) {
    if (gold[word].head == top) ++dependents;
  }
  const NodeId head = gold[top].head;
  costs.left = dependents + (head == below || (head > next && head != no_node) ? 1 : 0);
  costs.right = dependents + (head >= next && head != no_node ? 1 : 0);
  return costs;
}

Oracle::Oracle(const model::ParseState& state, const GoldTree& gold)
    : costs_(transition_costs(state, gold)) {
  const NodeId top = state.stacked(0);
  least_ = std::numeric_limits<int>::max();
  if (state.can_shift()) least_ = std::min(least_, costs_.shift);
  if (state.can_left()) least_ = std::min(least_, costs_.left);
  if (state.can_right()) least_ = std::min(least_, costs_.right);
  if (top == no_node) return;
  if (gold[top].head == state.ahead(0)) left_label_ = gold[top].label;
  if (gold[top].head == state.stacked(1)) right_label_ = gold[top].label;
}

int Oracle::cost(model::Transition transition) const {
  if (transition == model::shift_transition) return costs_.shift;
  const int label = model::transition_label(transition);
  if (model::is_left(transition)) {
    return costs_.left + (left_label_ >= 0 && left_label_ != label ? 1 : 0);
  }
  return costs_.right + (right_label_ >= 0 && right_label_ != label ? 1 : 0);
}

}  // namespace entente::ingest::train
