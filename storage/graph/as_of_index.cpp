#include <algorithm>
#include <array>

#include "storage/graph/as_of_cursors.hpp"
#include "storage/graph/as_of_view.hpp"
#include "storage/graph/cursors.hpp"
#include "storage/graph/index_entry.hpp"

/// An index holds what is so now. It tells the truth of nodes that are wholly there; those that are
/// partly there may have said something else, and are looked at one by one.
namespace entente::storage {
namespace {

using Shown = AsOfFilter::Shown;

/// A node and what the index would hold for it.
using Entry = std::pair<std::string, NodeId>;

Result<std::vector<NodeId>> read_all(NodeCursor& cursor) {
  std::vector<NodeId> nodes;
  std::array<NodeId, 1024> batch;
  while (true) {
    ENTENTE_ASSIGN(const std::size_t count, cursor.next(batch));
    if (count == 0) return nodes;
    nodes.insert(nodes.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

/// Relationships that are known already.
class EndsCursor final : public RelationshipCursor {
 public:
  explicit EndsCursor(std::vector<RelationshipEnds> found) : found_(std::move(found)) {}
  Result<std::size_t> next(std::span<RelationshipEnds> out) override {
    const std::size_t count = std::min(out.size(), found_.size() - at_);
    std::copy_n(found_.begin() + static_cast<std::ptrdiff_t>(at_), count, out.begin());
    at_ += count;
    return count;
  }

 private:
  std::vector<RelationshipEnds> found_;
  std::size_t at_ = 0;
};

/// A test for entries with values in a range.
auto in_range(OrderedRange range) {
  return [range = std::move(range)](std::string_view values) -> Result<bool> {
    return range.begin <= values && values < range.end;
  };
}

std::unique_ptr<NodeCursor> cursor_of(std::vector<Entry> entries, bool sorted_by_node) {
  std::vector<NodeId> nodes;
  nodes.reserve(entries.size());
  std::sort(entries.begin(), entries.end());
  for (const auto& [values, node] : entries) nodes.push_back(node);
  if (sorted_by_node) std::sort(nodes.begin(), nodes.end());
  return make_list_cursor(std::move(nodes));
}

}  // namespace

Result<std::unique_ptr<NodeCursor>> AsOfView::index_cursor(IndexId index,
                                                           std::unique_ptr<NodeCursor> found,
                                                           const EntryTest& wanted,
                                                           bool sorted_by_node) {
  const auto only_whole = [](NodeId, Shown shown) -> Result<bool> {
    return shown == Shown::wholly;
  };
  auto whole = make_as_of_nodes(std::move(found), filter_, only_whole);
  const auto definitions = base_->indexes();
  const auto definition = std::find_if(definitions.begin(), definitions.end(),
                                       [&](const IndexDefinition& d) { return d.id == index; });
  if (definition == definitions.end()) return whole;
  std::vector<Entry> entries;
  ENTENTE_ASSIGN(const auto* partial, filter_.partial_nodes());
  for (const NodeId node : *partial) {
    ENTENTE_ASSIGN(const bool indexed, base_->has_label(node, definition->label()));
    if (!indexed) continue;
    ENTENTE_ASSIGN(const auto record, filter_.node_record(node));
    const auto values = record ? index_entry_values(*definition, *record) : std::nullopt;
    if (!values) continue;
    ENTENTE_ASSIGN(const bool asked, wanted(*values));
    if (asked) entries.emplace_back(*values, node);
  }
  if (entries.empty()) return whole;
  ENTENTE_ASSIGN(const std::vector<NodeId> nodes, read_all(*whole));
  for (const NodeId node : nodes) {
    ENTENTE_ASSIGN(const auto record, filter_.node_record(node));
    auto values = record ? index_entry_values(*definition, *record) : std::nullopt;
    if (values) entries.emplace_back(std::move(*values), node);
  }
  return cursor_of(std::move(entries), sorted_by_node);
}

Result<std::unique_ptr<RelationshipCursor>> AsOfView::relationship_index_cursor(
    IndexId index, const EntryTest& wanted, bool sorted_by_id) {
  const auto definitions = base_->indexes();
  const auto definition = std::find_if(definitions.begin(), definitions.end(),
                                       [&](const IndexDefinition& d) { return d.id == index; });
  std::vector<std::pair<std::string, RelationshipEnds>> entries;
  ENTENTE_ASSIGN(const auto cursor, all_relationships());
  std::array<RelationshipEnds, 1024> batch;
  while (definition != definitions.end()) {
    ENTENTE_ASSIGN(const std::size_t count, cursor->next(batch));
    if (count == 0) break;
    for (const RelationshipEnds& ends : std::span(batch).first(count)) {
      if (ends.type != definition->relationship_type()) continue;
      ENTENTE_ASSIGN(const auto record, filter_.relationship_record(ends.id));
      auto values = record ? index_entry_values(*definition, *record) : std::nullopt;
      if (!values) continue;
      ENTENTE_ASSIGN(const bool asked, wanted(*values));
      if (asked) entries.emplace_back(std::move(*values), ends);
    }
  }
  if (!sorted_by_id) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  std::vector<RelationshipEnds> found;
  found.reserve(entries.size());
  for (const auto& [values, ends] : entries) found.push_back(ends);
  return std::unique_ptr<RelationshipCursor>(std::make_unique<EndsCursor>(std::move(found)));
}

Result<std::unique_ptr<NodeCursor>> AsOfView::index_seek(IndexId index,
                                                         std::span<const Value> values) {
  ENTENTE_ASSIGN(auto found, base_->index_seek(index, values));
  const auto range = entries_equal_to(values);
  if (!range) return found;
  return index_cursor(index, std::move(found), in_range(*range), true);
}

Result<std::unique_ptr<NodeCursor>> AsOfView::index_range(IndexId index, const RangeBound& lower,
                                                          const RangeBound& upper) {
  ENTENTE_ASSIGN(auto found, base_->index_range(index, lower, upper));
  const bool bounded = lower.value || upper.value;
  const auto range = bounded ? entries_between(lower, upper) : all_entries();
  if (!range) return found;
  return index_cursor(index, std::move(found), in_range(*range), false);
}

Result<std::unique_ptr<NodeCursor>> AsOfView::index_strings(IndexId index, StringMatch match,
                                                            std::string_view text) {
  ENTENTE_ASSIGN(auto found, base_->index_strings(index, match, text));
  return index_cursor(
      index, std::move(found),
      [&](std::string_view values) { return entry_matches(values, match, text); }, false);
}

// Which relationships are there in part is not known beforehand, so an index of the present tells
// nothing of them: all are looked at.

Result<std::unique_ptr<RelationshipCursor>> AsOfView::relationship_index_seek(
    IndexId index, std::span<const Value> values) {
  const auto range = entries_equal_to(values);
  if (!range) return base_->relationship_index_seek(index, values);
  return relationship_index_cursor(index, in_range(*range), true);
}

Result<std::unique_ptr<RelationshipCursor>> AsOfView::relationship_index_range(
    IndexId index, const RangeBound& lower, const RangeBound& upper) {
  const bool bounded = lower.value || upper.value;
  const auto range = bounded ? entries_between(lower, upper) : all_entries();
  if (!range) return base_->relationship_index_range(index, lower, upper);
  return relationship_index_cursor(index, in_range(*range), false);
}

Result<std::unique_ptr<RelationshipCursor>> AsOfView::relationship_index_strings(
    IndexId index, StringMatch match, std::string_view text) {
  return relationship_index_cursor(
      index, [&](std::string_view values) { return entry_matches(values, match, text); }, false);
}

Result<std::vector<TextHit>> AsOfView::search_text(IndexId, std::string_view,
                                                   const TextSearchOptions&) {
  return Error::plain(ErrorClass::transaction_state,
                      "a full-text index knows the words of the present only",
                      "search without `as of`, or compare with CONTAINS");
}

}  // namespace entente::storage
