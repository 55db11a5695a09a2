#pragma once

#include <memory>
#include <vector>

#include "storage/graph/transaction.hpp"
#include "storage/kv/kv_store.hpp"

/// The cursors of a transaction. Each is bounded by `end`, the first id not given away when it was
/// opened: a statement that creates what it scans would never end otherwise.
namespace entente::storage {

/// Nodes in the order of their records.
std::unique_ptr<NodeCursor> make_all_nodes_cursor(const KvReader& reader, NodeId end);
/// Nodes of one label's blocks.
std::unique_ptr<NodeCursor> make_label_cursor(const KvReader& reader, LabelId label, NodeId end);
std::unique_ptr<RelationshipCursor> make_all_relationships_cursor(const KvReader& reader,
                                                                  RelationshipId end);
/// Nodes of the index entries with keys in [begin, end_key): `unique` says which of the two index
/// families they are in.
std::unique_ptr<NodeCursor> make_index_cursor(const KvReader& reader, bool unique,
                                              std::string_view begin, std::string_view end_key,
                                              NodeId end);
/// Nodes of a list, in its order.
std::unique_ptr<NodeCursor> make_list_cursor(std::vector<NodeId> nodes);

}  // namespace entente::storage
