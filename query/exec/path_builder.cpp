#include "query/exec/path_builder.hpp"

#include "query/exec/batch_util.hpp"

namespace entente::query {
namespace {

/// Adds one relationship and the node it leads to from the path's end.
void extend(Path& path, NodeId& current, const RelationshipRef& relationship) {
  current = relationship.source == current ? relationship.target : relationship.source;
  path.relationships.push_back(to_value(relationship));
  path.nodes.emplace_back(current);
}

/// Adds a relationship or list of relationships; false if it is null.
Result<bool> extend_with(Path& path, NodeId& current, const Column& column, std::size_t row) {
  if (column.type() == ColumnType::empty || column.is_null(row)) return false;
  if (column.type() == ColumnType::relationship) {
    extend(path, current, column.relationships()[row]);
    return true;
  }
  const Value value = column.get(row);
  if (value.is_relationship()) {
    extend(path, current, to_reference(value.as_relationship()));
    return true;
  }
  if (!value.is_list()) return false;
  for (const Value& item : value.as_list()) {
    if (!item.is_relationship()) return false;
    extend(path, current, to_reference(item.as_relationship()));
  }
  return true;
}

}  // namespace

Result<Value> build_path(const Batch& batch, std::size_t row, std::span<const Slot> elements) {
  Path path;
  ENTENTE_ASSIGN(const auto start, node_at(batch.column(elements.front()), row));
  if (!start) return Value();
  path.nodes.emplace_back(*start);
  NodeId current = *start;
  // Nodes behind the first follow from the relationships; they only have to be there.
  for (std::size_t i = 1; i < elements.size(); ++i) {
    const Column& column = batch.column(elements[i]);
    if (i % 2 == 1) {
      ENTENTE_ASSIGN(const bool present, extend_with(path, current, column, row));
      if (!present) return Value();
    } else if (column.type() != ColumnType::empty && column.is_null(row)) {
      return Value();
    }
  }
  return Value(std::move(path));
}

}  // namespace entente::query
