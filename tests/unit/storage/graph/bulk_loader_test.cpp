#include "storage/graph/bulk_loader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "entente/maintenance.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

class BulkLoaderTest : public testing::StoreFixture {
 protected:
  /// Little memory, so that the sorters spill.
  static BulkLoadOptions small() { return {.memory_bytes_max = 20000, .temporary_folder = {}}; }

  std::unique_ptr<BulkLoader> loader(BulkLoadOptions options = small()) {
    auto begun = BulkLoader::begin(store().shared_from_this(), std::move(options));
    EXPECT_TRUE(begun) << begun.error().message;
    return begun ? std::move(*begun) : nullptr;
  }

  void expect_sound() {
    const CheckReport report = must(check_database(store()));
    EXPECT_TRUE(report.sound()) << report.render();
  }

  IndexDefinition create_index(IndexKind kind, const std::string& label, const std::string& key) {
    auto tx = write();
    auto definition = must(tx->create_index({}, kind, must(tx->get_or_create_label(label)),
                                            {must(tx->get_or_create_property_key(key))}));
    commit(tx);
    return definition;
  }

  std::vector<NodeId> collect(Result<std::unique_ptr<NodeCursor>> cursor) {
    std::vector<NodeId> all;
    const auto open_cursor = must(std::move(cursor));
    std::array<NodeId, 64> batch;
    while (const std::size_t n = must(open_cursor->next(batch))) {
      all.insert(all.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(n));
    }
    return all;
  }
};
ENTENTE_OVER_ALL_STORES(BulkLoaderTest);

TEST_P(BulkLoaderTest, LoadsAGraphThatReadsLikeAnyOther) {
  const auto unique = create_index(IndexKind::unique, "Person", "id");
  const auto range = create_index(IndexKind::range, "Person", "score");
  auto load = loader();
  const LabelId person = must(load->label("Person"));
  const LabelId admin = must(load->label("Admin"));
  const PropertyKeyId id = must(load->property_key("id"));
  const PropertyKeyId score = must(load->property_key("score"));
  const auto knows = must(load->relationship_type("KNOWS"));
  std::vector<NodeId> nodes;
  constexpr int n = 3000;
  for (int i = 0; i < n; ++i) {
    NodeRecord record;
    record.labels = {person};
    if (i % 3 == 0) record.labels.push_back(admin);
    std::sort(record.labels.begin(), record.labels.end());
    record.properties = {{id, Value("p" + std::to_string(i))}, {score, Value(i % 10)}};
    nodes.push_back(must(load->add_node(record)));
  }
  std::mt19937_64 random(4);
  std::vector<std::uint64_t> out_degrees(n);
  std::vector<std::uint64_t> in_degrees(n);
  for (int i = 0; i < 10000; ++i) {
    const std::size_t a = random() % n;
    const std::size_t b = random() % 5;
    must(load->add_relationship({knows, nodes[a], nodes[b], {{score, Value(0.5 * i)}}}));
    ++out_degrees[a];
    ++in_degrees[b];
  }
  // Nothing shows before the end.
  EXPECT_EQ(must(read()->node_count()), 0U);
  const Status finished = load->finish();
  ASSERT_TRUE(finished) << finished.error().message;
  load.reset();

  expect_sound();
  reopen();
  auto tx = read();
  EXPECT_EQ(must(tx->node_count()), static_cast<std::uint64_t>(n));
  EXPECT_EQ(must(tx->node_count(admin)), 1000U);
  EXPECT_EQ(must(tx->relationship_count(knows)), 10000U);
  for (const std::size_t i : {0, 3, 17, 2999}) {
    EXPECT_EQ(must(tx->degree(nodes[i], Direction::outgoing, {})), out_degrees[i]);
    EXPECT_EQ(must(tx->degree(nodes[i], Direction::incoming, {})), in_degrees[i]);
    EXPECT_TRUE(identical(must(tx->node_property(nodes[i], id)), Value("p" + std::to_string(i))));
  }
  const std::vector<Value> wanted = {Value("p17")};
  EXPECT_EQ(collect(tx->index_seek(unique.id, wanted)), std::vector{nodes[17]});
  const std::vector<Value> seven = {Value(7)};
  EXPECT_EQ(collect(tx->index_seek(range.id, seven)).size(), 300U);
  EXPECT_EQ(collect(tx->nodes_with_label(person)), nodes);
}

TEST_P(BulkLoaderTest, TransactionsGoOnAfterwards) {
  auto load = loader();
  const LabelId label = must(load->label("A"));
  const auto type = must(load->relationship_type("R"));
  const NodeId a = must(load->add_node({{label}, {}}));
  const NodeId b = must(load->add_node({{label}, {}}));
  must(load->add_relationship({type, a, b, {}}));
  ASSERT_TRUE(load->finish());
  load.reset();
  auto tx = write();
  const NodeId c = must(tx->create_node(std::vector{label}, {}));
  EXPECT_NE(c, a);
  EXPECT_NE(c, b);
  must(tx->create_relationship(a, type, c, {}));
  ASSERT_TRUE(tx->detach_delete_node(b));
  commit(tx);
  reopen();
  EXPECT_EQ(must(read()->degree(a, Direction::outgoing, {})), 1U);
  EXPECT_EQ(must(read()->node_count(label)), 2U);
  expect_sound();
}

TEST_P(BulkLoaderTest, NothingRemainsOfALoadThatIsAbandoned) {
  auto load = loader();
  must(load->add_node({{must(load->label("A"))}, {}}));
  load.reset();
  expect_sound();
  reopen();
  EXPECT_EQ(must(read()->node_count()), 0U);
  expect_sound();
}

TEST_P(BulkLoaderTest, ABrokenUniqueConstraintLoadsNothing) {
  create_index(IndexKind::unique, "A", "id");
  auto load = loader();
  const LabelId label = must(load->label("A"));
  const PropertyKeyId id = must(load->property_key("id"));
  for (const int value : {1, 2, 1}) must(load->add_node({{label}, {{id, Value(value)}}}));
  const Status finished = load->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().error_class, ErrorClass::constraint_validation_failed);
  load.reset();
  EXPECT_EQ(must(read()->node_count()), 0U);
  expect_sound();
}

TEST_P(BulkLoaderTest, ADatabaseWithNodesIsRefused) {
  {
    auto tx = write();
    must(tx->create_node({}, {}));
    commit(tx);
  }
  const auto refused = BulkLoader::begin(store().shared_from_this(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::transaction_state);
}

TEST_P(BulkLoaderTest, NodesWrittenMeanwhileAreNotOverwritten) {
  auto load = loader();
  must(load->add_node({{}, {}}));
  auto tx = write();
  must(tx->create_node({}, {}));
  commit(tx);
  const Status finished = load->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().error_class, ErrorClass::transaction_state);
  load.reset();
  EXPECT_EQ(must(read()->node_count()), 1U);
  expect_sound();
}

TEST_P(BulkLoaderTest, EndsMustHaveBeenAdded) {
  auto load = loader();
  const auto type = must(load->relationship_type("R"));
  const NodeId node = must(load->add_node({{}, {}}));
  for (const std::uint64_t missing : {std::uint64_t{0}, node.value + 1, ~std::uint64_t{0}}) {
    const auto result = load->add_relationship({type, node, NodeId(missing), {}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().error_class, ErrorClass::entity_not_found);
  }
}

TEST_P(BulkLoaderTest, ReadersMeanwhileSeeAllOfItOrNothing) {
  auto load = loader();
  const LabelId label = must(load->label("Part"));
  constexpr std::uint64_t parts = 5000;
  for (std::uint64_t i = 0; i < parts; ++i) must(load->add_node({{label}, {}}));
  auto before = read();
  std::atomic<bool> stop{false};
  std::atomic<int> looked{0};
  std::thread reader([&] {
    while (!stop.load()) {
      auto tx = read();
      const std::uint64_t counted = must(tx->node_count());
      EXPECT_TRUE(counted == 0 || counted == parts) << counted;
      EXPECT_EQ(collect(tx->all_nodes()).size(), counted);
      EXPECT_EQ(collect(tx->nodes_with_label(label)).size(), counted);
      ++looked;
    }
  });
  while (looked.load() < 3) std::this_thread::yield();
  const Status finished = load->finish();
  stop.store(true);
  reader.join();
  ASSERT_TRUE(finished) << finished.error().message;
  EXPECT_EQ(collect(before->all_nodes()).size(), 0U) << "a reader from before the load";
  EXPECT_EQ(must(read()->node_count()), parts);
  expect_sound();
}

TEST_P(BulkLoaderTest, AnEmptyLoadIsFine) {
  auto load = loader();
  ASSERT_TRUE(load->finish());
  load.reset();
  expect_sound();
}

/// Large enough for the lists to be sorted and written in parts; one node has most of them.
TEST_P(BulkLoaderTest, WritesListsInPartsWithoutDividingOne) {
  constexpr std::size_t node_total = 40000;
  constexpr std::size_t relationship_total = 420000;
  std::vector<NodeId> nodes;
  std::map<NodeId, std::vector<std::pair<NodeId, RelationshipId>>> outgoing;
  {
    auto load = loader({});
    const LabelId label = must(load->label("A"));
    const auto type = must(load->relationship_type("R"));
    for (std::size_t i = 0; i < node_total; ++i) {
      nodes.push_back(must(load->add_node({{label}, {}})));
    }
    std::mt19937 random(6);
    for (std::size_t i = 0; i < relationship_total; ++i) {
      const NodeId source = nodes[i % 3 == 0 ? random() % node_total : node_total / 2];
      const NodeId target = nodes[random() % node_total];
      const RelationshipId id = must(load->add_relationship({type, source, target, {}}));
      outgoing[source].emplace_back(target, id);
    }
    const Status finished = load->finish();
    ASSERT_TRUE(finished) << finished.error().message;
  }
  auto tx = read();
  ASSERT_EQ(must(tx->relationship_count()), relationship_total);
  const auto expansion = must(tx->expand(Direction::outgoing, {}));
  ExpandColumns found;
  ASSERT_TRUE(expansion->begin(nodes));
  std::map<NodeId, std::vector<std::pair<NodeId, RelationshipId>>> seen;
  while (must(expansion->next(found, 4096))) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      seen[nodes[found.source_row[i]]].emplace_back(found.neighbour[i], found.relationship[i]);
    }
    found.clear();
  }
  for (auto& [node, list] : outgoing) std::sort(list.begin(), list.end());
  EXPECT_EQ(seen, outgoing);
}

}  // namespace
}  // namespace entente::storage
