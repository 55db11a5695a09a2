#include <algorithm>
#include <array>

#include "storage/base/bytes.hpp"
#include "storage/format/key.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/cursors.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

/// What the index holds for a node; nullopt if there is no node or it is not in the index.
std::optional<std::string> index_values(const IndexDefinition& definition,
                                        const NodeRecord* record) {
  return record == nullptr ? std::nullopt : index_entry_values(definition, *record);
}

Error missing_index() { return Error::plain(ErrorClass::schema_error, "there is no such index"); }

KeyFamily family_of(const IndexDefinition& definition) {
  return definition.kind == IndexKind::unique ? KeyFamily::unique : KeyFamily::index;
}

std::string index_prefix_key(const IndexDefinition& definition, std::string_view values) {
  return definition.kind == IndexKind::unique ? UniqueKey::prefix(definition.id, values)
                                              : IndexKey::prefix(definition.id, values);
}

/// Counts the values of an index by jumping from one to the next, up to a bound that keeps planning
/// quick. If the iterator is at the end afterwards, that is all there are.
Result<std::uint64_t> count_few_values(KvIterator& it, const IndexDefinition& definition) {
  constexpr std::uint64_t few = 32;
  std::uint64_t values = 0;
  while (it.valid() && values < few) {
    ENTENTE_ASSIGN(const IndexKey key, IndexKey::decode(it.key()));
    ++values;
    const std::string next = prefix_end(IndexKey::prefix(definition.id, key.values));
    it.seek(next);
  }
  ENTENTE_TRY(it.status());
  return values;
}

/// Distinct values per entry among the next entries; 0 if there are none.
Result<double> distinct_share(KvIterator& it) {
  constexpr std::uint64_t sample = 1024;
  std::uint64_t seen = 0;
  std::uint64_t distinct = 0;
  std::string last;
  for (; it.valid() && seen < sample; it.next(), ++seen) {
    ENTENTE_ASSIGN(const IndexKey key, IndexKey::decode(it.key()));
    if (seen > 0 && key.values == last) continue;
    last = key.values;
    ++distinct;
  }
  ENTENTE_TRY(it.status());
  return seen == 0 ? 0.0 : static_cast<double>(distinct) / static_cast<double>(seen);
}

}  // namespace

const IndexDefinition* TransactionImpl::find_index(IndexId id) const {
  const auto it = std::find_if(indexes_->begin(), indexes_->end(),
                               [&](const IndexDefinition& d) { return d.id == id; });
  return it == indexes_->end() ? nullptr : &*it;
}

Status TransactionImpl::insert_index_entry(const IndexDefinition& definition, NodeId id,
                                           std::string_view values) {
  if (values.size() > IndexKey::max_values_bytes) {
    return Error::plain(ErrorClass::limit_exceeded,
                        "a value is too long for index '" + definition.name +
                            "': " + std::to_string(values.size()) + " bytes, at most " +
                            std::to_string(IndexKey::max_values_bytes));
  }
  if (definition.kind == IndexKind::range) {
    pending_.put(KeyFamily::index, IndexKey{definition.id, values, id}.encode(), {});
    return {};
  }
  const std::string key = UniqueKey{definition.id, values}.encode();
  ENTENTE_ASSIGN(const bool taken, view_.get(KeyFamily::unique, key, buffer_));
  if (taken) {
    ENTENTE_ASSIGN(const NodeId holder, decode_unique_value(buffer_));
    std::string properties;
    for (const PropertyKeyId property : definition.properties) {
      properties += (properties.empty() ? "" : ", ") + std::string(property_key_name(property));
    }
    return Error::runtime(ErrorClass::constraint_validation_failed, "UniqueConstraintViolation",
                          "node " + std::to_string(holder.value) + " with label " +
                              std::string(label_name(definition.label)) +
                              " has the same value of " + properties + " already (constraint '" +
                              definition.name + "')");
  }
  pending_.put(KeyFamily::unique, key, encode_unique_value(id));
  return {};
}

void TransactionImpl::remove_index_entry(const IndexDefinition& definition, NodeId id,
                                         std::string_view values) {
  pending_.erase(family_of(definition), definition.kind == IndexKind::unique
                                            ? UniqueKey{definition.id, values}.encode()
                                            : IndexKey{definition.id, values, id}.encode());
}

Status TransactionImpl::update_indexes(NodeId id, const NodeRecord* before,
                                       const NodeRecord* after) {
  // Inserting can fail, removing cannot: all insertions come first, and are undone if a later one
  // is refused, so that an error leaves nothing behind.
  struct Step {
    const IndexDefinition* definition;
    std::optional<std::string> values;
  };
  std::vector<Step> inserted;
  std::vector<Step> removed;
  for (const IndexDefinition& definition : *indexes_) {
    std::optional<std::string> old_values = index_values(definition, before);
    std::optional<std::string> new_values = index_values(definition, after);
    if (old_values == new_values) continue;
    if (new_values) {
      const Status ok = insert_index_entry(definition, id, *new_values);
      if (!ok) {
        for (const Step& step : inserted) remove_index_entry(*step.definition, id, *step.values);
        return ok;
      }
      inserted.push_back({&definition, std::move(new_values)});
    }
    if (old_values) removed.push_back({&definition, std::move(old_values)});
  }
  for (const Step& step : removed) remove_index_entry(*step.definition, id, *step.values);
  for (const Step& step : inserted) {
    pending_.add(StatisticKey::index_entries(step.definition->id), 1);
  }
  for (const Step& step : removed) {
    pending_.add(StatisticKey::index_entries(step.definition->id), -1);
  }
  return {};
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::open_index_cursor(
    const IndexDefinition& definition, std::string begin, std::string end, bool sorted_by_node) {
  const NodeId end_node(engine_->node_ids().end());
  auto cursor =
      make_index_cursor(view_, definition.kind == IndexKind::unique, begin, end, end_node);
  if (!sorted_by_node) return cursor;
  std::vector<NodeId> nodes;
  std::array<NodeId, 1024> batch;
  while (true) {
    ENTENTE_ASSIGN(const std::size_t count, cursor->next(batch));
    if (count == 0) break;
    nodes.insert(nodes.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
  }
  std::sort(nodes.begin(), nodes.end());
  return make_list_cursor(std::move(nodes));
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::index_seek(IndexId index,
                                                                std::span<const Value> values) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  if (values.empty() || values.size() > definition->properties.size()) {
    return Error::plain(ErrorClass::internal, "an index seek with a wrong number of values");
  }
  const auto entries = entries_equal_to(values);
  if (!entries) return make_list_cursor({});
  const std::string& encoded = entries->begin;
  if (definition->kind == IndexKind::unique && values.size() == definition->properties.size()) {
    // One key at most: a point read costs a fraction of a scan.
    ENTENTE_ASSIGN(
        const bool found,
        view_.get(KeyFamily::unique, UniqueKey{definition->id, encoded}.encode(), buffer_));
    if (!found) return make_list_cursor({});
    ENTENTE_ASSIGN(const NodeId node, decode_unique_value(buffer_));
    return make_list_cursor({node});
  }
  std::string begin = index_prefix_key(*definition, encoded);
  std::string end = prefix_end(begin);
  // Full values are followed by the node id and so sorted by it; with fewer, other values follow.
  const bool partial = values.size() < definition->properties.size();
  return open_index_cursor(*definition, std::move(begin), std::move(end), partial);
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::index_range(IndexId index,
                                                                 const RangeBound& lower,
                                                                 const RangeBound& upper) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  if (!lower.value && !upper.value) {
    std::string begin = index_prefix_key(*definition, {});
    std::string end = prefix_end(begin);
    return open_index_cursor(*definition, std::move(begin), std::move(end), false);
  }
  const auto entries = entries_between(lower, upper);
  if (!entries) return make_list_cursor({});
  return open_index_cursor(*definition, index_prefix_key(*definition, entries->begin),
                           index_prefix_key(*definition, entries->end), false);
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::index_prefix(IndexId index,
                                                                  std::string_view prefix) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  std::string begin = index_prefix_key(*definition, entries_with_prefix(prefix).begin);
  std::string end = prefix_end(begin);
  return open_index_cursor(*definition, std::move(begin), std::move(end), false);
}

Status TransactionImpl::build_index(const IndexDefinition& definition) {
  ENTENTE_ASSIGN(const auto cursor, nodes_with_label(definition.label));
  std::array<NodeId, 1024> batch;
  std::int64_t entries = 0;
  while (true) {
    ENTENTE_ASSIGN(const std::size_t count, cursor->next(batch));
    if (count == 0) break;
    for (std::size_t i = 0; i < count; ++i) {
      ENTENTE_ASSIGN(const std::optional<NodeRecord> record, node(batch[i]));
      if (!record) return corruption_error("label index: a node is missing");
      const std::optional<std::string> values = index_values(definition, &*record);
      if (!values) continue;
      ENTENTE_TRY(insert_index_entry(definition, batch[i], *values));
      ++entries;
    }
  }
  pending_.add(StatisticKey::index_entries(definition.id), entries);
  return {};
}

Result<IndexDefinition> TransactionImpl::create_index(std::string name, IndexKind kind,
                                                      LabelId label,
                                                      std::vector<PropertyKeyId> properties) {
  ENTENTE_TRY(check_writable());
  if (properties.empty()) {
    return Error::plain(ErrorClass::schema_error, "an index needs at least one property");
  }
  if (name.empty()) {
    name = kind == IndexKind::unique ? "constraint_" : "index_";
    name += std::string(label_name(label));
    for (const PropertyKeyId key : properties) name += "_" + std::string(property_key_name(key));
  }
  for (const IndexDefinition& other : *indexes_) {
    if (other.name == name) {
      return Error::plain(ErrorClass::schema_error,
                          "there is an index or constraint '" + name + "' already");
    }
    if (other.kind == kind && other.label == label && other.properties == properties) {
      return Error::plain(ErrorClass::schema_error,
                          "the same index or constraint exists: '" + other.name + "'");
    }
  }
  ENTENTE_ASSIGN(const std::uint64_t number, engine_->index_ids().allocate(engine_->store()));
  IndexDefinition definition{IndexId(static_cast<std::uint32_t>(number)), std::move(name), kind,
                             label, std::move(properties)};
  if (Status built = build_index(definition); !built) {
    Error error = std::move(built).error();
    if (error.error_class == ErrorClass::constraint_validation_failed) {
      error.error_class = ErrorClass::constraint_verification_failed;
    }
    return error;
  }
  pending_.put(KeyFamily::schema, SchemaKey{definition.id}.encode(),
               encode_index_definition(definition));
  auto changed = std::make_shared<IndexDefinitions>(*indexes_);
  changed->push_back(definition);
  indexes_ = std::move(changed);
  ++(kind == IndexKind::unique ? changes_.constraints_added : changes_.indexes_added);
  return definition;
}

Status TransactionImpl::drop_index(IndexId index) {
  ENTENTE_TRY(check_writable());
  const IndexDefinition* found = find_index(index);
  if (found == nullptr) return missing_index();
  const IndexDefinition definition = *found;
  const std::string begin = index_prefix_key(definition, {});
  const std::string end = prefix_end(begin);
  std::vector<std::string> keys;
  const auto it = view_.scan(family_of(definition), {begin, end}, ScanOrder::ascending);
  for (; it->valid(); it->next()) keys.emplace_back(it->key());
  ENTENTE_TRY(it->status());
  for (const std::string& key : keys) pending_.erase(family_of(definition), key);
  ENTENTE_ASSIGN(const std::uint64_t entries, counter(StatisticKey::index_entries(definition.id)));
  pending_.add(StatisticKey::index_entries(definition.id), -static_cast<std::int64_t>(entries));
  pending_.erase(KeyFamily::schema, SchemaKey{definition.id}.encode());
  auto changed = std::make_shared<IndexDefinitions>(*indexes_);
  std::erase_if(*changed, [&](const IndexDefinition& d) { return d.id == index; });
  indexes_ = std::move(changed);
  ++(definition.kind == IndexKind::unique ? changes_.constraints_removed
                                          : changes_.indexes_removed);
  return {};
}

Result<double> TransactionImpl::estimate_distinct(IndexId index) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  ENTENTE_ASSIGN(const std::uint64_t entries, counter(StatisticKey::index_entries(index)));
  if (definition->kind == IndexKind::unique) return static_cast<double>(entries);
  const std::string begin = index_prefix_key(*definition, {});
  const std::string end = prefix_end(begin);
  const auto it = view_.scan(KeyFamily::index, {begin, end}, ScanOrder::ascending);
  ENTENTE_ASSIGN(const std::uint64_t few, count_few_values(*it, *definition));
  if (!it->valid()) return static_cast<double>(few);
  it->seek(begin);
  ENTENTE_ASSIGN(const double share, distinct_share(*it));
  return std::max(static_cast<double>(few), share * static_cast<double>(entries));
}

}  // namespace entente::storage
