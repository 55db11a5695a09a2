#pragma once

#include <memory>
#include <optional>
#include <string>
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
/// Entries of an index, as a range of keys of family `index` or `unique`.
struct IndexRows {
  IndexDefinition definition;
  std::string begin;
  std::string end;
  /// Elements are wanted in the order of their ids, which is not that of the keys.
  bool sort_by_id = false;
  /// Only entries whose first value is a string that holds this at its end or anywhere.
  std::optional<StringMatch> match;
  std::string text;
};
/// Elements of index entries in key order, bounded by `end`.
std::unique_ptr<NodeCursor> make_index_cursor(const KvReader& reader, const IndexRows& rows,
                                              NodeId end);
std::unique_ptr<RelationshipCursor> make_relationship_index_cursor(const KvReader& reader,
                                                                   const IndexRows& rows,
                                                                   RelationshipId end);
/// Relationships of a list, in its order, with their ends as the reader has them.
std::unique_ptr<RelationshipCursor> make_relationship_list_cursor(
    const KvReader& reader, std::vector<RelationshipId> relationships);
/// The members of a set of nodes, ascending.
std::unique_ptr<NodeCursor> make_set_cursor(std::shared_ptr<const IdSet> nodes);
/// Nodes of a list, in its order.
std::unique_ptr<NodeCursor> make_list_cursor(std::vector<NodeId> nodes);

}  // namespace entente::storage
