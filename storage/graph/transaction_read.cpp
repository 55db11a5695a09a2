#include <algorithm>

#include "storage/base/bytes.hpp"
#include "storage/format/adjacency_list.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/cursors.hpp"
#include "storage/graph/expansion.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

/// Nodes and relationships have keys of the same form.
std::string record_key(std::uint64_t id) { return NodeKey{NodeId(id)}.encode(); }

}  // namespace

Status TransactionImpl::read_ahead(std::span<const NodeId> nodes) {
  std::vector<std::uint64_t> ids;
  for (const NodeId node : nodes) {
    if (!label_cache_.contains(node)) ids.push_back(node.value);
  }
  return read_records_ahead(KeyFamily::nodes, std::move(ids));
}

Status TransactionImpl::read_ahead(std::span<const RelationshipId> relationships) {
  std::vector<std::uint64_t> ids;
  for (const RelationshipId relationship : relationships) ids.push_back(relationship.value);
  return read_records_ahead(KeyFamily::relationships, std::move(ids));
}

Status TransactionImpl::read_records_ahead(KeyFamily family, std::vector<std::uint64_t> ids) {
  // Fewer cost as much one by one.
  constexpr std::size_t least_records = 8;
  constexpr std::size_t most_records = 1UL << 14U;
  RecordsAhead& ahead = records_ahead(family);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase_if(ids, [&](std::uint64_t id) {
    return ahead.contains(id) || pending_.find(family, record_key(id)) != nullptr;
  });
  if (finished_ || ids.size() < least_records || ids.size() > most_records) return {};
  if (ahead.size() + ids.size() > most_records) ahead.clear();
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const std::uint64_t id : ids) keys.push_back(record_key(id));
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  std::vector<std::optional<std::string>> records;
  ENTENTE_TRY(base_.snapshot->multi_get(family, views, records));
  for (std::size_t i = 0; i < ids.size(); ++i) ahead.emplace(ids[i], std::move(records[i]));
  return {};
}

Result<const std::string*> TransactionImpl::read_record(KeyFamily family, std::uint64_t id,
                                                        LastRecord& last) {
  if (last.id != id || last.version != pending_.version()) {
    last.version = LastRecord::no_version;
    const std::string key = record_key(id);
    RecordsAhead& ahead = records_ahead(family);
    const auto known = ahead.find(id);
    if (known != ahead.end() && pending_.find(family, key) == nullptr) {
      last.found = known->second.has_value();
      if (last.found) last.bytes = std::move(*known->second);
      ahead.erase(known);
    } else {
      ENTENTE_ASSIGN(last.found, view_.get(family, key, last.bytes));
    }
    last.id = id;
    last.version = pending_.version();
  }
  return last.found ? &last.bytes : nullptr;
}

Result<const std::string*> TransactionImpl::node_record(NodeId id) {
  return read_record(KeyFamily::nodes, id.value, last_node_);
}

Result<const std::string*> TransactionImpl::relationship_record(RelationshipId id) {
  return read_record(KeyFamily::relationships, id.value, last_relationship_);
}

Result<bool> TransactionImpl::node_exists(NodeId id) {
  ENTENTE_ASSIGN(const std::string* record, node_record(id));
  return record != nullptr;
}

Result<bool> TransactionImpl::relationship_exists(RelationshipId id) {
  ENTENTE_ASSIGN(const std::string* record, relationship_record(id));
  return record != nullptr;
}

Result<std::optional<NodeRecord>> TransactionImpl::node(NodeId id) {
  ENTENTE_ASSIGN(const std::string* bytes, node_record(id));
  if (bytes == nullptr) return std::optional<NodeRecord>();
  ENTENTE_ASSIGN(NodeRecord record, decode_node(*bytes));
  return std::optional<NodeRecord>(std::move(record));
}

Result<std::optional<RelationshipRecord>> TransactionImpl::relationship(RelationshipId id) {
  ENTENTE_ASSIGN(const std::string* bytes, relationship_record(id));
  if (bytes == nullptr) return std::optional<RelationshipRecord>();
  ENTENTE_ASSIGN(RelationshipRecord record, decode_relationship(*bytes));
  return std::optional<RelationshipRecord>(std::move(record));
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::all_nodes() {
  ENTENTE_ASSIGN(auto nodes, node_set(std::nullopt));
  if (nodes) return make_set_cursor(std::move(nodes));
  return make_all_nodes_cursor(view_, NodeId(engine_->node_ids().end()));
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::nodes_with_label(LabelId label) {
  ENTENTE_ASSIGN(auto nodes, node_set(label));
  if (nodes) return make_set_cursor(std::move(nodes));
  return make_label_cursor(view_, label, NodeId(engine_->node_ids().end()));
}

Result<std::unique_ptr<Expansion>> TransactionImpl::expand(Direction direction,
                                                           std::vector<RelationshipTypeId> types) {
  return make_topology_expansion(view_, direction, std::move(types),
                                 {&engine_->topology(), base_.commit, &pending_});
}

Result<std::uint64_t> TransactionImpl::degree(NodeId id, Direction direction,
                                              std::span<const RelationshipTypeId> types) {
  if (topology() && !has_pending_relationships(pending_, id)) {
    return count_in_topology(*topology_, id, direction, types, base_.commit);
  }
  // Where the own writes are in the way, no topology would have helped.
  if (!topology_) engine_->topology().note_lookups(1);
  return count_relationships(view_, id, direction, types);
}

Result<std::uint64_t> TransactionImpl::counter(const StatisticKey& key) {
  const std::int64_t value = base_.counters.value(key) + pending_.counter_delta(key);
  if (value < 0) return corruption_error("statistics: a count is negative");
  return static_cast<std::uint64_t>(value);
}

Result<std::uint64_t> TransactionImpl::node_count() { return counter(StatisticKey::nodes()); }

Result<std::uint64_t> TransactionImpl::node_count(LabelId label) {
  return counter(StatisticKey::label(label));
}

Result<std::uint64_t> TransactionImpl::relationship_count() {
  return counter(StatisticKey::relationships());
}

Result<std::uint64_t> TransactionImpl::relationship_count(RelationshipTypeId type) {
  return counter(StatisticKey::type(type));
}

Result<double> TransactionImpl::estimate_relationships(std::optional<LabelId> label,
                                                       std::optional<RelationshipTypeId> type,
                                                       Direction direction) {
  if (direction == Direction::either) {
    ENTENTE_ASSIGN(const double out, estimate_relationships(label, type, Direction::outgoing));
    ENTENTE_ASSIGN(const double in, estimate_relationships(label, type, Direction::incoming));
    return out + in;
  }
  if (!type) {
    if (!label) {
      ENTENTE_ASSIGN(const std::uint64_t all, relationship_count());
      return static_cast<double>(all);
    }
    double sum = 0;
    const std::uint32_t types = engine_->dictionary().size(NameKind::relationship_type);
    for (std::uint32_t t = 0; t < types; ++t) {
      ENTENTE_ASSIGN(const double part,
                     estimate_relationships(label, RelationshipTypeId(t), direction));
      sum += part;
    }
    return sum;
  }
  StatisticKey key = StatisticKey::type(*type);
  if (label) {
    key = direction == Direction::outgoing ? StatisticKey::from_label(*label, *type)
                                           : StatisticKey::to_label(*label, *type);
  }
  ENTENTE_ASSIGN(const std::uint64_t count, counter(key));
  return static_cast<double>(count);
}

}  // namespace entente::storage
