#include "query/exec/row_order.hpp"

#include "query/eval/comparison.hpp"

namespace entente::query {
namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

Value value_at(const Column& column, std::size_t row) {
  return column.type() == ColumnType::empty ? Value() : column.get(row);
}

}  // namespace

int order_in_columns(const Column& a, std::size_t row_a, const Column& b, std::size_t row_b) {
  if (a.type() == b.type()) {
    if (a.type() == ColumnType::value) return order(a.values()[row_a], b.values()[row_b]);
    if (a.all_valid() && b.all_valid()) {
      switch (a.type()) {
        case ColumnType::integer: return three_way(a.integers()[row_a], b.integers()[row_b]);
        case ColumnType::date: return three_way(a.dates()[row_a], b.dates()[row_b]);
        case ColumnType::node: return three_way(a.nodes()[row_a], b.nodes()[row_b]);
        case ColumnType::boolean: return three_way(a.booleans()[row_a], b.booleans()[row_b]);
        default: break;
      }
    }
  }
  return order(value_at(a, row_a), value_at(b, row_b));
}

}  // namespace entente::query
