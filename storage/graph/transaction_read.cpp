#include <algorithm>

#include "storage/base/bytes.hpp"
#include "storage/format/adjacency_list.hpp"
#include "storage/format/counter.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/cursors.hpp"
#include "storage/graph/expansion.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

Result<bool> TransactionImpl::node_exists(NodeId id) {
  return view_.get(KeyFamily::nodes, NodeKey{id}.encode(), buffer_);
}

Result<bool> TransactionImpl::relationship_exists(RelationshipId id) {
  return view_.get(KeyFamily::relationships, RelationshipKey{id}.encode(), buffer_);
}

Result<std::optional<NodeRecord>> TransactionImpl::node(NodeId id) {
  ENTENTE_ASSIGN(const bool found, node_exists(id));
  if (!found) return std::optional<NodeRecord>();
  ENTENTE_ASSIGN(NodeRecord record, decode_node(buffer_));
  return std::optional<NodeRecord>(std::move(record));
}

Result<std::optional<RelationshipRecord>> TransactionImpl::relationship(RelationshipId id) {
  ENTENTE_ASSIGN(const bool found, relationship_exists(id));
  if (!found) return std::optional<RelationshipRecord>();
  ENTENTE_ASSIGN(RelationshipRecord record, decode_relationship(buffer_));
  return std::optional<RelationshipRecord>(std::move(record));
}

Result<bool> TransactionImpl::has_label(NodeId id, LabelId label) {
  if (can_use_label_blocks()) return is_in_label_block(id, label);
  ENTENTE_ASSIGN(const bool found, node_exists(id));
  if (!found) return false;
  return node_record_has_label(buffer_, label);
}

Result<Value> TransactionImpl::node_property(NodeId id, PropertyKeyId key) {
  ENTENTE_ASSIGN(const bool found, node_exists(id));
  if (!found) return Value();
  return decode_node_property(buffer_, key);
}

Result<Value> TransactionImpl::relationship_property(RelationshipId id, PropertyKeyId key) {
  ENTENTE_ASSIGN(const bool found, relationship_exists(id));
  if (!found) return Value();
  return decode_relationship_property(buffer_, key);
}

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

template <class Key, class IdType, class Take>
Status scan_records(const KvReader& reader, KeyFamily family, std::span<const IdType> ids,
                    std::size_t offset, const Take& take) {
  const std::string begin = Key{ids.front()}.encode();
  // The key's immediate successor, since the end of a range is not part of it.
  const std::string end = Key{ids.back()}.encode() + '\0';
  const auto it = reader.scan(family, {begin, end}, ScanOrder::ascending);
  std::string wanted;
  for (std::size_t i = 0; i < ids.size() && it->valid(); ++i) {
    wanted = Key{ids[i]}.encode();
    while (it->valid() && it->key() < wanted) it->next();
    if (it->valid() && it->key() == wanted) ENTENTE_TRY(take(offset + i, it->value()));
  }
  return it->status();
}

/// Fetches the records of many elements and applies `take(position, record)` to those there are.
template <class Key, class IdType, class Take>
Status read_records(const KvReader& reader, KeyFamily family, std::span<const IdType> ids,
                    const Take& take) {
  std::vector<std::string> keys;
  std::vector<std::string_view> views;
  std::vector<std::optional<std::string>> records;
  for (std::size_t begin = 0; begin < ids.size(); begin += chunk_elements) {
    const auto chunk = ids.subspan(begin, std::min(chunk_elements, ids.size() - begin));
    if (is_dense(chunk)) {
      ENTENTE_TRY((scan_records<Key>(reader, family, chunk, begin, take)));
      continue;
    }
    keys.clear();
    for (const IdType id : chunk) keys.push_back(Key{id}.encode());
    views.assign(keys.begin(), keys.end());
    ENTENTE_TRY(reader.multi_get(family, views, records));
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      if (records[i]) ENTENTE_TRY(take(begin + i, std::string_view(*records[i])));
    }
  }
  return {};
}

}  // namespace

Status TransactionImpl::node_properties(std::span<const NodeId> ids, PropertyKeyId key,
                                        std::vector<Value>& out) {
  out.assign(ids.size(), Value());
  return read_records<NodeKey>(view_, KeyFamily::nodes, ids,
                               [&](std::size_t at, std::string_view record) -> Status {
                                 ENTENTE_ASSIGN(out[at], decode_node_property(record, key));
                                 return {};
                               });
}

Status TransactionImpl::relationship_properties(std::span<const RelationshipId> ids,
                                                PropertyKeyId key, std::vector<Value>& out) {
  out.assign(ids.size(), Value());
  return read_records<RelationshipKey>(
      view_, KeyFamily::relationships, ids, [&](std::size_t at, std::string_view record) -> Status {
        ENTENTE_ASSIGN(out[at], decode_relationship_property(record, key));
        return {};
      });
}

Status TransactionImpl::have_label(std::span<const NodeId> ids, LabelId label,
                                   std::vector<std::uint8_t>& out) {
  out.assign(ids.size(), 0);
  if (can_use_label_blocks()) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      ENTENTE_ASSIGN(const bool has, is_in_label_block(ids[i], label));
      out[i] = has ? 1 : 0;
    }
    return {};
  }
  return read_records<NodeKey>(
      view_, KeyFamily::nodes, ids, [&](std::size_t at, std::string_view record) -> Status {
        ENTENTE_ASSIGN(const bool has, node_record_has_label(record, label));
        out[at] = has ? 1 : 0;
        return {};
      });
}

bool TransactionImpl::can_use_label_blocks() const {
  return pending_.changes(KeyFamily::labels).empty();
}

Result<bool> TransactionImpl::is_in_label_block(NodeId id, LabelId label) {
  // 512 blocks of up to 8 KiB stand for 32 million nodes.
  constexpr std::size_t max_blocks = 512;
  const std::pair<std::uint32_t, std::uint64_t> key{label.value, LabelKey::block_of(id)};
  if (last_block_ == nullptr || last_block_key_ != key) {
    auto it = label_blocks_.find(key);
    if (it == label_blocks_.end()) {
      last_block_ = nullptr;
      if (label_blocks_.size() >= max_blocks) label_blocks_.clear();
      ENTENTE_ASSIGN(const bool found,
                     view_.get(KeyFamily::labels, LabelKey{label, key.second}.encode(), buffer_));
      it = label_blocks_.emplace(key, found ? buffer_ : std::string()).first;
    }
    last_block_ = &it->second;
    last_block_key_ = key;
  }
  if (last_block_->empty()) return false;
  return label_block_contains(*last_block_, LabelKey::slot_of(id));
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::all_nodes() {
  return make_all_nodes_cursor(view_, NodeId(engine_->node_ids().end()));
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::nodes_with_label(LabelId label) {
  return make_label_cursor(view_, label, NodeId(engine_->node_ids().end()));
}

Result<std::unique_ptr<RelationshipCursor>> TransactionImpl::all_relationships() {
  return make_all_relationships_cursor(view_, RelationshipId(engine_->relationship_ids().end()));
}

Result<std::unique_ptr<Expansion>> TransactionImpl::expand(Direction direction,
                                                           std::vector<RelationshipTypeId> types) {
  return make_topology_expansion(view_, direction, std::move(types),
                                 {&engine_->topology(), base_.commit, &pending_});
}

Result<std::uint64_t> TransactionImpl::degree(NodeId id, Direction direction,
                                              std::span<const RelationshipTypeId> types) {
  if (topology() && topology_->uses(id, base_.commit) && !has_pending_relationships(pending_, id)) {
    return count_in_topology(*topology_, id, direction, types);
  }
  engine_->topology().note_lookups(1);
  return count_relationships(view_, id, direction, types);
}

Result<std::uint64_t> TransactionImpl::counter(const StatisticKey& key) {
  std::int64_t value = pending_.counter_delta(key);
  ENTENTE_ASSIGN(const bool found, view_.get(KeyFamily::statistics, key.encode(), buffer_));
  if (found) {
    ENTENTE_ASSIGN(const std::int64_t committed, decode_counter(buffer_));
    value += committed;
  }
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
