#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "storage/graph/graph_store.hpp"

namespace entente::testing {

/// Adds to a graph what a document recorded at 2,000 ms says: a shadow of every node, with the same
/// labels and properties, and of every relationship, once between the same nodes and once to the
/// shadow; and to every node with a `name` other values of its properties and a label more, where a
/// document recorded at 1,000 ms had said what was there. As of anything from 1,000 to 1,999 ms the
/// graph is what it was. Property `uid` of shadows is 100,000 higher, since it may be unique.
class HiddenFuture {
 public:
  static void add_to(storage::GraphStore& store) {
    auto begun = store.begin(storage::AccessMode::write);
    ASSERT_TRUE(begun) << begun.error().message;
    HiddenFuture future(**begun);
    const Status added = future.add();
    ASSERT_TRUE(added) << added.error().message;
    const Status committed = (*begun)->commit();
    ASSERT_TRUE(committed) << committed.error().message;
  }

 private:
  explicit HiddenFuture(storage::Transaction& tx) : tx_(tx) {}

  Status add() {
    std::vector<NodeId> nodes(4096);
    ENTENTE_ASSIGN(const auto node_cursor, tx_.all_nodes());
    ENTENTE_ASSIGN(const std::size_t node_count, node_cursor->next(nodes));
    nodes.resize(node_count);
    std::vector<storage::RelationshipEnds> ends(4096);
    ENTENTE_ASSIGN(const auto relationship_cursor, tx_.all_relationships());
    ENTENTE_ASSIGN(const std::size_t relationship_count, relationship_cursor->next(ends));
    ends.resize(relationship_count);
    ENTENTE_ASSIGN(before_, add_document("before", 1'000));
    ENTENTE_ASSIGN(after_, add_document("after", 2'000));
    std::vector<NodeId> shadows;
    for (const NodeId node : nodes) {
      ENTENTE_ASSIGN(const NodeId shadow, add_shadow(node));
      shadows.push_back(shadow);
    }
    for (const auto& relationship : ends) {
      ENTENTE_TRY(add_claimed(relationship, relationship.target));
      const auto at = std::lower_bound(nodes.begin(), nodes.end(), relationship.target);
      ENTENTE_TRY(add_claimed(relationship, shadows[static_cast<std::size_t>(at - nodes.begin())]));
    }
    for (const NodeId node : nodes) ENTENTE_TRY(rewrite(node));
    return {};
  }

  /// A document without a node of its own, which the graph of the past does not have either.
  Result<DocumentId> add_document(const std::string& name, std::int64_t recorded_at_ms) {
    storage::DocumentRecord document;
    ENTENTE_ASSIGN(document.id, tx_.allocate_document_id());
    document.external_id = name;
    document.recorded_at_ms = recorded_at_ms;
    ENTENTE_TRY(tx_.put_document(document));
    return document.id;
  }

  Result<NodeId> add_shadow(NodeId node) {
    ENTENTE_ASSIGN(auto record, tx_.node(node));
    for (auto& [key, value] : record->properties) {
      if (tx_.property_key_name(key) == "uid") value = Value(value.as_integer() + 100'000);
    }
    ENTENTE_ASSIGN(const NodeId shadow, tx_.create_node(record->labels, record->properties));
    ENTENTE_TRY(mention(after_, shadow, "shadow", {}, {}));
    return shadow;
  }

  Status mention(DocumentId document, NodeId node, const std::string& name,
                 std::vector<std::string> labels, PropertyMap properties) {
    storage::Mention made;
    made.document = document;
    made.node = node;
    made.names = {name};
    made.labels = std::move(labels);
    made.properties = std::move(properties);
    made.count = 1;
    return tx_.put_mention(made);
  }

  Status add_claimed(const storage::RelationshipEnds& like, NodeId target) {
    ENTENTE_ASSIGN(const auto record, tx_.relationship(like.id));
    storage::Claim claim;
    ENTENTE_ASSIGN(claim.relationship,
                   tx_.create_relationship(like.source, like.type, target, record->properties));
    claim.document = after_;
    claim.ordinal = next_ordinal_++;
    return tx_.put_claim(claim);
  }

  /// Says otherwise what a named node said.
  Status rewrite(NodeId node) {
    ENTENTE_ASSIGN(const auto record, tx_.node(node));
    std::string name;
    PropertyMap said;
    std::vector<std::string> labels;
    for (const LabelId label : record->labels) labels.emplace_back(tx_.label_name(label));
    for (const auto& [key, value] : record->properties) {
      const std::string key_name(tx_.property_key_name(key));
      if (key_name == "name") {
        name = value.as_string();
      } else {
        said.emplace_back(key_name, value);
      }
    }
    if (name.empty()) return {};
    std::sort(said.begin(), said.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    ENTENTE_TRY(mention(before_, node, name, labels, said));
    ENTENTE_TRY(mention(after_, node, "a", {"C"}, {{"k", Value(3)}, {"m", Value(2)}}));
    ENTENTE_ASSIGN(const LabelId label, tx_.get_or_create_label("C"));
    ENTENTE_TRY(tx_.add_label(node, label));
    ENTENTE_TRY(set(node, "name", Value("a")));
    ENTENTE_TRY(set(node, "k", Value(3)));
    return set(node, "m", Value(2));
  }

  Status set(NodeId node, std::string_view key, const Value& value) {
    ENTENTE_ASSIGN(const PropertyKeyId id, tx_.get_or_create_property_key(key));
    ENTENTE_TRY(tx_.set_node_property(node, id, value));
    return {};
  }

  storage::Transaction& tx_;
  DocumentId before_;
  DocumentId after_;
  std::uint32_t next_ordinal_ = 0;
};

}  // namespace entente::testing
