#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "query/exec/adjacency_cache.hpp"
#include "query/exec/path_conditions.hpp"
#include "query/exec/path_distances.hpp"
#include "query/exec/relationship_trail.hpp"

namespace entente::query {

/// Walks all paths of an automaton from one node, depth first and without recursion, one path per
/// step. With distances to a goal it walks only where the goal is near enough, which makes it one
/// round of an iterative deepening A* (Korf 1985): paths of exactly the given length, and the least
/// length at which another round could find more.
class PathWalk {
 public:
  /// One state of the current path: a node that arrived at a place.
  struct Frame {
    NodeId node;
    std::uint32_t place = 0;
    std::uint64_t completed = 0;  // repetitions of the group, before this one
    bool by_step = false;         // over `relationship`; else at the same node
    bool visits = false;          // counted among the nodes visited
    RelationshipRef relationship{};
    Neighbours list;
    std::size_t next = 0;
    // What the frame of the conditions held before.
    NodeId node_before;
    RelationshipRef relationship_before{};
  };
  static constexpr std::uint64_t any_length = std::numeric_limits<std::uint64_t>::max();

  /// Everything must outlive the walk. Unless `repeatable`, no path uses a relationship twice; the
  /// modes ACYCLIC and SIMPLE forbid nodes to be visited twice as well.
  PathWalk(const PathAutomaton& walk, const PathConditions& conditions, bool repeatable,
           PathMode mode);

  /// Walks all paths from `start`, none of them over a relationship of `excluded`.
  Status begin(EvalContext& context, Batch& frame, NodeId start,
               const std::vector<RelationshipId>& excluded);
  /// Walks the paths of this length from `start` to the goal of `distances`.
  Status begin(EvalContext& context, Batch& frame, NodeId start, const PathDistances& distances,
               std::uint64_t length);
  /// Goes to the next path; false when there is none left.
  Result<bool> next(EvalContext& context);
  void end();
  /// Must be called after the transaction wrote something.
  void forget();

  /// The states of the current path, in order.
  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
  [[nodiscard]] const std::vector<RelationshipRef>& relationships() const {
    return trail_.relationships();
  }
  [[nodiscard]] NodeId end_node() const { return frames_.back().node; }
  /// After the last path: the least length of a path that was not walked to its end; any_length if
  /// there is none.
  [[nodiscard]] std::uint64_t next_length() const { return next_length_; }

 private:
  Status start_at(EvalContext& context, Batch& frame, NodeId start);
  /// Enters a state; false if a condition or the distance refuses it.
  Result<bool> arrive(EvalContext& context, Frame&& frame);
  [[nodiscard]] bool near_enough(const Frame& frame);
  /// Whether the path mode allows the node; marks it as visited.
  bool visit(Frame& frame);
  Result<bool> advance(EvalContext& context, Frame& top);
  /// Moves at the same node: into a group, past it, to its next repetition, or out of it.
  Result<bool> advance_same_node(EvalContext& context, Frame& top);
  Result<bool> advance_step(EvalContext& context, Frame& top);
  void leave();
  void restore(const Frame& frame);
  Status account(EvalContext& context);

  const PathAutomaton& walk_;
  const PathConditions& conditions_;
  bool repeatable_;
  PathMode mode_;
  std::vector<std::unique_ptr<AdjacencyCache>> adjacency_;  // by place of the step
  const PathDistances* distances_ = nullptr;
  std::uint64_t length_ = any_length;
  std::uint64_t next_length_ = any_length;
  const std::vector<RelationshipId>* excluded_ = nullptr;
  Batch* frame_ = nullptr;
  std::vector<Frame> frames_;
  RelationshipTrail trail_;
  std::unordered_set<NodeId> visited_;  // by paths of modes that forbid to come back
  MemoryLease lease_;
  Ticker ticker_;
};

}  // namespace entente::query
