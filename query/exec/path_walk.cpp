#include "query/exec/path_walk.hpp"

#include <algorithm>

namespace entente::query {

PathWalk::PathWalk(const PathAutomaton& walk, const PathConditions& conditions, bool repeatable,
                   PathMode mode)
    : walk_(walk), conditions_(conditions), repeatable_(repeatable), mode_(mode) {
  for (const auto& place : walk.places) {
    adjacency_.push_back(
        place.step ? std::make_unique<AdjacencyCache>(place.step->direction, place.step->types)
                   : nullptr);
  }
}

void PathWalk::forget() {
  for (auto& cache : adjacency_) {
    if (cache) cache->forget();
  }
}

void PathWalk::end() {
  frames_.clear();
  trail_.clear();
  visited_.clear();
  lease_.release();
}

Status PathWalk::begin(EvalContext& context, Batch& frame, NodeId start,
                       const std::vector<RelationshipId>& excluded) {
  distances_ = nullptr;
  length_ = any_length;
  excluded_ = &excluded;
  return start_at(context, frame, start);
}

Status PathWalk::begin(EvalContext& context, Batch& frame, NodeId start,
                       const PathDistances& distances, std::uint64_t length) {
  distances_ = &distances;
  length_ = length;
  excluded_ = nullptr;
  return start_at(context, frame, start);
}

Status PathWalk::start_at(EvalContext& context, Batch& frame, NodeId start) {
  end();
  next_length_ = any_length;
  frame_ = &frame;
  Frame first;
  first.node = start;
  ENTENTE_ASSIGN(const bool arrived, arrive(context, std::move(first)));
  static_cast<void>(arrived);
  return {};
}

Result<bool> PathWalk::next(EvalContext& context) {
  while (!frames_.empty()) {
    ENTENTE_TRY(ticker_.tick(context));
    Frame& top = frames_.back();
    if (top.place + 1U == walk_.places.size()) {
      // The path was given out when this state was entered.
      leave();
      continue;
    }
    ENTENTE_ASSIGN(const bool moved, advance(context, top));
    if (!moved) {
      leave();
      continue;
    }
    const bool whole = frames_.back().place + 1U == walk_.places.size();
    if (whole && (length_ == any_length || trail_.size() == length_)) return true;
  }
  return false;
}

/// Makes the next possible move from the state on top; false if there is none left.
Result<bool> PathWalk::advance(EvalContext& context, Frame& top) {
  return walk_.places[top.place].step ? advance_step(context, top)
                                      : advance_same_node(context, top);
}

Result<bool> PathWalk::advance_same_node(EvalContext& context, Frame& top) {
  const PathPlace& place = walk_.places[top.place];
  while (top.next < 2) {
    const bool first = top.next++ == 0;
    Frame moved;
    moved.node = top.node;
    if (!place.group) {
      const PathGroup& group = *walk_.group_behind(top.place);
      if (first ? group.upper == std::uint64_t{0} : group.lower > 0) continue;
      moved.place = static_cast<std::uint32_t>(first ? group.first : group.last + 1);
    } else {
      const PathGroup& group = walk_.groups[*place.group];
      const std::uint64_t completed = top.completed + 1;
      if (first ? completed >= group.upper.value_or(any_length) : completed < group.lower) continue;
      moved.place = static_cast<std::uint32_t>(first ? group.first : group.last + 1);
      if (first) moved.completed = completed;
    }
    ENTENTE_ASSIGN(const bool arrived, arrive(context, std::move(moved)));
    if (arrived) return true;
  }
  return false;
}

Result<bool> PathWalk::advance_step(EvalContext& context, Frame& top) {
  const bool closed =
      mode_ == PathMode::simple && trail_.size() > 0 && top.node == frames_.front().node;
  if (closed) return false;
  if (top.list == nullptr) {
    ENTENTE_ASSIGN(top.list, adjacency_[top.place]->get(context, top.node));
  }
  while (top.next < top.list->size()) {
    ENTENTE_TRY(ticker_.tick(context));
    const Neighbour& neighbour = (*top.list)[top.next++];
    if (!repeatable_ && trail_.contains(neighbour.relationship)) continue;
    if (excluded_ != nullptr && std::find(excluded_->begin(), excluded_->end(),
                                          neighbour.relationship) != excluded_->end()) {
      continue;
    }
    Frame moved;
    moved.node = neighbour.node;
    moved.place = top.place + 1;
    moved.completed = top.completed;
    moved.by_step = true;
    moved.relationship = neighbour.reference(top.node);
    ENTENTE_ASSIGN(const bool arrived, arrive(context, std::move(moved)));
    if (arrived) return true;
  }
  return false;
}

Result<bool> PathWalk::arrive(EvalContext& context, Frame&& frame) {
  if (distances_ != nullptr && !near_enough(frame)) return false;
  const PathPlace& place = walk_.places[frame.place];
  const Slot step = frame.by_step ? walk_.places[frame.place - 1].step->relationship : no_slot;
  frame.node_before = conditions_.bind(*frame_, place.node, frame.node);
  if (frame.by_step) {
    frame.relationship_before = conditions_.bind(*frame_, step, frame.relationship);
  }
  for (const auto& condition : conditions_.at(frame.place)) {
    // What is about the node alone was seen to by whoever measured its distance.
    if (condition.node_only && distances_ != nullptr) continue;
    ENTENTE_ASSIGN(const bool holds,
                   PathConditions::holds(context, *condition.expression, *frame_));
    if (holds) continue;
    restore(frame);
    return false;
  }
  if (!visit(frame)) {
    restore(frame);
    return false;
  }
  if (frame.by_step) trail_.push(frame.relationship);
  frames_.push_back(std::move(frame));
  ENTENTE_TRY(account(context));
  return true;
}

bool PathWalk::near_enough(const Frame& frame) {
  const std::uint64_t length = trail_.size() + (frame.by_step ? 1 : 0);
  const auto distance = distances_->find(frame.node, frame.place, frame.completed);
  if (!distance && distances_->complete()) return false;
  const std::uint64_t least = length + distance.value_or(distances_->depth() + 1);
  if (least <= length_) return true;
  next_length_ = std::min(next_length_, least);
  return false;
}

bool PathWalk::visit(Frame& frame) {
  if (mode_ != PathMode::acyclic && mode_ != PathMode::simple) return true;
  if (!frame.by_step && !frames_.empty()) return true;
  frame.visits = visited_.insert(frame.node).second;
  // A simple path may end where it began; advance_step() goes no farther then.
  return frame.visits || (mode_ == PathMode::simple && frame.node == frames_.front().node);
}

void PathWalk::leave() {
  if (frames_.back().visits) visited_.erase(frames_.back().node);
  restore(frames_.back());
  if (frames_.back().by_step) trail_.pop();
  frames_.pop_back();
}

void PathWalk::restore(const Frame& frame) {
  conditions_.bind(*frame_, walk_.places[frame.place].node, frame.node_before);
  if (!frame.by_step) return;
  conditions_.bind(*frame_, walk_.places[frame.place - 1].step->relationship,
                   frame.relationship_before);
}

Status PathWalk::account(EvalContext& context) {
  if (frames_.size() * sizeof(Frame) * 2 <= lease_.bytes()) return {};
  return lease_.resize(context.memory, frames_.capacity() * (sizeof(Frame) + 64) * 2);
}

}  // namespace entente::query
