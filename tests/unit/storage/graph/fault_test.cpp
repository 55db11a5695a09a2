#include <gtest/gtest.h>

#include "storage/graph/graph_engine.hpp"
#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"
#include "tests/support/graph_model.hpp"

namespace entente::storage {
namespace {

using entente::testing::FaultPlan;
using entente::testing::FaultStore;
using entente::testing::GraphModel;

/// A transaction that does a bit of everything; returns its error, or the model of what it made.
Result<GraphModel> script(GraphStore& store, GraphModel model) {
  ENTENTE_ASSIGN(auto tx, store.begin(AccessMode::write));
  ENTENTE_ASSIGN(const auto label, tx->get_or_create_label("L"));
  ENTENTE_ASSIGN(const auto other, tx->get_or_create_label("M"));
  ENTENTE_ASSIGN(const auto type, tx->get_or_create_relationship_type("R"));
  ENTENTE_ASSIGN(const auto key, tx->get_or_create_property_key("k"));
  std::vector<NodeId> nodes;
  for (int i = 0; i < 3; ++i) {
    const LabelId labels[] = {label};
    ENTENTE_ASSIGN(const NodeId id, tx->create_node(labels, {{key, Value(i)}}));
    model.nodes[id] = {{label}, {{key, i}}};
    nodes.push_back(id);
  }
  for (const auto& [source, target] : {std::pair(0, 1), {1, 2}, {2, 2}}) {
    ENTENTE_ASSIGN(const auto id, tx->create_relationship(nodes[source], type, nodes[target], {}));
    model.relationships[id] = {type, nodes[source], nodes[target], {}};
  }
  const NodeId first = model.nodes.begin()->first;
  ENTENTE_TRY(tx->add_label(first, other));
  model.nodes[first].labels.insert(other);
  ENTENTE_TRY(tx->set_node_property(first, key, Value(77)));
  model.nodes[first].properties[key] = 77;
  ENTENTE_TRY(tx->detach_delete_node(nodes[1]));
  model.detach_delete(nodes[1]);
  ENTENTE_TRY(tx->put_alias("name", nodes[2]));
  ENTENTE_TRY(tx->commit());
  return model;
}

TEST(FaultTest, EveryFailingOperationIsReportedAndLeavesTheStateBefore) {
  bool failed = true;
  std::int64_t n = 1;
  for (; failed; ++n) {
    ASSERT_LT(n, 1000) << "the script never gets through";
    SCOPED_TRACE(n);
    auto plan = std::make_shared<FaultPlan>();
    auto base = make_memory_store();
    auto store = std::make_shared<FaultStore>(base, plan);
    auto created = GraphEngine::create(store, {});
    ASSERT_TRUE(created);
    std::shared_ptr<GraphStore> graph = std::move(created).value();
    auto committed = script(*graph, {});
    ASSERT_TRUE(committed) << committed.error().message;

    plan->fail_at(n);
    auto second = script(*graph, *committed);
    failed = plan->happened();
    plan->fail_at(0);
    EXPECT_EQ(second.has_value(), !failed) << "an error was swallowed, or made up";
    if (!second) {
      EXPECT_EQ(second.error().message, "injected fault");
    } else {
      committed = std::move(second);
    }
    // The same store goes on, and a fresh look at the data below finds the same.
    for (int look = 0; look < 2; ++look) {
      auto tx = graph->begin(AccessMode::read);
      ASSERT_TRUE(tx);
      committed->expect_equal(**tx);
      entente::testing::expect_sound(*graph);
      if (look == 0) {
        auto third = script(*graph, *committed);
        ASSERT_TRUE(third) << third.error().message;
        committed = std::move(third);
        tx->reset();
        graph.reset();
        auto again = GraphEngine::create(base, {});
        ASSERT_TRUE(again);
        graph = std::move(again).value();
      }
    }
  }
  EXPECT_GT(n, 10);
}

TEST(FaultTest, OpeningReportsEveryFailure) {
  auto base = make_memory_store();
  {
    auto created = GraphEngine::create(base, {});
    ASSERT_TRUE(created);
    std::shared_ptr<GraphStore> graph = std::move(created).value();
    ASSERT_TRUE(script(*graph, {}));
  }
  for (std::int64_t n = 1;; ++n) {
    ASSERT_LT(n, 100);
    auto plan = std::make_shared<FaultPlan>();
    plan->fail_at(n);
    const auto opened = GraphEngine::create(std::make_shared<FaultStore>(base, plan), {});
    EXPECT_EQ(opened.has_value(), !plan->happened()) << n;
    if (!plan->happened()) break;
  }
}

}  // namespace
}  // namespace entente::storage
