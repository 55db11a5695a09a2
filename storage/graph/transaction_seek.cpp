#include <algorithm>
#include <string>

#include "storage/format/key.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/key_projection.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

/// Values hashed and fetched ahead of being searched for.
constexpr std::size_t values_at_a_time = 64;

KeyFamily entries_of(const IndexDefinition& definition) {
  return is_unique(definition.kind) ? KeyFamily::unique : KeyFamily::index;
}

/// The values in the key at which rows with exactly these values begin.
std::string_view values_of(std::string_view begin) { return begin.substr(sizeof(std::uint32_t)); }

bool has_prefix(const PendingWrites::FamilyChanges& changes, std::string_view prefix) {
  if (changes.empty()) return false;
  const auto it = changes.lower_bound(prefix);
  return it != changes.end() && it->first.starts_with(prefix);
}

/// The positions of the values that anything can equal, and the keys of their entries.
struct SeekKeys {
  std::vector<std::string> keys;
  std::vector<std::uint32_t> rows;
};

SeekKeys seek_keys(const IndexDefinition& definition, std::span<const Value> values) {
  SeekKeys result;
  result.keys.reserve(values.size());
  result.rows.reserve(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto entries = entries_equal_to(values.subspan(row, 1));
    if (!entries) continue;
    // Keys of both families begin in the same way.
    result.keys.push_back(IndexKey::prefix(definition.id, entries->begin));
    result.rows.push_back(static_cast<std::uint32_t>(row));
  }
  return result;
}

}  // namespace

const KeyProjection* TransactionImpl::key_projection(const IndexDefinition& definition) {
  if (finished_) return nullptr;
  for (const KnownKeys& known : keys_) {
    if (known.index == definition.id) return known.projection.get();
  }
  auto found = engine_->elements().keys(definition, base_.commit);
  if (!found) return nullptr;
  keys_.push_back({definition.id, std::move(found)});
  return keys_.back().projection.get();
}

bool TransactionImpl::seek_in_memory(const IndexRows& rows, std::vector<std::uint64_t>& elements) {
  // With fewer values than the index has, there is no one key to look for.
  if (rows.sort_by_id) return false;
  if (has_prefix(pending_.changes(entries_of(rows.definition)), rows.begin)) return false;
  const KeyProjection* keys = key_projection(rows.definition);
  if (keys == nullptr) {
    engine_->elements().note_cost(
        {rows.definition.entity, ProjectedPart::key, rows.definition.id.value},
        ElementCache::units_per_lookup);
    return false;
  }
  const std::string_view values = values_of(rows.begin);
  keys->find(values, KeyProjection::hash(values), base_.commit, elements);
  return true;
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::index_seek(IndexId index,
                                                                std::span<const Value> values) {
  ENTENTE_ASSIGN(const auto rows, seek_rows(index, EntityKind::node, values));
  std::vector<std::uint64_t> elements;
  if (rows && seek_in_memory(*rows, elements)) {
    std::vector<NodeId> nodes;
    nodes.reserve(elements.size());
    for (const std::uint64_t element : elements) nodes.emplace_back(element);
    return make_list_cursor(std::move(nodes));
  }
  const bool one_key = rows && is_unique(rows->definition.kind) && !rows->sort_by_id;
  if (!one_key) return node_cursor(rows);
  // A point read costs a fraction of a scan.
  ENTENTE_ASSIGN(const bool found, view_.get(KeyFamily::unique, rows->begin, buffer_));
  if (!found) return make_list_cursor({});
  ENTENTE_ASSIGN(const std::uint64_t node, decode_unique_value(buffer_));
  return make_list_cursor({NodeId(node)});
}

Result<std::unique_ptr<RelationshipCursor>> TransactionImpl::relationship_index_seek(
    IndexId index, std::span<const Value> values) {
  ENTENTE_ASSIGN(const auto rows, seek_rows(index, EntityKind::relationship, values));
  std::vector<std::uint64_t> elements;
  if (rows && seek_in_memory(*rows, elements)) {
    std::vector<RelationshipId> relationships;
    relationships.reserve(elements.size());
    for (const std::uint64_t element : elements) relationships.emplace_back(element);
    return make_relationship_list_cursor(view_, std::move(relationships));
  }
  return relationship_cursor(rows);
}

// ---- many at a time
// -------------------------------------------------------------------------------------

/// Reads the entries of a unique index in one call.
Status TransactionImpl::seek_unique(const IndexDefinition& definition,
                                    std::span<const Value> values, std::vector<NodeId>& nodes,
                                    std::vector<std::uint32_t>& rows) {
  const SeekKeys wanted = seek_keys(definition, values);
  const std::vector<std::string_view> keys(wanted.keys.begin(), wanted.keys.end());
  std::vector<std::optional<std::string>> found;
  ENTENTE_TRY(view_.multi_get(KeyFamily::unique, keys, found));
  engine_->elements().note_cost({definition.entity, ProjectedPart::key, definition.id.value},
                                keys.size() * ElementCache::units_per_lookup);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!found[i]) continue;
    ENTENTE_ASSIGN(const std::uint64_t element, decode_unique_value(*found[i]));
    nodes.emplace_back(element);
    rows.push_back(wanted.rows[i]);
  }
  return {};
}

Status TransactionImpl::index_seek_many(IndexId index, std::span<const Value> values,
                                        std::vector<NodeId>& nodes,
                                        std::vector<std::uint32_t>& rows) {
  const IndexDefinition* definition = find_index(index);
  const bool simple = definition != nullptr && definition->properties.size() == 1 &&
                      definition->entity == EntityKind::node;
  // The general way knows what to say of any other index.
  if (!simple) return Transaction::index_seek_many(index, values, nodes, rows);
  const bool own =
      has_prefix(pending_.changes(entries_of(*definition)), IndexKey::prefix(definition->id));
  const KeyProjection* keys = own ? nullptr : key_projection(*definition);
  if (keys == nullptr) {
    if (is_unique(definition->kind)) return seek_unique(*definition, values, nodes, rows);
    return Transaction::index_seek_many(index, values, nodes, rows);
  }
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint64_t> elements;
  for (std::size_t begin = 0; begin < values.size(); begin += values_at_a_time) {
    const auto some = values.subspan(begin, std::min(values_at_a_time, values.size() - begin));
    const SeekKeys wanted = seek_keys(*definition, some);
    hashes.clear();
    for (const std::string& key : wanted.keys) {
      hashes.push_back(KeyProjection::hash(values_of(key)));
      keys->prefetch(hashes.back());
    }
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      elements.clear();
      keys->find(values_of(wanted.keys[i]), hashes[i], base_.commit, elements);
      for (const std::uint64_t element : elements) nodes.emplace_back(element);
      rows.insert(rows.end(), elements.size(), static_cast<std::uint32_t>(begin + wanted.rows[i]));
    }
  }
  return {};
}

}  // namespace entente::storage
