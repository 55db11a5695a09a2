#pragma once

#include <memory>
#include <span>
#include <vector>

#include "storage/graph/transaction.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Expands straight from the adjacency lists. `reader` must outlive the expansion.
std::unique_ptr<Expansion> make_expansion(const KvReader& reader, Direction direction,
                                          std::vector<RelationshipTypeId> types);

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
