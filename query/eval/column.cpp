#include "query/eval/column.hpp"

#include <algorithm>

namespace entente::query {
namespace {

Value to_value(const RelationshipRef& ref) {
  Relationship relationship;
  relationship.id = ref.id;
  relationship.type_id = ref.type;
  relationship.source = ref.source;
  relationship.target = ref.target;
  return Value(std::move(relationship));
}

template <class T>
void gather_vector(std::vector<T>& out, const std::vector<T>& from,
                   std::span<const std::uint32_t> rows) {
  const std::size_t old_size = out.size();
  out.resize(old_size + rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) out[old_size + i] = from[rows[i]];
}

}  // namespace

ColumnType Column::natural_type(const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean: return ColumnType::boolean;
    case ValueKind::integer: return ColumnType::integer;
    case ValueKind::floating: return ColumnType::floating;
    case ValueKind::date: return ColumnType::date;
    case ValueKind::node: return value.node_resolved() ? ColumnType::value : ColumnType::node;
    case ValueKind::relationship:
      return value.as_relationship().resolved ? ColumnType::value : ColumnType::relationship;
    default: return ColumnType::value;
  }
}

void Column::assign(std::vector<Value> values) {
  // Nulls fit every typed column, so the first other value decides, if all the rest agree with it.
  ColumnType type = ColumnType::value;
  bool found = false;
  for (const Value& value : values) {
    if (value.is_null()) continue;
    const ColumnType natural = natural_type(value);
    if (!found) type = natural;
    found = true;
    if (natural != type) type = ColumnType::value;
    if (type == ColumnType::value) break;
  }
  reset(type);
  if (type == ColumnType::value) {
    values_ = std::move(values);
    return;
  }
  reserve(values.size());
  for (const Value& value : values) append(value);
}

std::size_t Column::size() const {
  switch (type_) {
    case ColumnType::empty: return 0;
    case ColumnType::value: return values_.size();
    case ColumnType::boolean: return booleans_.size();
    case ColumnType::integer: return integers_.size();
    case ColumnType::floating: return floats_.size();
    case ColumnType::date: return dates_.size();
    case ColumnType::node: return nodes_.size();
    case ColumnType::relationship: return relationships_.size();
  }
  return 0;
}

void Column::reset(ColumnType type) {
  // Only the vector of the representation has rows.
  switch (type_) {
    case ColumnType::empty: break;
    case ColumnType::value: values_.clear(); break;
    case ColumnType::boolean: booleans_.clear(); break;
    case ColumnType::integer: integers_.clear(); break;
    case ColumnType::floating: floats_.clear(); break;
    case ColumnType::date: dates_.clear(); break;
    case ColumnType::node: nodes_.clear(); break;
    case ColumnType::relationship: relationships_.clear(); break;
  }
  valid_.clear();
  type_ = type;
}

void Column::reserve(std::size_t rows) {
  switch (type_) {
    case ColumnType::empty: break;
    case ColumnType::value: values_.reserve(rows); break;
    case ColumnType::boolean: booleans_.reserve(rows); break;
    case ColumnType::integer: integers_.reserve(rows); break;
    case ColumnType::floating: floats_.reserve(rows); break;
    case ColumnType::date: dates_.reserve(rows); break;
    case ColumnType::node: nodes_.reserve(rows); break;
    case ColumnType::relationship: relationships_.reserve(rows); break;
  }
}

Value Column::get(std::size_t row) const {
  assert(row < size());
  if (is_null(row)) return {};
  switch (type_) {
    case ColumnType::empty: return {};
    case ColumnType::value: return values_[row];
    case ColumnType::boolean: return Value(booleans_[row] != 0);
    case ColumnType::integer: return Value(integers_[row]);
    case ColumnType::floating: return Value(floats_[row]);
    case ColumnType::date: return Value(Date{dates_[row]});
    case ColumnType::node: return Value(nodes_[row]);
    case ColumnType::relationship: return to_value(relationships_[row]);
  }
  return {};
}

void Column::mark_valid() {
  if (!valid_.empty()) valid_.push_back(1);
}

void Column::append(const Value& value) {
  if (value.is_null()) {
    append_null();
    return;
  }
  if (type_ == ColumnType::empty) type_ = natural_type(value);
  if (type_ == ColumnType::value) {
    values_.push_back(value);
    return;
  }
  if (natural_type(value) != type_) {
    generalize();
    values_.push_back(value);
    return;
  }
  mark_valid();
  switch (type_) {
    case ColumnType::boolean: booleans_.push_back(value.as_boolean() ? 1 : 0); break;
    case ColumnType::integer: integers_.push_back(value.as_integer()); break;
    case ColumnType::floating: floats_.push_back(value.as_float()); break;
    case ColumnType::date: dates_.push_back(value.as_date().days); break;
    case ColumnType::node: nodes_.push_back(value.node_id()); break;
    case ColumnType::relationship: {
      const Relationship& r = value.as_relationship();
      relationships_.push_back({r.id, r.type_id, r.source, r.target});
      break;
    }
    case ColumnType::empty:
    case ColumnType::value: break;
  }
}

void Column::append_null() {
  if (type_ == ColumnType::empty) type_ = ColumnType::value;
  if (type_ == ColumnType::value) {
    values_.emplace_back();
    return;
  }
  // The validity vector appears with the first null, so that columns without nulls never pay.
  if (valid_.empty()) valid_.assign(size(), 1);
  valid_.push_back(0);
  switch (type_) {
    case ColumnType::boolean: booleans_.push_back(0); break;
    case ColumnType::integer: integers_.push_back(0); break;
    case ColumnType::floating: floats_.push_back(0); break;
    case ColumnType::date: dates_.push_back(0); break;
    case ColumnType::node: nodes_.emplace_back(); break;
    case ColumnType::relationship: relationships_.emplace_back(); break;
    case ColumnType::empty:
    case ColumnType::value: break;
  }
}

void Column::append_from(const Column& other, std::size_t row) {
  const auto index = static_cast<std::uint32_t>(row);
  gather(other, std::span(&index, 1));
}

void Column::gather(const Column& other, std::span<const std::uint32_t> rows) {
  if (rows.empty()) {
    if (type_ == ColumnType::empty) type_ = other.type_;
    return;
  }
  assert(other.type_ != ColumnType::empty);
  if (type_ == ColumnType::empty) type_ = other.type_;
  if (type_ != other.type_) {
    for (const std::uint32_t row : rows) append(other.get(row));
    return;
  }
  const std::size_t old_size = size();
  if (type_ != ColumnType::value && (!valid_.empty() || !other.valid_.empty())) {
    if (valid_.empty()) valid_.assign(old_size, 1);
    for (const std::uint32_t row : rows) {
      valid_.push_back(other.valid_.empty() ? std::uint8_t{1} : other.valid_[row]);
    }
  }
  switch (type_) {
    case ColumnType::empty: break;
    case ColumnType::value: gather_vector(values_, other.values_, rows); break;
    case ColumnType::boolean: gather_vector(booleans_, other.booleans_, rows); break;
    case ColumnType::integer: gather_vector(integers_, other.integers_, rows); break;
    case ColumnType::floating: gather_vector(floats_, other.floats_, rows); break;
    case ColumnType::date: gather_vector(dates_, other.dates_, rows); break;
    case ColumnType::node: gather_vector(nodes_, other.nodes_, rows); break;
    case ColumnType::relationship: gather_vector(relationships_, other.relationships_, rows); break;
  }
}

void Column::append_repeated(const Column& other, std::size_t row, std::size_t count) {
  const std::vector<std::uint32_t> rows(count, static_cast<std::uint32_t>(row));
  gather(other, rows);
}

void Column::truncate(std::size_t rows) {
  assert(rows <= size());
  if (!valid_.empty()) valid_.resize(rows);
  switch (type_) {
    case ColumnType::empty: break;
    case ColumnType::value: values_.resize(rows); break;
    case ColumnType::boolean: booleans_.resize(rows); break;
    case ColumnType::integer: integers_.resize(rows); break;
    case ColumnType::floating: floats_.resize(rows); break;
    case ColumnType::date: dates_.resize(rows); break;
    case ColumnType::node: nodes_.resize(rows); break;
    case ColumnType::relationship: relationships_.resize(rows); break;
  }
}

void Column::generalize() {
  if (type_ == ColumnType::value) return;
  std::vector<Value> values;
  const std::size_t rows = size();
  values.reserve(rows + 1);
  for (std::size_t row = 0; row < rows; ++row) values.push_back(get(row));
  reset(ColumnType::value);
  values_ = std::move(values);
}

std::size_t Column::bytes() const {
  std::size_t bytes =
      valid_.capacity() + booleans_.capacity() + integers_.capacity() * sizeof(std::int64_t) +
      floats_.capacity() * sizeof(double) + dates_.capacity() * sizeof(std::int64_t) +
      nodes_.capacity() * sizeof(NodeId) + relationships_.capacity() * sizeof(RelationshipRef) +
      values_.capacity() * sizeof(Value);
  for (const Value& value : values_) bytes += value.heap_bytes();
  return bytes;
}

}  // namespace entente::query
