#include "storage/graph/transaction.hpp"

#include <array>

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

Status Transaction::index_seek_many(IndexId index, std::span<const Value> values,
                                    std::vector<NodeId>& nodes, std::vector<std::uint32_t>& rows) {
  std::array<NodeId, 64> batch;
  for (std::size_t row = 0; row < values.size(); ++row) {
    ENTENTE_ASSIGN(const auto cursor, index_seek(index, values.subspan(row, 1)));
    while (true) {
      ENTENTE_ASSIGN(const std::size_t count, cursor->next(batch));
      if (count == 0) break;
      nodes.insert(nodes.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
      rows.insert(rows.end(), count, static_cast<std::uint32_t>(row));
    }
  }
  return {};
}

}  // namespace entente::storage
