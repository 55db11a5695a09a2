#include "storage/graph/transaction.hpp"

namespace entente::storage {

Status Transaction::node_property_values(std::span<const NodeId> ids, PropertyKeyId key,
                                         PropertyValues& out) {
  out.clear();
  out.kind = ColumnKind::mixed;
  return node_properties(ids, key, out.values);
}

Status Transaction::relationship_property_values(std::span<const RelationshipId> ids,
                                                 PropertyKeyId key, PropertyValues& out) {
  out.clear();
  out.kind = ColumnKind::mixed;
  return relationship_properties(ids, key, out.values);
}

}  // namespace entente::storage
