#pragma once

#include <cstdint>
#include <vector>

#include "query/exec/adjacency_cache.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/operator.hpp"
#include "query/exec/path_constraint.hpp"
#include "query/exec/relationship_trail.hpp"

namespace entente::query {

/// Walks all trails (paths that repeat no relationship) from one node, depth first and without
/// recursion, one trail per step. Honours deadline, stop token and memory budget.
class TrailSearch {
 public:
  TrailSearch(AdjacencyCache& adjacency, const PathConstraint& constraint)
      : adjacency_(adjacency), constraint_(constraint) {}

  /// Starts at `start`; trails have at most `length_max` relationships.
  Status begin(EvalContext& context, NodeId start, std::uint64_t length_max);
  /// Goes to the next trail of at least one relationship; false when there is none left.
  Result<bool> next(EvalContext& context);
  void end();

  /// The current trail, and the node it ends at.
  [[nodiscard]] const std::vector<RelationshipRef>& relationships() const {
    return trail_.relationships();
  }
  [[nodiscard]] NodeId end_node() const { return end_node_; }

 private:
  struct Frame {
    NodeId node;
    Neighbours list;
    std::size_t next = 0;
  };
  Status push_frame(EvalContext& context, NodeId node);

  AdjacencyCache& adjacency_;
  const PathConstraint& constraint_;
  std::uint64_t length_max_ = 0;
  std::vector<Frame> frames_;
  RelationshipTrail trail_;
  NodeId end_node_;
  /// The current trail may still be extended: next() goes deeper first.
  bool extend_ = false;
  MemoryLease lease_;
  Ticker ticker_;
};

/// The relationships as a list value; reversed if the pattern was written the other way round.
Value relationship_list(const std::vector<RelationshipRef>& trail, bool reversed);
/// The path value that starts at `start` and follows `trail`; reversed as above.
Value path_value(NodeId start, const std::vector<RelationshipRef>& trail, bool reversed);

}  // namespace entente::query
