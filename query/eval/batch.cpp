#include "query/eval/column.hpp"

namespace entente::query {

void Batch::clear() {
  for (Column& column : columns_) column.reset(ColumnType::empty);
  rows_ = 0;
}

void Batch::select(std::span<const std::uint32_t> rows) {
  Column selected;
  for (Column& column : columns_) {
    if (column.type() == ColumnType::empty) continue;
    selected.reset(column.type());
    selected.gather(column, rows);
    std::swap(column, selected);
  }
  rows_ = rows.size();
}

void Batch::gather(const Batch& other, std::span<const std::uint32_t> rows,
                   std::span<const Slot> slots) {
  assert(this != &other);
  clear();
  for (const Slot slot : slots) {
    const Column& from = other.column(slot);
    if (from.type() == ColumnType::empty) continue;
    Column& to = column(slot);
    to.reset(from.type());
    to.gather(from, rows);
  }
  rows_ = rows.size();
}

std::size_t Batch::bytes() const {
  std::size_t bytes = columns_.capacity() * sizeof(Column);
  for (const Column& column : columns_) bytes += column.bytes();
  return bytes;
}

}  // namespace entente::query
