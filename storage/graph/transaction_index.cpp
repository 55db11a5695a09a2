#include <algorithm>
#include <array>
#include <cassert>

#include "storage/format/key.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/text_search.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

Error missing_index() { return Error::plain(ErrorClass::schema_error, "there is no such index"); }

/// The keys of an index that begin with these values.
IndexRows rows_below(const IndexDefinition& definition, std::string_view values) {
  IndexRows rows;
  rows.definition = definition;
  rows.begin = IndexKey::prefix(definition.id, values);
  rows.end = prefix_end(rows.begin);
  return rows;
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

template <class Cursor, class Row>
Result<std::vector<Row>> drain(Cursor& cursor) {
  std::vector<Row> rows;
  std::array<Row, 1024> batch;
  while (true) {
    ENTENTE_ASSIGN(const std::size_t count, cursor.next(batch));
    if (count == 0) return rows;
    rows.insert(rows.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

}  // namespace

const IndexDefinition* TransactionImpl::find_index(IndexId id) const {
  const auto it = std::find_if(indexes_->begin(), indexes_->end(),
                               [&](const IndexDefinition& d) { return d.id == id; });
  return it == indexes_->end() ? nullptr : &*it;
}

// ---- which entries
// -----------------------------------------------------------------------------------

Result<std::optional<IndexRows>> TransactionImpl::seek_rows(IndexId index,
                                                            [[maybe_unused]] EntityKind entity,
                                                            std::span<const Value> values) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  assert(definition->entity == entity && has_values(definition->kind));
  if (values.empty() || values.size() > definition->properties.size()) {
    return Error::plain(ErrorClass::internal, "an index seek with a wrong number of values");
  }
  const auto entries = entries_equal_to(values);
  if (!entries) return std::optional<IndexRows>();
  IndexRows rows = rows_below(*definition, entries->begin);
  // Full values are followed by the id and so sorted by it; with fewer, other values follow.
  rows.sort_by_id = values.size() < definition->properties.size();
  return std::optional(std::move(rows));
}

Result<std::optional<IndexRows>> TransactionImpl::range_rows(IndexId index,
                                                             [[maybe_unused]] EntityKind entity,
                                                             const RangeBound& lower,
                                                             const RangeBound& upper) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  assert(definition->entity == entity && has_values(definition->kind));
  if (!lower.value && !upper.value) return std::optional(rows_below(*definition, {}));
  const auto entries = entries_between(lower, upper);
  if (!entries) return std::optional<IndexRows>();
  IndexRows rows;
  rows.definition = *definition;
  rows.begin = IndexKey::prefix(definition->id, entries->begin);
  rows.end = IndexKey::prefix(definition->id, entries->end);
  return std::optional(std::move(rows));
}

Result<std::optional<IndexRows>> TransactionImpl::string_rows(IndexId index,
                                                              [[maybe_unused]] EntityKind entity,
                                                              StringMatch match,
                                                              std::string_view text) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  assert(definition->entity == entity && has_values(definition->kind));
  const bool prefix = match == StringMatch::prefix;
  IndexRows rows =
      rows_below(*definition, entries_with_prefix(prefix ? text : std::string_view()).begin);
  if (!prefix) {
    rows.match = match;
    rows.text = text;
  }
  return std::optional(std::move(rows));
}

// ---- cursors over them
// -------------------------------------------------------------------------------

Result<std::unique_ptr<NodeCursor>> TransactionImpl::node_cursor(
    const std::optional<IndexRows>& rows) {
  if (!rows) return make_list_cursor({});
  auto cursor = make_index_cursor(view_, *rows, NodeId(engine_->node_ids().end()));
  if (!rows->sort_by_id) return cursor;
  ENTENTE_ASSIGN(auto nodes, (drain<NodeCursor, NodeId>(*cursor)));
  std::sort(nodes.begin(), nodes.end());
  return make_list_cursor(std::move(nodes));
}

Result<std::unique_ptr<RelationshipCursor>> TransactionImpl::relationship_cursor(
    const std::optional<IndexRows>& rows) {
  if (!rows) return make_relationship_list_cursor(view_, {});
  auto cursor = make_relationship_index_cursor(view_, *rows,
                                               RelationshipId(engine_->relationship_ids().end()));
  if (!rows->sort_by_id) return cursor;
  ENTENTE_ASSIGN(const auto found, (drain<RelationshipCursor, RelationshipEnds>(*cursor)));
  std::vector<RelationshipId> ids;
  ids.reserve(found.size());
  for (const RelationshipEnds& ends : found) ids.push_back(ends.id);
  std::sort(ids.begin(), ids.end());
  return make_relationship_list_cursor(view_, std::move(ids));
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::index_range(IndexId index,
                                                                 const RangeBound& lower,
                                                                 const RangeBound& upper) {
  ENTENTE_ASSIGN(const auto rows, range_rows(index, EntityKind::node, lower, upper));
  return node_cursor(rows);
}

Result<std::unique_ptr<NodeCursor>> TransactionImpl::index_strings(IndexId index, StringMatch match,
                                                                   std::string_view text) {
  ENTENTE_ASSIGN(const auto rows, string_rows(index, EntityKind::node, match, text));
  return node_cursor(rows);
}

Result<std::unique_ptr<RelationshipCursor>> TransactionImpl::relationship_index_range(
    IndexId index, const RangeBound& lower, const RangeBound& upper) {
  ENTENTE_ASSIGN(const auto rows, range_rows(index, EntityKind::relationship, lower, upper));
  return relationship_cursor(rows);
}

Result<std::unique_ptr<RelationshipCursor>> TransactionImpl::relationship_index_strings(
    IndexId index, StringMatch match, std::string_view text) {
  ENTENTE_ASSIGN(const auto rows, string_rows(index, EntityKind::relationship, match, text));
  return relationship_cursor(rows);
}

Result<std::vector<TextHit>> TransactionImpl::search_text(IndexId index, std::string_view query,
                                                          const TextSearchOptions& options) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr || definition->kind != IndexKind::full_text) return missing_index();
  std::vector<TextFieldStatistics> fields;
  for (std::uint32_t field = 0; field < definition->properties.size(); ++field) {
    TextFieldStatistics statistics;
    statistics.name = property_key_name(definition->properties[field]);
    ENTENTE_ASSIGN(statistics.elements, counter(StatisticKey::text_elements(index, field)));
    ENTENTE_ASSIGN(statistics.terms, counter(StatisticKey::text_terms(index, field)));
    fields.push_back(std::move(statistics));
  }
  return storage::search_text(view_, *definition, fields, query, options);
}

Result<double> TransactionImpl::estimate_distinct(IndexId index) {
  const IndexDefinition* definition = find_index(index);
  if (definition == nullptr) return missing_index();
  ENTENTE_ASSIGN(const std::uint64_t entries, counter(StatisticKey::index_entries(index)));
  if (is_unique(definition->kind) || !has_values(definition->kind)) {
    return static_cast<double>(entries);
  }
  const IndexRows rows = rows_below(*definition, {});
  const auto it = view_.scan(KeyFamily::index, {rows.begin, rows.end}, ScanOrder::ascending);
  ENTENTE_ASSIGN(const std::uint64_t few, count_few_values(*it, *definition));
  if (!it->valid()) return static_cast<double>(few);
  it->seek(rows.begin);
  ENTENTE_ASSIGN(const double share, distinct_share(*it));
  return std::max(static_cast<double>(few), share * static_cast<double>(entries));
}

}  // namespace entente::storage
