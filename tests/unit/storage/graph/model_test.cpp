#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>

#include "storage/graph/graph_engine.hpp"
#include "tests/support/graph_model.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::GraphModel;
using entente::testing::must;

/// Does random things to a graph and to a model of it, and compares the two.
class ModelTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    for (const char* name : {"A", "B", "C"}) labels_.push_back(must(tx->get_or_create_label(name)));
    for (const char* name : {"R", "S"}) {
      types_.push_back(must(tx->get_or_create_relationship_type(name)));
    }
    for (const char* name : {"p", "q"}) {
      keys_.push_back(must(tx->get_or_create_property_key(name)));
    }
    index_ = must(tx->create_index("", IndexKind::range, labels_[0], {keys_[0]})).id;
    commit(tx);
  }

  std::size_t random(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  template <class Map>
  typename Map::key_type pick(const Map& map) {
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(random(map.size())))->first;
  }

  void create_node(Transaction& tx, GraphModel& model) {
    GraphModel::NodeState state;
    for (const LabelId label : labels_) {
      if (random(2) == 0) state.labels.insert(label);
    }
    if (random(2) == 0) state.properties[keys_[0]] = static_cast<std::int64_t>(random(10));
    Properties properties;
    for (const auto& [key, value] : state.properties) properties.emplace_back(key, value);
    const std::vector<LabelId> labels(state.labels.begin(), state.labels.end());
    model.nodes[must(tx.create_node(labels, properties))] = state;
  }
  void create_relationship(Transaction& tx, GraphModel& model) {
    // Low ids are drawn more often, so that there are hubs, loops and parallel relationships.
    const NodeId source = pick(model.nodes);
    const NodeId target = random(3) == 0 ? model.nodes.begin()->first : pick(model.nodes);
    const RelationshipTypeId type = types_[random(types_.size())];
    const RelationshipId id = must(tx.create_relationship(source, type, target, {}));
    model.relationships[id] = {type, source, target, {}};
  }
  void set_property(Transaction& tx, GraphModel& model) {
    const PropertyKeyId key = keys_[random(keys_.size())];
    const bool remove = random(4) == 0;
    const auto value = static_cast<std::int64_t>(random(10));
    const auto apply = [&](std::map<PropertyKeyId, std::int64_t>& properties) {
      if (remove) {
        properties.erase(key);
      } else {
        properties[key] = value;
      }
    };
    const Value argument = remove ? Value() : Value(value);
    if (random(2) == 0 || model.relationships.empty()) {
      const NodeId id = pick(model.nodes);
      must(tx.set_node_property(id, key, argument));
      apply(model.nodes[id].properties);
    } else {
      const RelationshipId id = pick(model.relationships);
      must(tx.set_relationship_property(id, key, argument));
      apply(model.relationships[id].properties);
    }
  }
  void change_label(Transaction& tx, GraphModel& model) {
    const NodeId id = pick(model.nodes);
    const LabelId label = labels_[random(labels_.size())];
    auto& labels = model.nodes[id].labels;
    if (random(2) == 0) {
      EXPECT_EQ(must(tx.add_label(id, label)), labels.insert(label).second);
    } else {
      EXPECT_EQ(must(tx.remove_label(id, label)), labels.erase(label) == 1);
    }
  }
  void remove(Transaction& tx, GraphModel& model) {
    if (random(3) != 0 && !model.relationships.empty()) {
      const RelationshipId id = pick(model.relationships);
      ASSERT_TRUE(tx.delete_relationship(id));
      model.relationships.erase(id);
      return;
    }
    const NodeId id = pick(model.nodes);
    if (!model.connected(id)) {
      ASSERT_TRUE(tx.delete_node(id));
    } else {
      ASSERT_TRUE(tx.detach_delete_node(id));
    }
    model.detach_delete(id);
  }
  void step(Transaction& tx, GraphModel& model) {
    const std::size_t dice = random(20);
    if (model.nodes.empty() || dice < 5) return create_node(tx, model);
    if (dice < 12) return create_relationship(tx, model);
    if (dice < 15) return set_property(tx, model);
    if (dice < 17) return change_label(tx, model);
    remove(tx, model);
  }

  void expect_index(Transaction& tx, const GraphModel& model) {
    for (std::int64_t value = 0; value < 10; ++value) {
      std::vector<NodeId> expected;
      for (const auto& [id, state] : model.nodes) {
        const auto it = state.properties.find(keys_[0]);
        if (it != state.properties.end() && it->second == value &&
            state.labels.count(labels_[0]) == 1) {
          expected.push_back(id);
        }
      }
      const Value wanted[] = {Value(value)};
      auto cursor = must(tx.index_seek(index_, wanted));
      std::vector<NodeId> found(1000);
      found.resize(must(cursor->next(found)));
      EXPECT_EQ(found, expected);
    }
  }

  /// Looks up so many lists that a topology pays; later transactions then read and outdate it.
  void make_topology() {
    auto& cache = dynamic_cast<GraphEngine&>(store()).topology();
    auto tx = read();
    for (int i = 0; i < 3000; ++i) must(tx->degree(NodeId(1), Direction::either, {}));
    cache.wait_until_built();
    EXPECT_NE(cache.find(~0ULL), nullptr);
  }

  void run(unsigned seed, int transactions) {
    random_.seed(seed);
    GraphModel committed;
    for (int t = 0; t < transactions && !HasFailure(); ++t) {
      GraphModel model = committed;
      auto tx = write();
      const std::size_t steps = 1 + random(30);
      for (std::size_t s = 0; s < steps; ++s) step(*tx, model);
      if (random(3) == 0) {
        const GraphModel saved = model;
        const std::size_t mark = tx->savepoint();
        for (std::size_t s = 0; s < 10; ++s) step(*tx, model);
        if (random(2) == 0) {
          tx->rollback_to(mark);
          model = saved;
        }
      }
      if (random(5) == 0) model.expect_equal(*tx);
      if (random(6) == 0) {
        tx->rollback();
      } else {
        commit(tx);
        committed = std::move(model);
      }
      tx.reset();
      if (random(8) == 0) reopen();
      if (random(6) == 0) make_topology();
      auto check = read();
      committed.expect_equal(*check);
      expect_index(*check, committed);
      check.reset();
      if (random(10) == 0) entente::testing::expect_sound(store());
    }
    entente::testing::expect_sound(store());
  }

  std::mt19937 random_;
  std::vector<LabelId> labels_;
  std::vector<RelationshipTypeId> types_;
  std::vector<PropertyKeyId> keys_;
  IndexId index_;
};

TEST_P(ModelTest, RandomTransactions) {
  const int transactions = durable() ? 60 : 150;
  for (const unsigned seed : {1U, 2U}) {
    SCOPED_TRACE(seed);
    // Each seed starts from an empty graph.
    {
      auto tx = write();
      auto cursor = must(tx->all_nodes());
      std::vector<NodeId> all(100000);
      all.resize(must(cursor->next(all)));
      for (const NodeId id : all) ASSERT_TRUE(tx->detach_delete_node(id));
      commit(tx);
    }
    run(seed, transactions);
  }
}

ENTENTE_OVER_ALL_STORES(ModelTest);

}  // namespace
}  // namespace entente::storage
