#include "query/exec/batch_util.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace entente::query {
namespace {

Error not_a(std::string_view wanted, const Value& value) {
  return Error::runtime(
      ErrorClass::type_error, "InvalidArgumentType",
      "expected a " + std::string(wanted) + " but got " + std::string(to_string(value.kind())));
}

}  // namespace

std::vector<std::uint32_t> all_rows(std::size_t rows) {
  std::vector<std::uint32_t> positions(rows);
  std::iota(positions.begin(), positions.end(), 0U);
  return positions;
}

void append_rows(Batch& to, const Batch& from, std::span<const Slot> slots) {
  const std::vector<std::uint32_t> rows = all_rows(from.rows());
  for (const Slot slot : slots) {
    if (from.column(slot).type() != ColumnType::empty) {
      to.column(slot).gather(from.column(slot), rows);
    }
  }
  to.set_rows(to.rows() + from.rows());
}

std::size_t content_bytes(const Batch& batch, std::span<const Slot> slots) {
  std::size_t bytes = 0;
  for (const Slot slot : slots) {
    const Column& column = batch.column(slot);
    switch (column.type()) {
      case ColumnType::empty: break;
      case ColumnType::boolean: bytes += batch.rows(); break;
      case ColumnType::integer:
      case ColumnType::floating:
      case ColumnType::date:
      case ColumnType::node: bytes += batch.rows() * 8; break;
      case ColumnType::relationship: bytes += batch.rows() * sizeof(RelationshipRef); break;
      case ColumnType::value:
        bytes += batch.rows() * sizeof(Value);
        for (const Value& value : column.values()) bytes += value.heap_bytes();
        break;
    }
  }
  return bytes;
}

void keep_columns(Batch& batch, std::span<const Slot> slots) {
  for (Slot slot = 0; slot < batch.symbol_count(); ++slot) {
    Column& column = batch.column(slot);
    if (column.type() != ColumnType::empty &&
        std::find(slots.begin(), slots.end(), slot) == slots.end()) {
      column.reset(ColumnType::empty);
    }
  }
}

void move_columns(Batch& to, Batch& from, std::span<const Slot> slots) {
  to.clear();
  for (const Slot slot : slots) std::swap(to.column(slot), from.column(slot));
  to.set_rows(from.rows());
  from.clear();
}

void take_rows(Batch& to, Batch& from, std::span<const std::uint32_t> rows,
               std::span<const Slot> slots) {
  if (rows.size() == from.rows()) {
    move_columns(to, from, slots);
  } else {
    to.gather(from, rows, slots);
  }
}

Status collect_nodes(const Column& column, std::vector<NodeId>& nodes,
                     std::vector<std::uint32_t>& rows) {
  nodes.clear();
  rows.clear();
  const std::size_t count = column.size();
  if (column.type() == ColumnType::node && column.all_valid()) {
    nodes = column.nodes();
    rows.resize(count);
    std::iota(rows.begin(), rows.end(), 0U);
    return {};
  }
  for (std::size_t row = 0; row < count; ++row) {
    ENTENTE_ASSIGN(const auto node, node_at(column, row));
    if (!node) continue;
    nodes.push_back(*node);
    rows.push_back(static_cast<std::uint32_t>(row));
  }
  return {};
}

Result<std::optional<NodeId>> node_at(const Column& column, std::size_t row) {
  if (column.type() == ColumnType::empty || column.is_null(row)) return std::optional<NodeId>{};
  if (column.type() == ColumnType::node) return std::optional(column.nodes()[row]);
  const Value value = column.get(row);
  if (!value.is_node()) return not_a("node", value);
  return std::optional(value.node_id());
}

Result<std::optional<RelationshipRef>> relationship_at(const Column& column, std::size_t row) {
  if (column.type() == ColumnType::empty || column.is_null(row)) {
    return std::optional<RelationshipRef>{};
  }
  if (column.type() == ColumnType::relationship) return std::optional(column.relationships()[row]);
  const Value value = column.get(row);
  if (!value.is_relationship()) return not_a("relationship", value);
  return std::optional(to_reference(value.as_relationship()));
}

Value to_value(const RelationshipRef& reference) {
  Relationship relationship;
  relationship.id = reference.id;
  relationship.type_id = reference.type;
  relationship.source = reference.source;
  relationship.target = reference.target;
  return Value(std::move(relationship));
}

RelationshipRef to_reference(const Relationship& relationship) {
  return {relationship.id, relationship.type_id, relationship.source, relationship.target};
}

Result<Value> evaluate_alone(EvalContext& context, const CompiledExpression& expression,
                             std::size_t symbol_count) {
  Batch batch(symbol_count);
  batch.set_rows(1);
  return evaluate_at(context, expression, batch, 0);
}

Result<Value> evaluate_at(EvalContext& context, const CompiledExpression& expression,
                          const Batch& batch, std::size_t row) {
  LocalScope locals;
  return expression.evaluate_row(context, RowView{batch, row, locals});
}

Result<std::uint64_t> evaluate_count(EvalContext& context, const CompiledExpression& expression,
                                     std::size_t symbol_count, std::string_view clause, Span span) {
  ENTENTE_ASSIGN(const Value value, evaluate_alone(context, expression, symbol_count));
  if (!value.is_integer()) {
    return Error::runtime(ErrorClass::syntax_error, "InvalidArgumentType",
                          std::string(clause) + " needs an integer but got " + value.to_text(),
                          span);
  }
  if (value.as_integer() < 0) {
    return Error::runtime(ErrorClass::syntax_error, "NegativeIntegerArgument",
                          std::string(clause) + " needs a number of rows that is not negative",
                          span);
  }
  return static_cast<std::uint64_t>(value.as_integer());
}

}  // namespace entente::query
