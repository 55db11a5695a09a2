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
                                                           const OrderedRange& range,
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
    ENTENTE_ASSIGN(const bool indexed, base_->has_label(node, definition->label));
    if (!indexed) continue;
    ENTENTE_ASSIGN(const auto record, filter_.node_record(node));
    const auto values = record ? index_entry_values(*definition, *record) : std::nullopt;
    if (values && range.begin <= *values && *values < range.end)
      entries.emplace_back(*values, node);
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

Result<std::unique_ptr<NodeCursor>> AsOfView::index_seek(IndexId index,
                                                         std::span<const Value> values) {
  ENTENTE_ASSIGN(auto found, base_->index_seek(index, values));
  const auto range = entries_equal_to(values);
  if (!range) return found;
  return index_cursor(index, std::move(found), *range, true);
}

Result<std::unique_ptr<NodeCursor>> AsOfView::index_range(IndexId index, const RangeBound& lower,
                                                          const RangeBound& upper) {
  ENTENTE_ASSIGN(auto found, base_->index_range(index, lower, upper));
  const bool bounded = lower.value || upper.value;
  const auto range = bounded ? entries_between(lower, upper) : all_entries();
  if (!range) return found;
  return index_cursor(index, std::move(found), *range, false);
}

Result<std::unique_ptr<NodeCursor>> AsOfView::index_prefix(IndexId index, std::string_view prefix) {
  ENTENTE_ASSIGN(auto found, base_->index_prefix(index, prefix));
  return index_cursor(index, std::move(found), entries_with_prefix(prefix), false);
}

}  // namespace entente::storage
