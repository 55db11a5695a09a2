#include <algorithm>
#include <cassert>

#include "storage/format/adjacency_list.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/format/value_codec.hpp"
#include "storage/graph/expansion.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

// Enough for the working set of a bulk creation, bounded because a scan of all nodes is not one.
constexpr std::size_t max_cached_labels = 1UL << 16U;

Error missing_node(NodeId id) {
  return Error::runtime(ErrorClass::entity_not_found, "DeletedEntityAccess",
                        "node " + std::to_string(id.value) + " does not exist");
}

Error missing_relationship(RelationshipId id) {
  return Error::runtime(ErrorClass::entity_not_found, "DeletedEntityAccess",
                        "relationship " + std::to_string(id.value) + " does not exist");
}

Error not_storable() {
  return Error::runtime(ErrorClass::type_error, "InvalidPropertyType",
                        "a property can hold booleans, numbers, strings, temporal values, points, "
                        "and lists of one of these kinds");
}

auto find_property(Properties& properties, PropertyKeyId key) {
  return std::lower_bound(properties.begin(), properties.end(), key,
                          [](const auto& entry, PropertyKeyId k) { return entry.first < k; });
}

/// Sets or, with null, removes a property; false if that changes nothing.
bool assign_property(Properties& properties, PropertyKeyId key, const Value& value) {
  const auto it = find_property(properties, key);
  const bool there = it != properties.end() && it->first == key;
  if (value.is_null()) {
    if (there) properties.erase(it);
    return there;
  }
  if (!there) {
    properties.insert(it, {key, value});
    return true;
  }
  if (identical(it->second, value)) return false;
  it->second = value;
  return true;
}

Status check_storable(const Properties& properties) {
  for (const auto& [key, value] : properties) {
    if (!value.is_null() && !is_storable(value)) return not_storable();
  }
  return {};
}

/// Assigns all; with `replace` removes what is not among them. Returns how many changed.
std::size_t assign_properties(Properties& properties, const Properties& assigned, bool replace) {
  std::size_t changed = 0;
  if (replace) {
    changed = std::erase_if(properties, [&](const auto& entry) {
      return std::none_of(assigned.begin(), assigned.end(),
                          [&](const auto& other) { return other.first == entry.first; });
    });
  }
  for (const auto& [key, value] : assigned) {
    if (assign_property(properties, key, value)) ++changed;
  }
  return changed;
}

}  // namespace

bool is_storable(const Value& value) {
  switch (value.kind()) {
    case ValueKind::null:
    case ValueKind::map:
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: return false;
    case ValueKind::list: break;
    default: return true;
  }
  const ValueList& list = value.as_list();
  for (const Value& element : list) {
    if (element.is_list() || !is_storable(element)) return false;
    if (element.kind() == list.front().kind()) continue;
    // Integers and floats are one kind here: [1, 2.5] is a list of numbers.
    if (!(element.is_number() && list.front().is_number())) return false;
  }
  return true;
}

Status TransactionImpl::normalise(Properties& properties) {
  std::erase_if(properties, [](const auto& entry) { return entry.second.is_null(); });
  for (const auto& [key, value] : properties) {
    if (!is_storable(value)) return not_storable();
  }
  std::stable_sort(properties.begin(), properties.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  // Of equal keys the last one wins, as in a map.
  const auto first = std::unique(properties.rbegin(), properties.rend(),
                                 [](const auto& a, const auto& b) { return a.first == b.first; });
  properties.erase(properties.begin(), first.base());
  return {};
}

void TransactionImpl::put_node(NodeId id, const NodeRecord& record, bool created) {
  pending_.put(KeyFamily::nodes, NodeKey{id}.encode(), encode_node(record), created);
}

void TransactionImpl::put_relationship(RelationshipId id, const RelationshipRecord& record,
                                       bool created) {
  pending_.put(KeyFamily::relationships, RelationshipKey{id}.encode(), encode_relationship(record),
               created);
}

Status TransactionImpl::require_node(NodeId id) {
  ENTENTE_ASSIGN(const bool found, node_exists(id));
  if (!found) return missing_node(id);
  return {};
}

Result<const std::vector<LabelId>*> TransactionImpl::cached_labels(NodeId id) {
  const auto it = label_cache_.find(id);
  if (it != label_cache_.end()) return &it->second;
  ENTENTE_ASSIGN(const std::string* record, node_record(id));
  if (record == nullptr) return nullptr;
  ENTENTE_ASSIGN(std::vector<LabelId> labels, decode_node_labels(*record));
  if (label_cache_.size() >= max_cached_labels) label_cache_.clear();
  return &label_cache_.emplace(id, std::move(labels)).first->second;
}

Status TransactionImpl::set_label_bit(NodeId id, LabelId label, bool set) {
  const std::string key = LabelKey{label, LabelKey::block_of(id)}.encode();
  const std::uint16_t slot = LabelKey::slot_of(id);
  pending_.add(StatisticKey::label(label), set ? 1 : -1);
  return pending_.merge(KeyFamily::labels, key,
                        set ? label_set_operand(slot) : label_clear_operand(slot));
}

Result<NodeId> TransactionImpl::create_node(std::span<const LabelId> labels,
                                            Properties properties) {
  ENTENTE_TRY(check_writable());
  ENTENTE_TRY(normalise(properties));
  NodeRecord record{{labels.begin(), labels.end()}, std::move(properties)};
  std::sort(record.labels.begin(), record.labels.end());
  record.labels.erase(std::unique(record.labels.begin(), record.labels.end()), record.labels.end());
  ENTENTE_ASSIGN(const std::uint64_t number, engine_->node_ids().allocate(engine_->store()));
  const NodeId id(number);
  // The indexes come first: only they can refuse, and then nothing has been written yet.
  ENTENTE_TRY(update_indexes(id, nullptr, &record));
  put_node(id, record, true);
  for (const LabelId label : record.labels) ENTENTE_TRY(set_label_bit(id, label, true));
  pending_.add(StatisticKey::nodes(), 1);
  ++changes_.nodes_created;
  changes_.labels_added += record.labels.size();
  changes_.properties_set += record.properties.size();
  return id;
}

/// Adds a relationship to, or removes it from, both lists and all counters.
Status TransactionImpl::link(RelationshipId id, const RelationshipRecord& record, bool add) {
  const AdjacencyEntry to_target{record.target, id};
  const AdjacencyEntry to_source{record.source, id};
  ENTENTE_TRY(pending_.merge(
      KeyFamily::adjacency, AdjacencyKey{record.source, Direction::outgoing, record.type}.encode(),
      add ? adjacency_insert_operand(to_target) : adjacency_remove_operand(to_target)));
  ENTENTE_TRY(pending_.merge(
      KeyFamily::adjacency, AdjacencyKey{record.target, Direction::incoming, record.type}.encode(),
      add ? adjacency_insert_operand(to_source) : adjacency_remove_operand(to_source)));
  const std::int64_t one = add ? 1 : -1;
  pending_.add(StatisticKey::relationships(), one);
  pending_.add(StatisticKey::type(record.type), one);
  // A deleted end took its share of the counters with it, see delete_node.
  ENTENTE_ASSIGN(const auto* source_labels, cached_labels(record.source));
  if (source_labels != nullptr) {
    for (const LabelId label : *source_labels) {
      pending_.add(StatisticKey::from_label(label, record.type), one);
    }
  }
  ENTENTE_ASSIGN(const auto* target_labels, cached_labels(record.target));
  if (target_labels != nullptr) {
    for (const LabelId label : *target_labels) {
      pending_.add(StatisticKey::to_label(label, record.type), one);
    }
  }
  return {};
}

Result<RelationshipId> TransactionImpl::create_relationship(NodeId source, RelationshipTypeId type,
                                                            NodeId target, Properties properties) {
  ENTENTE_TRY(check_writable());
  ENTENTE_TRY(normalise(properties));
  for (const NodeId end : {source, target}) {
    ENTENTE_ASSIGN(const auto* labels, cached_labels(end));
    if (labels == nullptr) return missing_node(end);
  }
  ENTENTE_ASSIGN(const std::uint64_t number,
                 engine_->relationship_ids().allocate(engine_->store()));
  const RelationshipId id(number);
  const RelationshipRecord record{type, source, target, std::move(properties)};
  ENTENTE_TRY(update_indexes(id, nullptr, &record));
  put_relationship(id, record, true);
  ENTENTE_TRY(link(id, record, true));
  ++changes_.relationships_created;
  changes_.properties_set += record.properties.size();
  return id;
}

Result<bool> TransactionImpl::set_node_property(NodeId id, PropertyKeyId key, const Value& value) {
  ENTENTE_ASSIGN(const std::size_t changed, set_node_properties(id, {{key, value}}, false));
  return changed > 0;
}

Result<bool> TransactionImpl::set_relationship_property(RelationshipId id, PropertyKeyId key,
                                                        const Value& value) {
  ENTENTE_ASSIGN(const std::size_t changed, set_relationship_properties(id, {{key, value}}, false));
  return changed > 0;
}

Result<std::size_t> TransactionImpl::set_node_properties(NodeId id, Properties properties,
                                                         bool replace) {
  ENTENTE_TRY(check_writable());
  ENTENTE_TRY(check_storable(properties));
  ENTENTE_ASSIGN(const std::optional<NodeRecord> before, node(id));
  if (!before) return missing_node(id);
  NodeRecord after = *before;
  const std::size_t changed = assign_properties(after.properties, properties, replace);
  if (changed == 0) return changed;
  ENTENTE_TRY(update_indexes(id, &*before, &after));
  put_node(id, after, false);
  changes_.properties_set += changed;
  return changed;
}

Result<std::size_t> TransactionImpl::set_relationship_properties(RelationshipId id,
                                                                 Properties properties,
                                                                 bool replace) {
  ENTENTE_TRY(check_writable());
  ENTENTE_TRY(check_storable(properties));
  ENTENTE_ASSIGN(const std::optional<RelationshipRecord> before, relationship(id));
  if (!before) return missing_relationship(id);
  RelationshipRecord after = *before;
  const std::size_t changed = assign_properties(after.properties, properties, replace);
  if (changed == 0) return changed;
  ENTENTE_TRY(update_indexes(id, &*before, &after));
  put_relationship(id, after, false);
  changes_.properties_set += changed;
  return changed;
}

Status TransactionImpl::count_relationships_of(NodeId id, std::span<const LabelId> labels,
                                               std::int64_t sign) {
  if (labels.empty()) return {};
  return visit_adjacency(
      view_, id, Direction::either, {},
      [&](Direction side, RelationshipTypeId type, std::string_view list) -> Status {
        ENTENTE_ASSIGN(const std::uint64_t entries, adjacency_count(list));
        if (entries == 0) return {};
        for (const LabelId label : labels) {
          pending_.add(side == Direction::outgoing ? StatisticKey::from_label(label, type)
                                                   : StatisticKey::to_label(label, type),
                       sign * static_cast<std::int64_t>(entries));
        }
        return {};
      });
}

Result<bool> TransactionImpl::change_label(NodeId id, LabelId label, bool add) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const std::optional<NodeRecord> before, node(id));
  if (!before) return missing_node(id);
  NodeRecord after = *before;
  const auto it = std::lower_bound(after.labels.begin(), after.labels.end(), label);
  const bool there = it != after.labels.end() && *it == label;
  if (there == add) return false;
  if (add) {
    after.labels.insert(it, label);
  } else {
    after.labels.erase(it);
  }
  ENTENTE_TRY(update_indexes(id, &*before, &after));
  put_node(id, after, false);
  ENTENTE_TRY(set_label_bit(id, label, add));
  const LabelId changed[] = {label};
  ENTENTE_TRY(count_relationships_of(id, changed, add ? 1 : -1));
  label_cache_.erase(id);
  relabelled_nodes_.push_back(id);
  ++(add ? changes_.labels_added : changes_.labels_removed);
  return true;
}

Result<bool> TransactionImpl::add_label(NodeId id, LabelId label) {
  return change_label(id, label, true);
}

Result<bool> TransactionImpl::remove_label(NodeId id, LabelId label) {
  return change_label(id, label, false);
}

}  // namespace entente::storage
