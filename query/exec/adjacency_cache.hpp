#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "query/eval/column.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/relationship_types.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

/// One relationship as seen from one of its ends.
struct Neighbour {
  NodeId node;
  RelationshipId relationship;
  RelationshipTypeId type;
  bool outgoing;

  [[nodiscard]] RelationshipRef reference(NodeId from) const {
    return {relationship, type, outgoing ? from : node, outgoing ? node : from};
  }
};
using Neighbours = std::shared_ptr<const std::vector<Neighbour>>;

/// The relationships of nodes that a search visits again and again, read from the graph once.
/// Holds at most `bytes_max` (and what the query's budget allows); forgets all when it is full.
/// Lists handed out stay valid. One thread; must not outlive its transaction.
class AdjacencyCache {
 public:
  static constexpr std::size_t bytes_max = 64U << 20U;

  AdjacencyCache(Direction direction, const std::vector<std::string>& types)
      : direction_(direction), types_(types) {}

  /// All relationships of the node in the pattern's direction and types.
  Result<Neighbours> get(EvalContext& context, NodeId node);
  [[nodiscard]] bool has(NodeId node) const { return lists_.contains(node); }
  /// How many get() would give, without reading them if the node is not held.
  Result<std::uint64_t> degree(EvalContext& context, NodeId node);
  /// Must be called after the transaction wrote something.
  void forget();
  [[nodiscard]] const RelationshipTypes& types() const { return types_; }

 private:
  Result<Neighbours> read(EvalContext& context, NodeId node);

  Direction direction_;
  RelationshipTypes types_;
  std::unique_ptr<storage::Expansion> expansion_;
  std::unordered_map<NodeId, Neighbours> lists_;
  storage::ExpandColumns columns_;
  MemoryLease lease_;
};

}  // namespace entente::query
