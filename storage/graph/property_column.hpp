#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "entente/ids.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/graph/column_data.hpp"
#include "storage/graph/version_log.hpp"

namespace entente::storage {

class PendingWrites;

/// Values of some elements, one row for each, in the representation their column had for them all.
struct PropertyValues {
  /// integer, floating, boolean and date: the vector of that kind; mixed: `values`; none: all rows
  /// are null and no vector is filled.
  ColumnKind kind = ColumnKind::none;
  std::vector<std::int64_t> integers;
  std::vector<double> floats;
  /// 0 or 1.
  std::vector<std::uint8_t> booleans;
  /// Days since 1970-01-01.
  std::vector<std::int64_t> days;
  /// Strings share the heap of the column.
  std::vector<Value> values;
  /// 1 for a value, 0 for null, by row; empty: no row is null. Not for mixed, where null is a
  /// Value.
  std::vector<std::uint8_t> valid;

  void clear();
  /// The value of a row, whatever the representation.
  [[nodiscard]] Value value(std::size_t row) const;
  /// Gives one of `rows` rows another value, becoming mixed if the representation cannot hold it.
  void replace(std::size_t row, std::size_t rows, Value value);
  /// Becomes mixed.
  void generalize(std::size_t rows);
};

/// The values of one property key of all nodes or all relationships as one transaction sees them.
/// The spans hold them as of an older commit; they are right for every id below id_end() that is
/// not among exceptions(), and ids from id_end() on are nowhere but there. A kernel walks the spans
/// between the exceptions and takes the exceptions one by one.
///
/// Lifetime: as a cursor's, not longer than the transaction. The transaction's own writes made
/// after it was handed out show in value() and gather(), and may or may not in exceptions(): ask
/// the transaction for a column once per batch of work. Thread-safe while the transaction writes
/// nothing.
class PropertyColumn {
 public:
  using Exception = std::pair<std::uint64_t, Value>;

  /// `pending`: the transaction's own writes, nullptr if it has none and will have none.
  PropertyColumn(std::shared_ptr<const ColumnData> base,
                 std::shared_ptr<const VersionLog<Value>> log, std::uint64_t commit,
                 EntityKind entity, PropertyKeyId key, const PendingWrites* pending)
      : base_(std::move(base)),
        log_(std::move(log)),
        commit_(commit),
        entity_(entity),
        key_(key),
        pending_(pending) {}

  /// The same column with exceptions of its own, so that writes made meanwhile are among them.
  [[nodiscard]] std::shared_ptr<const PropertyColumn> renewed() const {
    return std::make_shared<PropertyColumn>(base_, log_, commit_, entity_, key_, pending_);
  }

  [[nodiscard]] ColumnKind kind() const { return base_->kind; }
  [[nodiscard]] std::uint64_t id_end() const { return base_->id_end; }
  /// Bit `id % 64` of word `id / 64` is set for an id with a value; empty for ColumnKind::none.
  [[nodiscard]] std::span<const std::uint64_t> valid() const { return base_->valid; }
  /// The vector of the kind, by id; zero where there is no value. Empty for any other kind.
  [[nodiscard]] std::span<const std::int64_t> integers() const { return base_->integers; }
  [[nodiscard]] std::span<const double> floats() const { return base_->floats; }
  /// A bit for each id, as in valid().
  [[nodiscard]] std::span<const std::uint64_t> booleans() const { return base_->booleans; }
  [[nodiscard]] std::span<const std::int32_t> days() const { return base_->days; }
  [[nodiscard]] std::span<const std::uint32_t> codes() const { return base_->codes; }
  /// The strings that codes() number; some may not be in use any more.
  [[nodiscard]] std::span<const Value> dictionary() const { return base_->dictionary; }
  [[nodiscard]] std::span<const Value> values() const { return base_->values; }

  /// Elements whose value is not what the spans say, by ascending id; null if they have none (or do
  /// not exist). The values may be of any kind, whatever kind() is. Made when first asked for.
  [[nodiscard]] std::span<const Exception> exceptions() const;

  /// The value of one element, null if it has none.
  [[nodiscard]] Value value(std::uint64_t id) const;
  /// The values of many, in any order.
  void gather(std::span<const NodeId> ids, PropertyValues& out) const;
  void gather(std::span<const RelationshipId> ids, PropertyValues& out) const;

 private:
  template <class IdType>
  void gather_ids(std::span<const IdType> ids, PropertyValues& out) const;
  template <class IdType>
  void gather_base(std::span<const IdType> ids, PropertyValues& out) const;
  /// The own write of an element, if there is one.
  [[nodiscard]] std::optional<Value> pending_value(std::uint64_t id) const;
  [[nodiscard]] bool has_pending() const;

  std::shared_ptr<const ColumnData> base_;
  std::shared_ptr<const VersionLog<Value>> log_;
  std::uint64_t commit_;
  EntityKind entity_;
  PropertyKeyId key_;
  const PendingWrites* pending_;

  mutable std::once_flag exceptions_made_;
  mutable std::vector<Exception> exceptions_;
};

/// A set of nodes or relationships as one transaction sees it: all that exist, those with a label,
/// those of a type. Whole, without exceptions. Immutable, thread-safe.
class IdSet {
 public:
  /// `owner` keeps the words alive.
  IdSet(std::shared_ptr<const void> owner, std::span<const std::uint64_t> words,
        std::uint64_t count)
      : owner_(std::move(owner)), words_(words), count_(count) {}
  /// Bit `id % 64` of word `id / 64` is set for a member; ids beyond the last word are none.
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  [[nodiscard]] bool contains(std::uint64_t id) const { return has_bit(words_, id); }
  /// Number of members.
  [[nodiscard]] std::uint64_t size() const { return count_; }

 private:
  std::shared_ptr<const void> owner_;
  std::span<const std::uint64_t> words_;
  std::uint64_t count_;
};

}  // namespace entente::storage
