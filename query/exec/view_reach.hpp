#pragma once

#include <optional>
#include <vector>

#include "query/exec/memory_lease.hpp"
#include "query/exec/node_bitmap.hpp"
#include "query/exec/relationship_types.hpp"
#include "query/exec/view_rows.hpp"

namespace entente::query {

/// The nodes that can be reached from a node over up to so many relationships, over rows in memory:
/// breadth first with a bitmap. Where a frontier has more relationships than are left to look at
/// from the other side, the nodes not reached yet look for one of the frontier instead (Beamer,
/// Asanović, Patterson, "Direction-Optimizing Breadth-First Search", SC 2012).
///
/// The start counts as reached when a relationship leads to it: only right if relationships are
/// followed in one direction, because a shortest way back then repeats none. One thread.
class ViewReach {
 public:
  ViewReach(Direction direction, const RelationshipTypes& types)
      : direction_(direction), types_(types) {}

  /// False if the rows are not in memory: nothing else may be called then. Keeps what it opened.
  Result<bool> open(EvalContext& context);
  /// Must be called after the transaction wrote something.
  void forget();
  /// Fills `reached`, each node once, nearest first; the start first if `with_start`. Errors:
  /// memory_limit, interrupted, timeout.
  Status search(EvalContext& context, NodeId start, std::uint64_t length_max, bool with_start,
                std::vector<NodeId>& reached);

 private:
  Status step(EvalContext& context, std::span<const NodeId> frontier,
              std::vector<NodeId>& reached);
  /// Adds to `reached` what the frontier leads to.
  Status step_down(EvalContext& context, std::span<const NodeId> frontier,
                   std::vector<NodeId>& reached);
  /// The same, asked of every node that is not reached yet.
  Status step_up(EvalContext& context, std::span<const NodeId> frontier,
                 std::vector<NodeId>& reached);
  Result<bool> worth_looking_up(EvalContext& context, std::span<const NodeId> frontier,
                                std::size_t reached);

  Direction direction_;
  const RelationshipTypes& types_;
  bool asked_ = false;
  std::optional<ViewRows> rows_;
  bool backward_asked_ = false;
  std::optional<ViewRows> backward_;
  NodeBitmap visited_;
  NodeBitmap frontier_set_;
  MemoryLease lease_;
};

}  // namespace entente::query
