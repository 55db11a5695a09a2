#include "storage/graph/property_column.hpp"

#include <algorithm>

#include "storage/format/key.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/element_projection.hpp"
#include "storage/graph/pending_writes.hpp"

namespace entente::storage {

namespace {

/// How many rows ahead a random access is fetched into the cache: it hides the latency of main
/// memory (about 100 ns) behind rows of a few nanoseconds each.
constexpr std::size_t rows_ahead = 16;

/// Copies rows of a vector by id, with 0 for ids beyond its end.
template <class To, class From, class IdType>
void gather_rows(const std::vector<From>& from, std::span<const IdType> ids, std::vector<To>& to) {
  to.resize(ids.size());
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (row + rows_ahead < ids.size()) {
      // Prefetching a wrong address is harmless.
      __builtin_prefetch(from.data() + ids[row + rows_ahead].value);
    }
    const std::uint64_t id = ids[row].value;
    to[row] = id < from.size() ? static_cast<To>(from[id]) : To{};
  }
}

template <class IdType>
void gather_bits(const IdWords& from, std::span<const IdType> ids, std::vector<std::uint8_t>& to) {
  to.resize(ids.size());
  for (std::size_t row = 0; row < ids.size(); ++row) {
    to[row] = has_bit(from, ids[row].value) ? 1 : 0;
  }
}

/// Validity as PropertyValues wants it: empty if all rows are valid.
template <class IdType>
void gather_validity(const IdWords& valid, std::span<const IdType> ids,
                     std::vector<std::uint8_t>& to) {
  gather_bits(valid, ids, to);
  if (std::find(to.begin(), to.end(), std::uint8_t{0}) == to.end()) to.clear();
}

}  // namespace

void PropertyValues::clear() {
  kind = ColumnKind::none;
  integers.clear();
  floats.clear();
  booleans.clear();
  days.clear();
  values.clear();
  valid.clear();
}

Value PropertyValues::value(std::size_t row) const {
  if (kind == ColumnKind::none || (!valid.empty() && valid[row] == 0)) return {};
  switch (kind) {
    case ColumnKind::integer: return Value(integers[row]);
    case ColumnKind::floating: return Value(floats[row]);
    case ColumnKind::boolean: return Value(booleans[row] != 0);
    case ColumnKind::date: return Value(Date{days[row]});
    default: return values[row];
  }
}

void PropertyValues::generalize(std::size_t rows) {
  if (kind == ColumnKind::mixed) return;
  std::vector<Value> all(rows);
  for (std::size_t row = 0; row < rows; ++row) all[row] = value(row);
  clear();
  kind = ColumnKind::mixed;
  values = std::move(all);
}

void PropertyValues::replace(std::size_t row, std::size_t rows, Value value) {
  const bool fits = kind == ColumnKind::mixed || (value.is_null() && kind != ColumnKind::none) ||
                    kind == column_kind(value);
  if (!fits) {
    if (value.is_null()) return;
    generalize(rows);
  }
  if (kind == ColumnKind::mixed) {
    values[row] = std::move(value);
    return;
  }
  if (value.is_null()) {
    if (valid.empty()) valid.assign(rows, 1);
    valid[row] = 0;
    return;
  }
  if (!valid.empty()) valid[row] = 1;
  switch (kind) {
    case ColumnKind::integer: integers[row] = value.as_integer(); break;
    case ColumnKind::floating: floats[row] = value.as_float(); break;
    case ColumnKind::boolean: booleans[row] = value.as_boolean() ? 1 : 0; break;
    default: days[row] = value.as_date().days; break;
  }
}

bool PropertyColumn::has_pending() const {
  return pending_ != nullptr && !pending_->changes(record_family(entity_)).empty();
}

std::optional<Value> PropertyColumn::pending_value(std::uint64_t id) const {
  // Nodes and relationships have keys of the same form.
  const auto* change = pending_->find(record_family(entity_), NodeKey{NodeId(id)}.encode());
  if (change == nullptr) return std::nullopt;
  if (change->state == PendingWrites::State::erased) return Value();
  auto value = entity_ == EntityKind::node ? decode_node_property(change->value, key_)
                                           : decode_relationship_property(change->value, key_);
  // The record was encoded by this transaction; it cannot be damaged.
  return value ? std::move(value).value() : Value();
}

std::span<const PropertyColumn::Exception> PropertyColumn::exceptions() const {
  std::call_once(exceptions_made_, [&] {
    if (log_->size() > 0) exceptions_ = log_->at(commit_);
    if (!has_pending()) return;
    std::vector<Exception> own;
    for (const auto& [key, change] : pending_->changes(record_family(entity_))) {
      const std::uint64_t id = NodeKey::decode(key).value().node.value;
      own.emplace_back(id, *pending_value(id));
    }
    // Both ascend; of equal ids the own write counts and is the first one here.
    std::vector<Exception> both;
    both.reserve(own.size() + exceptions_.size());
    const auto by_id = [](const Exception& a, const Exception& b) { return a.first < b.first; };
    std::set_union(own.begin(), own.end(), exceptions_.begin(), exceptions_.end(),
                   std::back_inserter(both), by_id);
    exceptions_ = std::move(both);
  });
  return exceptions_;
}

Value PropertyColumn::value(std::uint64_t id) const {
  if (has_pending()) {
    if (auto own = pending_value(id)) return *std::move(own);
  }
  if (log_->size() > 0 && log_->touched(id)) {
    const auto held = log_->lock();
    if (const Value* value = log_->find(id, commit_)) return *value;
  }
  return base_->value(id);
}

template <class IdType>
void PropertyColumn::gather_base(std::span<const IdType> ids, PropertyValues& out) const {
  out.kind = base_->kind;
  switch (base_->kind) {
    case ColumnKind::none: return;
    case ColumnKind::integer: gather_rows(base_->integers, ids, out.integers); break;
    case ColumnKind::floating: gather_rows(base_->floats, ids, out.floats); break;
    case ColumnKind::boolean: gather_bits(base_->booleans, ids, out.booleans); break;
    case ColumnKind::date: gather_rows(base_->days, ids, out.days); break;
    case ColumnKind::string:
      out.kind = ColumnKind::mixed;
      out.values.resize(ids.size());
      for (std::size_t row = 0; row < ids.size(); ++row) {
        if (row + rows_ahead < ids.size()) {
          __builtin_prefetch(base_->codes.data() + ids[row + rows_ahead].value);
        }
        const std::uint64_t id = ids[row].value;
        if (base_->has_value(id)) out.values[row] = base_->dictionary[base_->codes[id]];
      }
      return;
    case ColumnKind::mixed: gather_rows(base_->values, ids, out.values); return;
  }
  gather_validity(base_->valid, ids, out.valid);
}

template <class IdType>
void PropertyColumn::gather_ids(std::span<const IdType> ids, PropertyValues& out) const {
  out.clear();
  gather_base(ids, out);
  const bool pending = has_pending();
  if (!pending && log_->size() == 0) return;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    const std::uint64_t id = ids[row].value;
    if (pending) {
      if (auto own = pending_value(id)) {
        out.replace(row, ids.size(), *std::move(own));
        continue;
      }
    }
    if (!log_->touched(id)) continue;
    const auto held = log_->lock();
    if (const Value* value = log_->find(id, commit_)) out.replace(row, ids.size(), *value);
  }
}

void PropertyColumn::gather(std::span<const NodeId> ids, PropertyValues& out) const {
  gather_ids(ids, out);
}

void PropertyColumn::gather(std::span<const RelationshipId> ids, PropertyValues& out) const {
  gather_ids(ids, out);
}

}  // namespace entente::storage
