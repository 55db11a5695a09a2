#include "query/exec/trail.hpp"

#include <algorithm>

#include "query/exec/batch_util.hpp"

namespace entente::query {

Status TrailSearch::begin(EvalContext& context, NodeId start, std::uint64_t length_max) {
  end();
  length_max_ = length_max;
  end_node_ = start;
  if (length_max_ > 0) ENTENTE_TRY(push_frame(context, start));
  return {};
}

void TrailSearch::end() {
  frames_.clear();
  trail_.clear();
  extend_ = false;
  lease_.release();
}

Result<bool> TrailSearch::next(EvalContext& context) {
  if (extend_) {
    extend_ = false;
    if (trail_.size() < length_max_) {
      ENTENTE_TRY(push_frame(context, end_node_));
    } else {
      trail_.pop();
    }
  }
  while (!frames_.empty()) {
    ENTENTE_TRY(ticker_.tick(context));
    Frame& frame = frames_.back();
    if (frame.next == frame.list->size()) {
      frames_.pop_back();
      if (!frames_.empty()) trail_.pop();
      continue;
    }
    const Neighbour& neighbour = (*frame.list)[frame.next++];
    if (trail_.contains(neighbour.relationship)) continue;
    if (!constraint_.trivial()) {
      ENTENTE_ASSIGN(const bool allowed, constraint_.allows(context, neighbour.relationship));
      if (!allowed) continue;
    }
    trail_.push(neighbour.reference(frame.node));
    end_node_ = neighbour.node;
    extend_ = true;
    return true;
  }
  return false;
}

Status TrailSearch::push_frame(EvalContext& context, NodeId node) {
  ENTENTE_ASSIGN(Neighbours list, adjacency_.get(context, node));
  if (frames_.size() == frames_.capacity()) {
    const std::size_t frames = std::max<std::size_t>(16, frames_.capacity() * 2);
    ENTENTE_TRY(
        lease_.resize(context.memory, frames * (sizeof(Frame) + 2 * sizeof(RelationshipRef) + 64)));
    frames_.reserve(frames);
  }
  frames_.push_back({node, std::move(list)});
  return {};
}

Value relationship_list(const std::vector<RelationshipRef>& trail, bool reversed) {
  ValueList list;
  list.reserve(trail.size());
  for (const RelationshipRef& relationship : trail) list.push_back(to_value(relationship));
  if (reversed) std::reverse(list.begin(), list.end());
  return Value(std::move(list));
}

Value path_value(NodeId start, const std::vector<RelationshipRef>& trail, bool reversed) {
  Path path;
  path.nodes.reserve(trail.size() + 1);
  path.relationships.reserve(trail.size());
  path.nodes.emplace_back(start);
  NodeId current = start;
  for (const RelationshipRef& relationship : trail) {
    current = relationship.source == current ? relationship.target : relationship.source;
    path.relationships.push_back(to_value(relationship));
    path.nodes.emplace_back(current);
  }
  if (reversed) {
    std::reverse(path.nodes.begin(), path.nodes.end());
    std::reverse(path.relationships.begin(), path.relationships.end());
  }
  return Value(std::move(path));
}

}  // namespace entente::query
