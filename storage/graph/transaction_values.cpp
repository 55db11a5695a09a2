#include <algorithm>

#include "storage/format/key.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

/// Elements fetched at a time, so that memory stays bounded whatever the batch.
constexpr std::size_t chunk_elements = 1024;

/// True if the ids ascend and most of those between the first and the last are asked for, as after
/// a scan: then one pass over the records is several times faster than a lookup for each.
template <class IdType>
bool is_dense(std::span<const IdType> ids) {
  if (ids.size() < 16) return false;
  if (ids.back().value - ids.front().value > 3 * ids.size()) return false;
  return std::is_sorted(ids.begin(), ids.end());
}

/// Nodes and relationships have keys of the same form.
std::string element_key(std::uint64_t id) { return NodeKey{NodeId(id)}.encode(); }

template <class IdType>
Status scan_records(const KvReader& reader, KeyFamily family, std::span<const IdType> ids,
                    std::vector<std::optional<std::string>>& records) {
  records.assign(ids.size(), std::nullopt);
  const std::string begin = element_key(ids.front().value);
  // The key's immediate successor, since the end of a range is not part of it.
  const std::string end = element_key(ids.back().value) + '\0';
  const auto it = reader.scan(family, {begin, end}, ScanOrder::ascending);
  std::string wanted;
  for (std::size_t i = 0; i < ids.size() && it->valid(); ++i) {
    wanted = element_key(ids[i].value);
    while (it->valid() && it->key() < wanted) it->next();
    if (it->valid() && it->key() == wanted) records[i] = it->value();
  }
  return it->status();
}

}  // namespace

// ---- of records
// -----------------------------------------------------------------------------------------

/// Fetches the records of up to chunk_elements elements into record_batch_, unless they are there
/// already; returns the cost, see ElementCache::note_cost.
template <class IdType>
Result<std::uint64_t> TransactionImpl::read_records(EntityKind entity,
                                                    std::span<const IdType> ids) {
  RecordBatch& batch = record_batch_;
  const bool same = batch.entity == entity && batch.pending_version == pending_.version() &&
                    std::equal(ids.begin(), ids.end(), batch.ids.begin(), batch.ids.end(),
                               [](IdType id, std::uint64_t known) { return id.value == known; });
  if (same) return std::uint64_t{0};
  batch.ids.clear();
  std::uint64_t cost = ids.size();
  if (is_dense(ids)) {
    ENTENTE_TRY(scan_records(view_, record_family(entity), ids, batch.records));
  } else {
    cost *= ElementCache::units_per_lookup;
    std::vector<std::string> keys;
    keys.reserve(ids.size());
    for (const IdType id : ids) keys.push_back(element_key(id.value));
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    ENTENTE_TRY(view_.multi_get(record_family(entity), views, batch.records));
  }
  batch.entity = entity;
  batch.pending_version = pending_.version();
  for (const IdType id : ids) batch.ids.push_back(id.value);
  return cost;
}

template <class IdType>
Status TransactionImpl::properties_from_records(EntityKind entity, std::span<const IdType> ids,
                                                PropertyKeyId key, std::vector<Value>& out) {
  const ProjectionName name{entity, ProjectedPart::property, key.value};
  out.assign(ids.size(), Value());
  std::uint64_t cost = 0;
  for (std::size_t begin = 0; begin < ids.size(); begin += chunk_elements) {
    const auto chunk = ids.subspan(begin, std::min(chunk_elements, ids.size() - begin));
    ENTENTE_ASSIGN(const std::uint64_t chunk_cost, read_records(entity, chunk));
    cost += chunk_cost;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const auto& record = record_batch_.records[i];
      if (record) {
        ENTENTE_ASSIGN(out[begin + i], projected_value(name, *record));
      }
    }
  }
  engine_->elements().note_cost(name, cost);
  return {};
}

// ---- of columns
// -----------------------------------------------------------------------------------------

const PendingWrites::FamilyChanges& TransactionImpl::pending_elements(EntityKind entity) const {
  return pending_.changes(record_family(entity));
}

std::shared_ptr<const PropertyColumn> TransactionImpl::make_column(EntityKind entity,
                                                                   PropertyKeyId key) {
  auto found = engine_->elements().property(entity, key, base_.commit);
  if (!found) return nullptr;
  const auto* data = &found->data();
  const auto* log = &found->log();
  return std::make_shared<PropertyColumn>(std::shared_ptr<const ColumnData>(found, data),
                                          std::shared_ptr<const VersionLog<Value>>(found, log),
                                          base_.commit, entity, key,
                                          mode_ == AccessMode::write ? &pending_ : nullptr);
}

const PropertyColumn* TransactionImpl::column(EntityKind entity, PropertyKeyId key) {
  if (finished_) return nullptr;
  for (const KnownColumn& known : columns_) {
    if (known.key == key && known.entity == entity) return known.column.get();
  }
  auto made = make_column(entity, key);
  if (!made) return nullptr;
  columns_.push_back({entity, key, std::move(made)});
  return columns_.back().column.get();
}

Result<std::shared_ptr<const PropertyColumn>> TransactionImpl::property_column(EntityKind entity,
                                                                               PropertyKeyId key) {
  // Own writes are exceptions, which a scan takes one by one; with many of them it gains nothing.
  constexpr std::uint64_t few = 4096;
  constexpr std::uint64_t share = 32;
  const PropertyColumn* known = column(entity, key);
  if (known == nullptr) return std::shared_ptr<const PropertyColumn>();
  const std::size_t own = pending_elements(entity).size();
  if (own > std::max(few, known->id_end() / share)) return std::shared_ptr<const PropertyColumn>();
  if (mode_ == AccessMode::write) {
    // Its exceptions must hold what was written up to now.
    return std::shared_ptr<const PropertyColumn>(known->renewed());
  }
  for (const KnownColumn& entry : columns_) {
    if (entry.column.get() == known) return entry.column;
  }
  return std::shared_ptr<const PropertyColumn>();
}

// ---- both
// -----------------------------------------------------------------------------------------------

template <class IdType>
Status TransactionImpl::property_values(EntityKind entity, std::span<const IdType> ids,
                                        PropertyKeyId key, PropertyValues& out) {
  if (const PropertyColumn* known = column(entity, key)) {
    known->gather(ids, out);
    return {};
  }
  out.clear();
  out.kind = ColumnKind::mixed;
  return properties_from_records(entity, ids, key, out.values);
}

Status TransactionImpl::node_property_values(std::span<const NodeId> ids, PropertyKeyId key,
                                             PropertyValues& out) {
  return property_values(EntityKind::node, ids, key, out);
}

Status TransactionImpl::relationship_property_values(std::span<const RelationshipId> ids,
                                                     PropertyKeyId key, PropertyValues& out) {
  return property_values(EntityKind::relationship, ids, key, out);
}

Status TransactionImpl::node_properties(std::span<const NodeId> ids, PropertyKeyId key,
                                        std::vector<Value>& out) {
  PropertyValues values;
  ENTENTE_TRY(property_values(EntityKind::node, ids, key, values));
  values.generalize(ids.size());
  out = std::move(values.values);
  return {};
}

Status TransactionImpl::relationship_properties(std::span<const RelationshipId> ids,
                                                PropertyKeyId key, std::vector<Value>& out) {
  PropertyValues values;
  ENTENTE_TRY(property_values(EntityKind::relationship, ids, key, values));
  values.generalize(ids.size());
  out = std::move(values.values);
  return {};
}

Result<Value> TransactionImpl::node_property(NodeId id, PropertyKeyId key) {
  if (const PropertyColumn* known = column(EntityKind::node, key)) return known->value(id.value);
  ENTENTE_ASSIGN(const std::string* record, node_record(id));
  engine_->elements().note_cost({EntityKind::node, ProjectedPart::property, key.value},
                                ElementCache::units_per_lookup);
  if (record == nullptr) return Value();
  return decode_node_property(*record, key);
}

Result<Value> TransactionImpl::relationship_property(RelationshipId id, PropertyKeyId key) {
  if (const PropertyColumn* known = column(EntityKind::relationship, key)) {
    return known->value(id.value);
  }
  ENTENTE_ASSIGN(const std::string* record, relationship_record(id));
  engine_->elements().note_cost({EntityKind::relationship, ProjectedPart::property, key.value},
                                ElementCache::units_per_lookup);
  if (record == nullptr) return Value();
  return decode_relationship_property(*record, key);
}

}  // namespace entente::storage
