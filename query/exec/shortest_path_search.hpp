#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query/exec/memory_lease.hpp"
#include "query/exec/path_constraint.hpp"
#include "query/exec/operator.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Breadth-first search from both ends, always over the smaller frontier and by whole frontiers,
/// until they meet. When the first meeting is found, the searched depths add up to the length of
/// the shortest paths, and every shortest path has its node at the meeting depth in both searches.
class ShortestPathSearch {
 public:
  /// Called with the relationships of a path from the first to the second node; false ends.
  using Visit = std::function<Result<bool>(const std::vector<RelationshipRef>&)>;

  ShortestPathSearch(const ExpandSpec& spec, const PathConstraint& constraint);

  /// Visits one shortest path, or all if `all`, between two different nodes; none of them uses the
  /// relationship `without`.
  Status find(EvalContext& context, NodeId from, NodeId to, std::uint64_t length_max, bool all,
              const Visit& visit, std::optional<RelationshipId> without = std::nullopt);
  /// Must be called after the transaction wrote something.
  void forget();

 private:
  /// A relationship over which a node was reached, and the node it came from.
  struct Parent {
    NodeId node;
    RelationshipRef relationship;
  };
  struct Reached {
    std::uint64_t depth = 0;
    std::vector<Parent> parents;
  };
  struct Side {
    Direction direction;
    std::unique_ptr<storage::Expansion> expansion;
    std::unordered_map<NodeId, Reached> reached;
    std::vector<NodeId> frontier;
    std::uint64_t depth = 0;
    std::size_t parents = 0;
  };

  void begin(Side& side, NodeId start);
  /// One step of one side; `meetings` gets the nodes the other side had reached.
  Status advance(EvalContext& context, Side& side, const Side& other, bool all,
                 std::vector<NodeId>& meetings);
  Status account(EvalContext& context);
  /// Visits all ways from `node` back to the side's start through `parents`, one by one.
  Result<bool> each_half(EvalContext& context, const Side& side, NodeId node,
                         const std::function<Result<bool>(const std::vector<RelationshipRef>&)>& f);

  const PathConstraint& constraint_;
  std::optional<RelationshipId> without_;
  RelationshipTypes types_;
  Side forward_;
  Side backward_;
  storage::ExpandColumns found_;
  MemoryLease lease_;
  Ticker ticker_;
};

}  // namespace entente::query
