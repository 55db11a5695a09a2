#include <algorithm>

#include "storage/format/adjacency_list.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/expansion.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

Status TransactionImpl::delete_node(NodeId id) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const std::optional<NodeRecord> record, node(id));
  // Deleting twice is no mistake in openCypher.
  if (!record) return {};
  ENTENTE_TRY(update_indexes(id, &*record, nullptr));
  // Relationships that are deleted after their node find no labels to count down any more, so the
  // node's share goes now.
  ENTENTE_TRY(count_relationships_of(id, record->labels, -1));
  for (const LabelId label : record->labels) ENTENTE_TRY(set_label_bit(id, label, false));
  ENTENTE_TRY(remove_evidence_of_node(id));
  pending_.erase(KeyFamily::nodes, NodeKey{id}.encode());
  pending_.add(StatisticKey::nodes(), -1);
  label_cache_.erase(id);
  deleted_nodes_.push_back(id);
  ++changes_.nodes_deleted;
  return {};
}

Status TransactionImpl::delete_relationship(RelationshipId id) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const std::optional<RelationshipRecord> record, relationship(id));
  if (!record) return {};
  ENTENTE_TRY(update_indexes(id, &*record, nullptr));
  ENTENTE_TRY(remove_evidence_of_relationship(id));
  pending_.erase(KeyFamily::relationships, RelationshipKey{id}.encode());
  ENTENTE_TRY(link(id, *record, false));
  ++changes_.relationships_deleted;
  return {};
}

Status TransactionImpl::detach_delete_node(NodeId id) {
  ENTENTE_TRY(check_writable());
  std::vector<NodeId> neighbours;
  std::vector<RelationshipId> relationships;
  ENTENTE_TRY(visit_adjacency(view_, id, Direction::either, {},
                              [&](Direction, RelationshipTypeId, std::string_view list) {
                                return decode_adjacency(list, neighbours, &relationships);
                              }));
  // A loop is found twice; its second deletion finds nothing.
  for (const RelationshipId relationship : relationships) {
    ENTENTE_TRY(delete_relationship(relationship));
  }
  return delete_node(id);
}

Status TransactionImpl::check_deleted_nodes() {
  for (const NodeId id : deleted_nodes_) {
    ENTENTE_ASSIGN(const std::uint64_t left, count_relationships(view_, id, Direction::either, {}));
    if (left == 0) continue;
    return Error::runtime(ErrorClass::constraint_verification_failed, "DeleteConnectedNode",
                          "node " + std::to_string(id.value) + " cannot be deleted: it still has " +
                              std::to_string(left) + " relationship" + (left == 1 ? "" : "s"),
                          {}, "use DETACH DELETE to delete them with it");
  }
  return {};
}

}  // namespace entente::storage
