#include "storage/graph/as_of_view.hpp"

#include <algorithm>
#include <array>

#include "storage/graph/as_of_cursors.hpp"

namespace entente::storage {
namespace {

using Shown = AsOfFilter::Shown;

Value property_in(const Properties& properties, PropertyKeyId key) {
  const auto it = std::lower_bound(
      properties.begin(), properties.end(), key,
      [](const auto& entry, PropertyKeyId wanted) { return entry.first < wanted; });
  return it != properties.end() && it->first == key ? it->second : Value();
}

}  // namespace

// ---- names
// ---------------------------------------------------------------------------------------

std::optional<LabelId> AsOfView::find_label(std::string_view name) const {
  return base_->find_label(name);
}
std::optional<RelationshipTypeId> AsOfView::find_relationship_type(std::string_view name) const {
  return base_->find_relationship_type(name);
}
std::optional<PropertyKeyId> AsOfView::find_property_key(std::string_view name) const {
  return base_->find_property_key(name);
}
std::string_view AsOfView::label_name(LabelId id) const { return base_->label_name(id); }
std::string_view AsOfView::relationship_type_name(RelationshipTypeId id) const {
  return base_->relationship_type_name(id);
}
std::string_view AsOfView::property_key_name(PropertyKeyId id) const {
  return base_->property_key_name(id);
}
Result<std::vector<std::string>> AsOfView::property_keys() { return base_->property_keys(); }

Result<std::vector<std::string>> AsOfView::labels_in_use() {
  ENTENTE_ASSIGN(const Census* counted, census());
  std::vector<std::string> names;
  for (const auto& [label, count] : counted->labels) names.emplace_back(label_name(label));
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<std::string>> AsOfView::relationship_types_in_use() {
  ENTENTE_ASSIGN(const Census* counted, census());
  std::vector<std::string> names;
  for (const auto& [type, count] : counted->types) {
    names.emplace_back(relationship_type_name(type));
  }
  std::sort(names.begin(), names.end());
  return names;
}

// ---- reading
// -------------------------------------------------------------------------------------

Result<bool> AsOfView::node_exists(NodeId id) {
  ENTENTE_ASSIGN(const bool exists, base_->node_exists(id));
  if (!exists) return false;
  ENTENTE_ASSIGN(const Shown shown, filter_.node(id));
  return shown != Shown::no;
}

Result<bool> AsOfView::relationship_exists(RelationshipId id) {
  ENTENTE_ASSIGN(const Shown shown, filter_.relationship(id));
  return shown != Shown::no;
}

Result<std::optional<NodeRecord>> AsOfView::node(NodeId id) { return filter_.node_record(id); }

Result<std::optional<RelationshipRecord>> AsOfView::relationship(RelationshipId id) {
  return filter_.relationship_record(id);
}

Result<bool> AsOfView::has_label(NodeId id, LabelId label) {
  ENTENTE_ASSIGN(const Shown shown, filter_.node(id));
  if (shown == Shown::no) return false;
  ENTENTE_ASSIGN(const bool stored, base_->has_label(id, label));
  return filter_.has_label(id, label, stored);
}

Result<Value> AsOfView::node_property(NodeId id, PropertyKeyId key) {
  ENTENTE_ASSIGN(const Shown shown, filter_.node(id));
  if (shown == Shown::no) return Value();
  if (shown == Shown::wholly) return base_->node_property(id, key);
  ENTENTE_ASSIGN(const auto record, filter_.node_record(id));
  return record ? property_in(record->properties, key) : Value();
}

Result<Value> AsOfView::relationship_property(RelationshipId id, PropertyKeyId key) {
  ENTENTE_ASSIGN(const Shown shown, filter_.relationship(id));
  if (shown == Shown::no) return Value();
  if (shown == Shown::wholly) return base_->relationship_property(id, key);
  ENTENTE_ASSIGN(const auto record, filter_.relationship_record(id));
  return record ? property_in(record->properties, key) : Value();
}

// Most elements are wholly there: the store answers for all at once, the others are corrected.

Status AsOfView::node_properties(std::span<const NodeId> ids, PropertyKeyId key,
                                 std::vector<Value>& out) {
  ENTENTE_TRY(base_->node_properties(ids, key, out));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ENTENTE_ASSIGN(const Shown shown, filter_.node(ids[i]));
    if (shown == Shown::wholly) continue;
    ENTENTE_ASSIGN(out[i], node_property(ids[i], key));
  }
  return {};
}

Status AsOfView::relationship_properties(std::span<const RelationshipId> ids, PropertyKeyId key,
                                         std::vector<Value>& out) {
  ENTENTE_TRY(base_->relationship_properties(ids, key, out));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ENTENTE_ASSIGN(const Shown shown, filter_.relationship(ids[i]));
    if (shown == Shown::wholly) continue;
    ENTENTE_ASSIGN(out[i], relationship_property(ids[i], key));
  }
  return {};
}

Status AsOfView::have_label(std::span<const NodeId> ids, LabelId label,
                            std::vector<std::uint8_t>& out) {
  ENTENTE_TRY(base_->have_label(ids, label, out));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (out[i] == 0) continue;
    ENTENTE_ASSIGN(const Shown shown, filter_.node(ids[i]));
    ENTENTE_ASSIGN(const bool has, filter_.has_label(ids[i], label, shown != Shown::no));
    out[i] = has ? 1 : 0;
  }
  return {};
}

// ---- scans
// ---------------------------------------------------------------------------------------

Result<std::unique_ptr<NodeCursor>> AsOfView::all_nodes() {
  ENTENTE_ASSIGN(auto cursor, base_->all_nodes());
  return make_as_of_nodes(std::move(cursor), filter_);
}

Result<std::unique_ptr<NodeCursor>> AsOfView::nodes_with_label(LabelId label) {
  ENTENTE_ASSIGN(auto cursor, base_->nodes_with_label(label));
  return make_as_of_nodes(std::move(cursor), filter_, [this, label](NodeId node, Shown) {
    return filter_.has_label(node, label, true);
  });
}

Result<std::unique_ptr<RelationshipCursor>> AsOfView::all_relationships() {
  ENTENTE_ASSIGN(auto cursor, base_->all_relationships());
  return make_as_of_relationships(std::move(cursor), filter_);
}

Result<std::unique_ptr<Expansion>> AsOfView::expand(Direction direction,
                                                    std::vector<RelationshipTypeId> types) {
  ENTENTE_ASSIGN(auto expansion, base_->expand(direction, std::move(types)));
  return make_as_of_expansion(std::move(expansion), filter_);
}

Result<std::shared_ptr<const AdjacencyView>> AsOfView::adjacency(
    Direction /*direction*/, std::span<const RelationshipTypeId> /*types*/) {
  return std::shared_ptr<const AdjacencyView>();
}

Result<std::uint64_t> AsOfView::degree(NodeId id, Direction direction,
                                       std::span<const RelationshipTypeId> types) {
  ENTENTE_ASSIGN(const auto expansion, expand(direction, {types.begin(), types.end()}));
  ENTENTE_TRY(expansion->begin({&id, 1}));
  constexpr std::size_t rows = 1024;
  ExpandColumns found;
  std::uint64_t count = 0;
  while (true) {
    found.clear();
    ENTENTE_ASSIGN(const bool more, expansion->next(found, rows));
    if (!more) return count;
    count += found.size();
  }
}

// ---- counts
// --------------------------------------------------------------------------------------

Result<const AsOfView::Census*> AsOfView::census() {
  if (census_) return &*census_;
  Census counted;
  constexpr std::size_t batch_elements = 1024;
  ENTENTE_ASSIGN(const auto nodes, all_nodes());
  std::vector<NodeId> ids(batch_elements);
  while (true) {
    ENTENTE_ASSIGN(const std::size_t count, nodes->next(ids));
    if (count == 0) break;
    counted.nodes += count;
    for (std::size_t i = 0; i < count; ++i) {
      ENTENTE_ASSIGN(const auto record, filter_.node_record(ids[i]));
      if (!record) continue;
      for (const LabelId label : record->labels) ++counted.labels[label];
    }
  }
  ENTENTE_ASSIGN(const auto relationships, all_relationships());
  std::vector<RelationshipEnds> ends(batch_elements);
  while (true) {
    ENTENTE_ASSIGN(const std::size_t count, relationships->next(ends));
    if (count == 0) break;
    counted.relationships += count;
    for (std::size_t i = 0; i < count; ++i) ++counted.types[ends[i].type];
  }
  census_ = std::move(counted);
  return &*census_;
}

Result<std::uint64_t> AsOfView::node_count() {
  ENTENTE_ASSIGN(const Census* counted, census());
  return counted->nodes;
}

Result<std::uint64_t> AsOfView::node_count(LabelId label) {
  ENTENTE_ASSIGN(const Census* counted, census());
  const auto it = counted->labels.find(label);
  return it == counted->labels.end() ? 0 : it->second;
}

Result<std::uint64_t> AsOfView::relationship_count() {
  ENTENTE_ASSIGN(const Census* counted, census());
  return counted->relationships;
}

Result<std::uint64_t> AsOfView::relationship_count(RelationshipTypeId type) {
  ENTENTE_ASSIGN(const Census* counted, census());
  const auto it = counted->types.find(type);
  return it == counted->types.end() ? 0 : it->second;
}

Result<double> AsOfView::estimate_relationships(std::optional<LabelId> label,
                                                std::optional<RelationshipTypeId> type,
                                                Direction direction) {
  return base_->estimate_relationships(label, type, direction);
}

Result<double> AsOfView::estimate_distinct(IndexId index) {
  return base_->estimate_distinct(index);
}

}  // namespace entente::storage
