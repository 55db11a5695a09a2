#include <algorithm>

#include "storage/format/adjacency_list.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/verifier.hpp"

namespace entente::storage {
namespace {

std::string node_text(std::uint64_t id) { return "node " + std::to_string(id); }
std::string relationship_text(std::uint64_t id) { return "relationship " + std::to_string(id); }

}  // namespace

// ---- nodes and labels
// --------------------------------------------------------------------------------

Status Verifier::check_nodes() {
  ENTENTE_TRY(scan(KeyFamily::nodes, {}, [&](std::string_view key, std::string_view value) {
    return check_node(key, value);
  }));
  return compare_label_blocks();
}

Status Verifier::check_node(std::string_view key, std::string_view value) {
  const auto at = NodeKey::decode(key);
  if (!at) {
    find("node_damaged", at.error().message);
    return {};
  }
  const NodeId node = at->node;
  ++report_.nodes;
  ++counted_[StatisticKey::nodes()];
  if (node.value >= node_end_) {
    find("id_not_reserved", node_text(node.value) + " has an id that was never handed out");
  }
  if (LabelKey::block_of(node) != label_block_) {
    ENTENTE_TRY(compare_label_blocks());
    label_block_ = LabelKey::block_of(node);
  }
  auto record = decode_node(value);
  if (!record) {
    find("node_damaged", node_text(node.value) + ": " + record.error().message);
    // It exists, whatever it holds: relationships to it are no further damage.
    record = NodeRecord{};
  }
  const auto [set, added] = label_set_numbers_.try_emplace(
      record->labels, static_cast<std::uint32_t>(label_sets_.size()));
  if (added) label_sets_.push_back(record->labels);
  node_label_sets_.set(node.value, set->second);
  for (const LabelId label : record->labels) {
    ++counted_[StatisticKey::label(label)];
    block_slots_[label].push_back(LabelKey::slot_of(node));
    if (!known(NameKind::label, label.value)) {
      find("name_unknown", node_text(node.value) + " has label " + std::to_string(label.value) +
                               ", which has no name");
    }
  }
  check_properties(record->properties, node_text(node.value));
  return expect_index_entries(EntityKind::node, node.value, *record);
}

// Compares the label blocks of the nodes just read with their records.
Status Verifier::compare_label_blocks() {
  for (const auto& [label, slots] : block_slots_) {
    std::vector<NodeId> expected;
    for (const std::uint16_t slot : slots) {
      expected.push_back(LabelKey::node_of(label_block_, slot));
    }
    compared_blocks_.emplace(label, label_block_);
    std::vector<NodeId> actual;
    const bool found = get(KeyFamily::labels, LabelKey{label, label_block_}.encode());
    if (found) {
      if (const Status status = decode_label_block(value_, label_block_, actual); !status) continue;
    }
    std::vector<NodeId> missing;
    std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(),
                        std::back_inserter(missing));
    for (const NodeId node : missing) {
      find("label_missing", node_text(node.value) + " has label " +
                                name_of(NameKind::label, label.value) +
                                " but is not listed under it");
    }
    std::vector<NodeId> stray;
    std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(),
                        std::back_inserter(stray));
    for (const NodeId node : stray) {
      find("label_stray", node_text(node.value) + " is listed under label " +
                              name_of(NameKind::label, label.value) + " but does not have it");
    }
  }
  block_slots_.clear();
  return {};
}

// Finds damaged blocks and those no node asked for.
Status Verifier::check_labels() {
  return scan(KeyFamily::labels, {}, [&](std::string_view key, std::string_view value) {
    const auto at = LabelKey::decode(key);
    std::vector<NodeId> nodes;
    if (!at || !decode_label_block(value, at->block, nodes)) {
      find("label_damaged",
           "a label block cannot be read" +
               (at ? " (label " + name_of(NameKind::label, at->label.value) + ")" : std::string()));
      return Status();
    }
    report_.label_entries += nodes.size();
    if (compared_blocks_.contains({at->label, at->block})) return Status();
    for (const NodeId node : nodes) {
      find("label_stray", node_text(node.value) + " is listed under label " +
                              name_of(NameKind::label, at->label.value) + " but does not have it");
    }
    return Status();
  });
}

// ---- relationships and adjacency
// ---------------------------------------------------------------------

Status Verifier::check_relationships() {
  return scan(KeyFamily::relationships, {}, [&](std::string_view key, std::string_view value) {
    return check_relationship(key, value);
  });
}

Status Verifier::check_relationship(std::string_view key, std::string_view value) {
  const auto at = RelationshipKey::decode(key);
  if (!at) {
    find("relationship_damaged", at.error().message);
    return {};
  }
  const std::uint64_t id = at->relationship.value;
  ++report_.relationships;
  ++counted_[StatisticKey::relationships()];
  relationship_exists_.set(id, 1);
  if (id >= relationship_end_) {
    find("id_not_reserved", relationship_text(id) + " has an id that was never handed out");
  }
  const auto record = decode_relationship(value);
  if (!record) {
    find("relationship_damaged", relationship_text(id) + ": " + record.error().message);
    return {};
  }
  if (!known(NameKind::relationship_type, record->type.value)) {
    find("name_unknown", relationship_text(id) + " has type " + std::to_string(record->type.value) +
                             ", which has no name");
  }
  for (const NodeId end : {record->source, record->target}) {
    if (node_label_sets_.get(end.value) != 0) continue;
    find("relationship_end_missing",
         relationship_text(id) + " ends at " + node_text(end.value) + ", which does not exist");
  }
  check_properties(record->properties, relationship_text(id));
  count_ends(*record);
  ENTENTE_TRY(expect_index_entries(EntityKind::relationship, id, *record));
  const std::uint64_t type = record->type.value;
  ENTENTE_TRY(expected_adjacency_.add({record->source.value, type, record->target.value, id}));
  return expected_adjacency_.add(
      {record->target.value, type | AdjacencyKey::type_end, record->source.value, id});
}

void Verifier::count_ends(const RelationshipRecord& record) {
  ++counted_[StatisticKey::type(record.type)];
  for (const LabelId label : label_sets_[node_label_sets_.get(record.source.value)]) {
    ++counted_[StatisticKey::from_label(label, record.type)];
  }
  for (const LabelId label : label_sets_[node_label_sets_.get(record.target.value)]) {
    ++counted_[StatisticKey::to_label(label, record.type)];
  }
}

Status Verifier::check_adjacency() {
  ENTENTE_TRY(expected_adjacency_.finish());
  ENTENTE_ASSIGN(has_expected_, expected_adjacency_.next(next_expected_));
  ENTENTE_TRY(scan(KeyFamily::adjacency, {}, [&](std::string_view key, std::string_view value) {
    return compare_list(key, value);
  }));
  constexpr std::uint64_t last = ~0ULL;
  return skip_expected_below({last, last, last, last}, true);
}

// Takes all expected entries before `bound` out of the sorter: with `report` they are missing.
Status Verifier::skip_expected_below(const Adjacent& bound, bool report) {
  while (has_expected_ && next_expected_ < bound) {
    if (report) {
      const bool incoming = (next_expected_.list & AdjacencyKey::type_end) != 0;
      find("adjacency_missing", relationship_text(next_expected_.relationship) + " is not in the " +
                                    (incoming ? "incoming" : "outgoing") + " list of " +
                                    node_text(next_expected_.node));
    }
    ENTENTE_ASSIGN(has_expected_, expected_adjacency_.next(next_expected_));
  }
  return {};
}

// Walks one list and the expected entries side by side; both ascend in the same order.
Status Verifier::compare_list(std::string_view key, std::string_view value) {
  const auto at = AdjacencyKey::decode(key);
  const auto entries = decode_adjacency(value);
  if (!at) {
    find("adjacency_damaged", at.error().message);
    return {};
  }
  const bool incoming = at->direction == Direction::incoming;
  const std::uint64_t list = at->type.value | (incoming ? AdjacencyKey::type_end : 0U);
  const std::uint64_t node = at->node.value;
  ENTENTE_TRY(skip_expected_below({node, list, 0, 0}, true));
  if (!entries) {
    find("adjacency_damaged", std::string(incoming ? "an incoming" : "an outgoing") + " list of " +
                                  node_text(node) + ": " + entries.error().message);
    // One finding is enough for all that the list would have held.
    return skip_expected_below({node, list + 1, 0, 0}, false);
  }
  for (const AdjacencyEntry& entry : *entries) {
    ++report_.adjacency_entries;
    const Adjacent actual{node, list, entry.neighbour.value, entry.relationship.value};
    ENTENTE_TRY(skip_expected_below(actual, true));
    if (has_expected_ && next_expected_ == actual) {
      ENTENTE_ASSIGN(has_expected_, expected_adjacency_.next(next_expected_));
      continue;
    }
    find("adjacency_stray", std::string(incoming ? "the incoming" : "the outgoing") + " list of " +
                                node_text(node) + " names " +
                                relationship_text(actual.relationship) + " to " +
                                node_text(actual.neighbour) + ", which has no such record");
  }
  return {};
}

}  // namespace entente::storage
