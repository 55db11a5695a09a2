#include "query/exec/path_distances.hpp"

#include <algorithm>

#include "query/limits.hpp"

namespace entente::query {

PathDistances::Expander::Expander(const PathStep& step)
    : direction(step.direction == Direction::outgoing   ? Direction::incoming
                : step.direction == Direction::incoming ? Direction::outgoing
                                                        : Direction::either),
      types(step.types) {}

PathDistances::PathDistances(const PathAutomaton& walk, const PathConditions& conditions)
    : walk_(walk), conditions_(conditions) {
  for (const auto& place : walk.places) {
    positions_.push_back(position_count_);
    position_count_ += place.group ? counted(walk.groups[*place.group]) : 1;
    expanders_.push_back(place.step ? std::make_unique<Expander>(*place.step) : nullptr);
  }
}

std::uint64_t PathDistances::counted(const PathGroup& group) const {
  return std::clamp<std::uint64_t>(group.lower, 1, counted_max);
}

PathDistances::Key PathDistances::key_of(NodeId node, std::size_t place,
                                         std::uint64_t needed) const {
  return {node.value, positions_[place] + needed - 1};
}

void PathDistances::forget() {
  for (auto& expander : expanders_) {
    if (expander) expander->expansion.reset();
  }
}

void PathDistances::end() {
  found_.clear();
  level_.clear();
  starts_.clear();
  lease_.release();
  complete_ = true;
}

Status PathDistances::begin(EvalContext& context, Batch& frame, NodeId goal) {
  end();
  frame_ = &frame;
  depth_ = 0;
  complete_ = false;
  ENTENTE_TRY(add(context, {goal, static_cast<std::uint32_t>(walk_.places.size() - 1), 1}));
  for (std::size_t i = 0; i < level_.size(); ++i) ENTENTE_TRY(add_same_node(context, level_[i]));
  return {};
}

Status PathDistances::deepen(EvalContext& context) {
  std::vector<std::vector<State>> by_place(walk_.places.size());
  for (const State& state : level_) {
    if (state.place > 0 && walk_.places[state.place - 1].step) {
      by_place[state.place].push_back(state);
    }
  }
  level_.clear();
  ++depth_;
  for (std::size_t place = 0; place < by_place.size(); ++place) {
    if (!by_place[place].empty()) ENTENTE_TRY(expand_place(context, place, by_place[place]));
  }
  for (std::size_t i = 0; i < level_.size(); ++i) ENTENTE_TRY(add_same_node(context, level_[i]));
  complete_ = level_.empty();
  return {};
}

std::optional<std::uint64_t> PathDistances::find(NodeId node, std::size_t place,
                                                 std::uint64_t completed) const {
  std::uint64_t needed = 1;
  if (walk_.places[place].group) {
    const PathGroup& group = walk_.groups[*walk_.places[place].group];
    needed = group.lower > completed ? group.lower - completed : 1;
    needed = std::min(needed, counted(group));
  }
  const auto it = found_.find(key_of(node, place, needed));
  if (it == found_.end() || it->second == refused) return std::nullopt;
  return it->second;
}

Status PathDistances::add(EvalContext& context, const State& state) {
  const auto [it, is_new] =
      found_.try_emplace(key_of(state.node, state.place, state.needed), depth_);
  if (!is_new) return {};
  conditions_.bind(*frame_, walk_.places[state.place].node, state.node);
  for (const auto& condition : conditions_.at(state.place)) {
    if (!condition.node_only) continue;
    ENTENTE_ASSIGN(const bool holds,
                   PathConditions::holds(context, *condition.expression, *frame_));
    if (holds) continue;
    it->second = refused;
    return {};
  }
  if (state.place == 0) starts_.push_back(state.node);
  level_.push_back(state);
  if ((level_.size() & 1023U) == 0) {
    ENTENTE_TRY(context.interruption.check());
    ENTENTE_TRY(lease_.resize(context.memory, found_.size() * 64 + level_.size() * 48));
  }
  return {};
}

Status PathDistances::add_same_node(EvalContext& context, const State& state) {
  const State at = state;  // level_ grows
  if (at.place == 0) return {};
  const PathPlace& before = walk_.places[at.place - 1];
  if (before.step) return {};
  const PathPlace& place = walk_.places[at.place];
  if (place.group) return enter_group_backwards(context, at, walk_.groups[*place.group]);
  // Behind a group: its last repetition, or none of it.
  const PathGroup& group = walk_.groups[*before.group];
  if (group.upper != std::uint64_t{0}) ENTENTE_TRY(add(context, {at.node, at.place - 1, 1}));
  if (group.lower > 0) return {};
  return add(context, {at.node, static_cast<std::uint32_t>(group.first - 1), 1});
}

Status PathDistances::enter_group_backwards(EvalContext& context, const State& state,
                                            const PathGroup& group) {
  const std::uint64_t most = counted(group);
  const auto last = static_cast<std::uint32_t>(group.last);
  if (state.needed == most) {
    ENTENTE_TRY(add(context, {state.node, static_cast<std::uint32_t>(group.first - 1), 1}));
  }
  if (group.upper == std::uint64_t{1}) return {};
  if (state.needed < most) ENTENTE_TRY(add(context, {state.node, last, state.needed + 1}));
  const bool uncounted = state.needed == most && group.lower > counted_max;
  if (state.needed == 1 || uncounted) {
    ENTENTE_TRY(add(context, {state.node, last, state.needed}));
  }
  return {};
}

Status PathDistances::expand_place(EvalContext& context, std::size_t place,
                                   const std::vector<State>& states) {
  Expander& expander = *expanders_[place - 1];
  expander.types.resolve(context.transaction);
  if (expander.types.none()) return {};
  if (expander.expansion == nullptr) {
    ENTENTE_ASSIGN(expander.expansion,
                   context.transaction.expand(expander.direction, expander.types.ids()));
  }
  std::vector<NodeId> nodes;
  nodes.reserve(states.size());
  for (const State& state : states) nodes.push_back(state.node);
  ENTENTE_TRY(expander.expansion->begin(nodes));
  while (true) {
    columns_.clear();
    ENTENTE_ASSIGN(const bool more, expander.expansion->next(columns_, batch_rows * 4));
    if (!more) return {};
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const State& state = states[columns_.source_row[i]];
      const NodeId before = columns_.neighbour[i];
      const bool outgoing = columns_.outgoing[i] != 0;
      const RelationshipRef relationship{columns_.relationship[i], columns_.type[i],
                                         outgoing ? state.node : before,
                                         outgoing ? before : state.node};
      if (found_.contains(key_of(before, place - 1, state.needed))) continue;
      ENTENTE_ASSIGN(const bool allowed, allows(context, place, relationship, before, state.node));
      if (!allowed) continue;
      ENTENTE_TRY(add(context, {before, static_cast<std::uint32_t>(place - 1), state.needed}));
    }
    ENTENTE_TRY(context.interruption.check());
  }
}

Result<bool> PathDistances::allows(EvalContext& context, std::size_t place,
                                   const RelationshipRef& relationship, NodeId before,
                                   NodeId node) {
  for (const auto& condition : conditions_.at(place)) {
    // What is about the node alone held when it was found.
    if (!condition.step_only || condition.node_only) continue;
    conditions_.bind(*frame_, walk_.places[place - 1].node, before);
    conditions_.bind(*frame_, walk_.places[place].node, node);
    conditions_.bind(*frame_, walk_.places[place - 1].step->relationship, relationship);
    ENTENTE_ASSIGN(const bool holds,
                   PathConditions::holds(context, *condition.expression, *frame_));
    if (!holds) return false;
  }
  return true;
}

}  // namespace entente::query
