#include "ingest/model/parse_state.hpp"

#include <cassert>

namespace entente::ingest::model {

ParseState::ParseState(std::size_t words, std::uint16_t root_label)
    : nodes_(words + 1), word_count_(static_cast<NodeId>(words)), root_label_(root_label) {
  assert(words < no_node - 1U);
}

bool ParseState::can(Transition t) const {
  if (t == shift_transition) return can_shift();
  if (is_right(t)) return can_right() && transition_label(t) != root_label_;
  return can_left() && (next_ == word_count_) == (transition_label(t) == root_label_);
}

void ParseState::attach(NodeId head, NodeId dependent, std::uint16_t label) {
  nodes_[dependent].head = head;
  nodes_[dependent].label = static_cast<std::uint8_t>(label);
  Node& parent = nodes_[head];
  const std::uint64_t bit = std::uint64_t{1} << label;
  // Dependents come from the inside to the outside on each side, so the newest is the outermost.
  if (dependent < head) {
    parent.left2 = parent.left1;
    parent.left1 = dependent;
    parent.left_labels |= bit;
    if (parent.left_count < UINT8_MAX) ++parent.left_count;
  } else {
    parent.right2 = parent.right1;
    parent.right1 = dependent;
    parent.right_labels |= bit;
    if (parent.right_count < UINT8_MAX) ++parent.right_count;
  }
}

void ParseState::apply(Transition t) {
  assert(can(t));
  if (t == shift_transition) {
    stack_.push_back(next_++);
    return;
  }
  const NodeId top = stack_.back();
  stack_.pop_back();
  attach(is_left(t) ? next_ : stack_.back(), top, transition_label(t));
}

}  // namespace entente::ingest::model
