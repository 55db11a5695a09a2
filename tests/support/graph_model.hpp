#pragma once

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "entente/maintenance.hpp"
#include "storage/graph/graph_store.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::testing {

/// Fails the test unless the verifier finds every invariant of the database kept.
inline void expect_sound(storage::GraphStore& store) {
  const auto report = check_database(store, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->sound()) << report->render();
}

/// The simplest graph there is, to compare the real one with.
struct GraphModel {
  struct NodeState {
    std::set<LabelId> labels;
    std::map<PropertyKeyId, std::int64_t> properties;
  };
  struct RelationshipState {
    RelationshipTypeId type;
    NodeId source;
    NodeId target;
    std::map<PropertyKeyId, std::int64_t> properties;
  };
  std::map<NodeId, NodeState> nodes;
  std::map<RelationshipId, RelationshipState> relationships;

  [[nodiscard]] bool connected(NodeId id) const {
    for (const auto& [r, state] : relationships) {
      if (state.source == id || state.target == id) return true;
    }
    return false;
  }
  void detach_delete(NodeId id) {
    std::erase_if(relationships, [&](const auto& entry) {
      return entry.second.source == id || entry.second.target == id;
    });
    nodes.erase(id);
  }

  /// Compares everything the transaction can see with the model, by every way of reading.
  void expect_equal(storage::Transaction& tx) const {
    expect_nodes(tx);
    expect_relationships(tx);
    expect_adjacency(tx);
    expect_counts(tx);
  }

 private:
  static storage::Properties as_properties(const std::map<PropertyKeyId, std::int64_t>& from) {
    storage::Properties properties;
    for (const auto& [key, value] : from) properties.emplace_back(key, Value(value));
    return properties;
  }
  static void expect_properties(const storage::Properties& found,
                                const std::map<PropertyKeyId, std::int64_t>& wanted) {
    const storage::Properties expected = as_properties(wanted);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].first, expected[i].first);
      EXPECT_TRUE(identical(found[i].second, expected[i].second));
    }
  }
  template <class Cursor, class Item>
  static std::vector<Item> drain(Result<std::unique_ptr<Cursor>> opened) {
    std::vector<Item> all;
    EXPECT_TRUE(opened);
    if (!opened) return all;
    std::array<Item, 7> batch;
    while (true) {
      auto count = (*opened)->next(batch);
      EXPECT_TRUE(count);
      if (!count || *count == 0) return all;
      all.insert(all.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(*count));
    }
  }

  void expect_nodes(storage::Transaction& tx) const {
    std::vector<NodeId> ids;
    std::map<LabelId, std::vector<NodeId>> by_label;
    for (const auto& [id, state] : nodes) {
      ids.push_back(id);
      for (const LabelId label : state.labels) by_label[label].push_back(id);
      const auto record = tx.node(id);
      ASSERT_TRUE(record && *record) << "node " << id.value << " is missing";
      EXPECT_EQ(std::set<LabelId>((*record)->labels.begin(), (*record)->labels.end()),
                state.labels);
      expect_properties((*record)->properties, state.properties);
    }
    EXPECT_EQ((drain<storage::NodeCursor, NodeId>(tx.all_nodes())), ids);
    for (const auto& [label, members] : by_label) {
      EXPECT_EQ((drain<storage::NodeCursor, NodeId>(tx.nodes_with_label(label))), members);
      EXPECT_EQ(*tx.node_count(label), members.size());
    }
  }
  void expect_relationships(storage::Transaction& tx) const {
    std::vector<RelationshipId> ids;
    for (const auto& found :
         drain<storage::RelationshipCursor, storage::RelationshipEnds>(tx.all_relationships())) {
      ids.push_back(found.id);
      const auto it = relationships.find(found.id);
      ASSERT_NE(it, relationships.end()) << "relationship " << found.id.value << " is too many";
      EXPECT_EQ(found.source, it->second.source);
      EXPECT_EQ(found.target, it->second.target);
      EXPECT_EQ(found.type, it->second.type);
      const auto record = tx.relationship(found.id);
      ASSERT_TRUE(record && *record);
      expect_properties((*record)->properties, it->second.properties);
    }
    EXPECT_EQ(ids.size(), relationships.size());
  }
  void expect_adjacency(storage::Transaction& tx) const {
    using Row = std::tuple<NodeId, bool, RelationshipTypeId, NodeId, RelationshipId>;
    std::vector<NodeId> sources;
    for (const auto& [id, state] : nodes) sources.push_back(id);
    std::vector<Row> expected;
    std::map<NodeId, std::uint64_t> degrees;
    for (const auto& [id, state] : relationships) {
      // Sorted as an expansion is: outgoing (false) before incoming.
      expected.emplace_back(state.source, false, state.type, state.target, id);
      ++degrees[state.source];
      if (state.source == state.target) continue;
      expected.emplace_back(state.target, true, state.type, state.source, id);
      ++degrees[state.target];
    }
    std::sort(expected.begin(), expected.end());
    auto expansion = tx.expand(Direction::either, {});
    ASSERT_TRUE(expansion);
    ASSERT_TRUE((*expansion)->begin(sources));
    storage::ExpandColumns out;
    while (true) {
      const auto more = (*expansion)->next(out, 5);
      ASSERT_TRUE(more);
      if (!*more) break;
    }
    std::vector<Row> found;
    for (std::size_t i = 0; i < out.size(); ++i) {
      found.emplace_back(sources[out.source_row[i]], out.outgoing[i] == 0, out.type[i],
                         out.neighbour[i], out.relationship[i]);
    }
    EXPECT_EQ(found, expected);
    for (const NodeId id : sources) {
      EXPECT_EQ(*tx.degree(id, Direction::either, {}), degrees[id]);
    }
  }
  void expect_counts(storage::Transaction& tx) const {
    EXPECT_EQ(*tx.node_count(), nodes.size());
    EXPECT_EQ(*tx.relationship_count(), relationships.size());
    std::map<RelationshipTypeId, std::uint64_t> types;
    std::map<std::tuple<LabelId, RelationshipTypeId, Direction>, double> labelled;
    for (const auto& [id, state] : relationships) {
      ++types[state.type];
      for (const LabelId l : nodes.at(state.source).labels) {
        ++labelled[{l, state.type, Direction::outgoing}];
      }
      for (const LabelId l : nodes.at(state.target).labels) {
        ++labelled[{l, state.type, Direction::incoming}];
      }
    }
    for (const auto& [type, count] : types) EXPECT_EQ(*tx.relationship_count(type), count);
    for (const auto& [key, count] : labelled) {
      const auto& [label, type, direction] = key;
      EXPECT_EQ(*tx.estimate_relationships(label, type, direction), count);
    }
  }
};

}  // namespace entente::testing
