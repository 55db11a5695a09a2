#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "entente/value.hpp"
#include "query/eval/symbol.hpp"

namespace entente::query {

/// Representation of a column. `empty` has no rows at all (the symbol is not bound here).
enum class ColumnType : std::uint8_t {
  empty,
  value,
  boolean,
  integer,
  floating,
  /// Days since 1970-01-01.
  date,
  node,
  relationship
};

/// A relationship inside the engine: identity, type and ends, without properties.
struct RelationshipRef {
  RelationshipId id;
  RelationshipTypeId type;
  NodeId source;
  NodeId target;
};

/// One column of a batch: a typed vector with validity, or general values. An invalid row is null.
/// A `value` column marks null by the value itself and has no validity vector.
class Column {
 public:
  Column() = default;
  explicit Column(ColumnType type) : type_(type) {}

  [[nodiscard]] ColumnType type() const { return type_; }
  [[nodiscard]] std::size_t size() const;
  /// Drops all rows and takes a new representation.
  void reset(ColumnType type);
  void reserve(std::size_t rows);

  [[nodiscard]] bool is_null(std::size_t row) const {
    if (type_ == ColumnType::value) return values_[row].is_null();
    return !valid_.empty() && valid_[row] == 0;
  }
  /// True if no row can be null (typed columns without a validity vector).
  [[nodiscard]] bool all_valid() const { return type_ != ColumnType::value && valid_.empty(); }
  /// The row as a general value; relationships and nodes as references.
  [[nodiscard]] Value get(std::size_t row) const;

  /// Typed access; the type is asserted. Appending to these vectors directly is allowed as long as
  /// validity is empty (all valid).
  std::vector<std::int64_t>& integers() {
    assert(type_ == ColumnType::integer);
    return integers_;
  }
  std::vector<double>& floats() {
    assert(type_ == ColumnType::floating);
    return floats_;
  }
  std::vector<std::uint8_t>& booleans() {
    assert(type_ == ColumnType::boolean);
    return booleans_;
  }
  std::vector<std::int64_t>& dates() {
    assert(type_ == ColumnType::date);
    return dates_;
  }
  std::vector<NodeId>& nodes() {
    assert(type_ == ColumnType::node);
    return nodes_;
  }
  std::vector<RelationshipRef>& relationships() {
    assert(type_ == ColumnType::relationship);
    return relationships_;
  }
  std::vector<Value>& values() {
    assert(type_ == ColumnType::value);
    return values_;
  }
  [[nodiscard]] const std::vector<std::int64_t>& integers() const {
    assert(type_ == ColumnType::integer);
    return integers_;
  }
  [[nodiscard]] const std::vector<double>& floats() const {
    assert(type_ == ColumnType::floating);
    return floats_;
  }
  [[nodiscard]] const std::vector<std::uint8_t>& booleans() const {
    assert(type_ == ColumnType::boolean);
    return booleans_;
  }
  [[nodiscard]] const std::vector<std::int64_t>& dates() const {
    assert(type_ == ColumnType::date);
    return dates_;
  }
  [[nodiscard]] const std::vector<NodeId>& nodes() const {
    assert(type_ == ColumnType::node);
    return nodes_;
  }
  [[nodiscard]] const std::vector<RelationshipRef>& relationships() const {
    assert(type_ == ColumnType::relationship);
    return relationships_;
  }
  [[nodiscard]] const std::vector<Value>& values() const {
    assert(type_ == ColumnType::value);
    return values_;
  }

  /// The representation that holds `value` without loss: `value` for null and for resolved nodes
  /// and relationships, which carry more than an identity.
  static ColumnType natural_type(const Value& value);
  /// Validity by row (1 is valid); empty if all rows are valid. Not for `value` columns.
  [[nodiscard]] const std::vector<std::uint8_t>& validity() const { return valid_; }
  /// Sets the validity of a typed column after its vector was filled: empty, or one entry per row.
  void set_validity(std::vector<std::uint8_t> valid) {
    assert(type_ != ColumnType::value && (valid.empty() || valid.size() == size()));
    valid_ = std::move(valid);
  }
  /// Replaces all rows by these values, in the typed representation that fits them all.
  void assign(std::vector<Value> values);

  /// Appends a general value. A typed column whose type does not fit becomes a `value` column; an
  /// empty one takes the type of the value.
  void append(const Value& value);
  void append_null();
  /// Appends row `row` of another column, converting when needed.
  void append_from(const Column& other, std::size_t row);
  /// Appends the given rows of `other`, in that order: the gather of joins and expansions.
  void gather(const Column& other, std::span<const std::uint32_t> rows);
  /// Appends `count` copies of one row of another column.
  void append_repeated(const Column& other, std::size_t row, std::size_t count);
  /// Shortens to `rows` rows.
  void truncate(std::size_t rows);
  /// Turns into a general `value` column in place.
  void generalize();
  /// Bytes held, for memory budgets (heap of shared values included).
  [[nodiscard]] std::size_t bytes() const;

 private:
  void mark_valid();
  ColumnType type_ = ColumnType::empty;
  std::vector<std::uint8_t> valid_;
  std::vector<std::int64_t> integers_;
  std::vector<double> floats_;
  std::vector<std::int64_t> dates_;
  std::vector<std::uint8_t> booleans_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipRef> relationships_;
  std::vector<Value> values_;
};

/// Rows between operators: one column per symbol of the query, most of them empty. Every column
/// that is not empty has exactly `rows` rows.
class Batch {
 public:
  explicit Batch(std::size_t symbol_count = 0) : columns_(symbol_count) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }
  void set_rows(std::size_t rows) { rows_ = rows; }
  [[nodiscard]] std::size_t symbol_count() const { return columns_.size(); }
  Column& column(Slot slot) {
    assert(slot < columns_.size());
    return columns_[slot];
  }
  [[nodiscard]] const Column& column(Slot slot) const {
    assert(slot < columns_.size());
    return columns_[slot];
  }
  /// Empties every column, keeps the symbol count.
  void clear();
  /// Keeps only the given rows, in that order, of every bound column.
  void select(std::span<const std::uint32_t> rows);
  /// Replaces this batch by the given rows of `other` for the given columns.
  void gather(const Batch& other, std::span<const std::uint32_t> rows, std::span<const Slot> slots);
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
};

}  // namespace entente::query
