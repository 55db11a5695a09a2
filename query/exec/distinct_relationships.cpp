#include "query/exec/distinct_relationships.hpp"

namespace entente::query {
namespace {

void append_ids(const Value& value, std::vector<RelationshipId>& out) {
  if (value.is_relationship()) {
    out.push_back(value.as_relationship().id);
  } else if (value.is_list()) {
    for (const Value& item : value.as_list()) append_ids(item, out);
  }
}

bool contains(const Value& value, RelationshipId id) {
  if (value.is_relationship()) return value.as_relationship().id == id;
  if (!value.is_list()) return false;
  for (const Value& item : value.as_list()) {
    if (contains(item, id)) return true;
  }
  return false;
}

}  // namespace

void DistinctRelationships::collect(const Batch& batch, std::size_t row,
                                    std::vector<RelationshipId>& out) const {
  for (const Slot slot : slots_) {
    const Column& column = batch.column(slot);
    if (column.type() == ColumnType::empty || column.is_null(row)) continue;
    if (column.type() == ColumnType::relationship) {
      out.push_back(column.relationships()[row].id);
    } else {
      append_ids(column.get(row), out);
    }
  }
}

void DistinctRelationships::mark(const Batch& batch, std::span<const std::uint32_t> rows,
                                 std::span<const RelationshipId> relationships,
                                 std::vector<std::uint8_t>& keep) const {
  for (const Slot slot : slots_) {
    const Column& column = batch.column(slot);
    if (column.type() == ColumnType::relationship && column.all_valid()) {
      const std::vector<RelationshipRef>& bound = column.relationships();
      for (std::size_t i = 0; i < rows.size(); ++i) {
        keep[i] &= static_cast<std::uint8_t>(bound[rows[i]].id != relationships[i]);
      }
    } else if (column.type() != ColumnType::empty) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (keep[i] != 0 && contains(column.get(rows[i]), relationships[i])) keep[i] = 0;
      }
    }
  }
}

}  // namespace entente::query
