#pragma once

#include <memory>
#include <span>
#include <vector>

#include "storage/graph/pending_writes.hpp"
#include "storage/graph/topology_cache.hpp"
#include "storage/graph/transaction.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Expands straight from the adjacency lists. `reader` must outlive the expansion.
std::unique_ptr<Expansion> make_expansion(const KvReader& reader, Direction direction,
                                          std::vector<RelationshipTypeId> types);

/// Where an expansion may find a topology instead of lists, and when it must not use it.
struct TopologySource {
  TopologyCache* cache;
  /// The commit that the reader is at.
  std::uint64_t commit;
  /// Relationships that the transaction itself changed are not in any topology.
  const PendingWrites* pending;
};

/// Expands from the topology in memory where there is one, and from the adjacency lists elsewhere.
/// Everything in `source` must outlive the expansion.
std::unique_ptr<Expansion> make_topology_expansion(const KvReader& reader, Direction direction,
                                                   std::vector<RelationshipTypeId> types,
                                                   TopologySource source);

/// True if pending writes change relationships of the node.
bool has_pending_relationships(const PendingWrites& pending, NodeId node);

/// count_relationships() for a reader at `commit` who has no pending relationships of the node.
std::uint64_t count_in_topology(const Topology& topology, NodeId node, Direction direction,
                                std::span<const RelationshipTypeId> types, std::uint64_t commit);

/// Number of relationships an expansion of the node would report, from the heads of its lists.
Result<std::uint64_t> count_relationships(const KvReader& reader, NodeId node, Direction direction,
                                          std::span<const RelationshipTypeId> types);

/// Calls visit(direction, type, list) for each non-empty adjacency list of the node in `direction`
/// of the given types (empty: all), outgoing before incoming, types ascending.
using AdjacencyVisitor =
    std::function<Status(Direction direction, RelationshipTypeId type, std::string_view list)>;
Status visit_adjacency(const KvReader& reader, NodeId node, Direction direction,
                       std::span<const RelationshipTypeId> types, const AdjacencyVisitor& visit);

}  // namespace entente::storage
