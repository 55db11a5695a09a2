#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "storage/graph/expansion.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/graph/relationships_between.hpp"
#include "storage/graph/topology_cache.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class TopologyTest : public entente::testing::StoreFixture {
 protected:
  static constexpr int node_total = 300;

  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    for (const char* name : {"R", "S", "T"}) {
      types_.push_back(must(tx->get_or_create_relationship_type(name)));
    }
    for (int i = 0; i < node_total; ++i) nodes_.push_back(must(tx->create_node({}, {})));
    std::mt19937 random(5);
    for (int i = 0; i < 2000; ++i) {
      const NodeId source = nodes_[random() % nodes_.size()];
      // Node 0 is a hub and has loops.
      const NodeId target = i % 4 == 0 ? nodes_[0] : nodes_[random() % nodes_.size()];
      relationships_.push_back(
          must(tx->create_relationship(source, types_[random() % types_.size()], target, {})));
    }
    commit(tx);
  }
  TopologyCache& cache() { return dynamic_cast<GraphEngine&>(store()).topology(); }
  void build() {
    auto tx = read();
    for (int i = 0; i < 5000 && cache().find(~0ULL) == nullptr; ++i) {
      must(tx->degree(nodes_[1], Direction::either, {}));
    }
    cache().wait_until_built();
    ASSERT_NE(cache().find(~0ULL), nullptr);
  }

  struct Rows {
    ExpandColumns columns;
    std::vector<std::uint64_t> degrees;
  };
  Rows expand_all(Transaction& tx, Direction direction, std::vector<RelationshipTypeId> types,
                  std::size_t max_rows) {
    Rows rows;
    auto expansion = must(tx.expand(direction, types));
    EXPECT_TRUE(expansion->begin(nodes_));
    while (must(expansion->next(rows.columns, max_rows))) {
    }
    for (const NodeId node : nodes_)
      rows.degrees.push_back(must(tx.degree(node, direction, types)));
    return rows;
  }
  static void expect_same(const Rows& a, const Rows& b) {
    EXPECT_EQ(a.columns.source_row, b.columns.source_row);
    EXPECT_EQ(a.columns.neighbour, b.columns.neighbour);
    EXPECT_EQ(a.columns.relationship, b.columns.relationship);
    EXPECT_EQ(a.columns.type, b.columns.type);
    EXPECT_EQ(a.columns.outgoing, b.columns.outgoing);
    EXPECT_EQ(a.degrees, b.degrees);
  }
  std::vector<Rows> expand_in_all_ways(Transaction& tx, std::size_t max_rows) {
    std::vector<Rows> all;
    for (const Direction direction :
         {Direction::outgoing, Direction::incoming, Direction::either}) {
      for (const auto& types : std::vector<std::vector<RelationshipTypeId>>{
               {}, {types_[1]}, {types_[2], types_[0]}, {RelationshipTypeId(999)}}) {
        all.push_back(expand_all(tx, direction, types, max_rows));
      }
    }
    return all;
  }

  std::vector<RelationshipTypeId> types_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
};

TEST_P(TopologyTest, FindsTheRelationshipsBetweenPairsThatAnExpansionFinds) {
  std::vector<NodePair> pairs;
  for (int source = 0; source < 40; ++source) {
    for (int target = 0; target < node_total; target += 1 + target % 3) {
      pairs.push_back({nodes_[source], nodes_[target]});
    }
  }
  pairs.push_back({NodeId(nodes_.back().value + 1000), nodes_[0]});
  const auto compare = [&](Transaction& tx) {
    std::size_t all = 0;
    for (const RelationshipTypeId type : {types_[0], types_[1], RelationshipTypeId(999)}) {
      std::vector<FoundBetween> found;
      std::vector<FoundBetween> expanded;
      ASSERT_TRUE(relationships_between(tx, type, pairs, found));
      ASSERT_TRUE(relationships_between_by_expanding(tx, type, pairs, expanded));
      std::stable_sort(found.begin(), found.end(),
                       [](const auto& a, const auto& b) { return a.pair < b.pair; });
      EXPECT_EQ(found, expanded);
      all += expanded.size();
    }
    EXPECT_GT(all, 50U);
  };
  std::mt19937 random(6);
  const auto change = [&](Transaction& tx) {
    for (int i = 0; i < 60; ++i) {
      const NodeId source = nodes_[random() % 40];
      relationships_.push_back(must(tx.create_relationship(source, types_[i % 2], nodes_[0], {})));
      const std::size_t gone = random() % relationships_.size();
      ASSERT_TRUE(tx.delete_relationship(relationships_[gone]));
      relationships_.erase(relationships_.begin() + static_cast<std::ptrdiff_t>(gone));
    }
  };
  compare(*read());
  build();
  const auto old = read();
  compare(*old);
  auto tx = write();
  change(*tx);
  compare(*tx);
  commit(tx);
  compare(*read());
  compare(*old);
  tx = write();
  change(*tx);
  compare(*tx);
}

TEST_P(TopologyTest, GivesWhatTheListsGive) {
  auto tx = read();
  ASSERT_EQ(cache().find(~0ULL), nullptr) << "the comparison would compare it with itself";
  const auto from_lists = expand_in_all_ways(*tx, 1000);
  build();
  for (const std::size_t max_rows : {1U, 7U, 100000U}) {
    auto later = read();
    const auto from_topology = expand_in_all_ways(*later, max_rows);
    ASSERT_EQ(from_topology.size(), from_lists.size());
    for (std::size_t i = 0; i < from_lists.size(); ++i) {
      SCOPED_TRACE(i);
      expect_same(from_topology[i], from_lists[i]);
    }
  }
}

TEST_P(TopologyTest, ChangedNodesAreWhatTheListsSay) {
  build();
  const auto built = cache().find(~0ULL);
  std::mt19937 random(9);
  for (int round = 0; round < 5; ++round) {
    auto tx = write();
    nodes_.push_back(must(tx->create_node({}, {})));
    must(tx->create_relationship(nodes_.back(), types_[0], nodes_.back(), {}));
    for (int i = 0; i < 40; ++i) {
      must(tx->create_relationship(nodes_[random() % nodes_.size()], types_[random() % 3],
                                   nodes_[i % 2 == 0 ? 0 : random() % nodes_.size()], {}));
      const std::size_t at = random() % relationships_.size();
      ASSERT_TRUE(tx->delete_relationship(relationships_[at]));
      relationships_.erase(relationships_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    commit(tx);
    const auto state = dynamic_cast<GraphEngine&>(store()).committer().begin(false);
    auto reader = read();
    for (const Direction direction :
         {Direction::outgoing, Direction::incoming, Direction::either}) {
      for (const auto& types : std::vector<std::vector<RelationshipTypeId>>{
               {}, {types_[1]}, {types_[2], types_[0]}, {RelationshipTypeId(999)}}) {
        Rows lists;
        auto expansion = make_expansion(*state.snapshot, direction, types);
        ASSERT_TRUE(expansion->begin(nodes_));
        while (must(expansion->next(lists.columns, 1000))) {
        }
        for (const NodeId node : nodes_) {
          lists.degrees.push_back(
              must(count_relationships(*state.snapshot, node, direction, types)));
        }
        for (const std::size_t max_rows : {1U, 7U, 100000U}) {
          expect_same(expand_all(*reader, direction, types, max_rows), lists);
        }
      }
    }
  }
  // Otherwise changed nodes were not put together from changes, or not merged for it.
  EXPECT_TRUE(cache().find(~0ULL) != built || built->patched_rows() > 0);
}

TEST_P(TopologyTest, OldSnapshotsAndNewCommitsSeeTheirOwnState) {
  auto before = read();
  build();
  auto old = read();
  const std::uint64_t degree = must(old->degree(nodes_[0], Direction::either, {}));
  for (int i = 0; i < 3; ++i) {
    auto tx = write();
    must(tx->create_relationship(nodes_[0], types_[0], nodes_[5], {}));
    EXPECT_EQ(must(tx->degree(nodes_[0], Direction::either, {})), degree + i + 1);
    commit(tx);
    auto now = read();
    EXPECT_EQ(must(now->degree(nodes_[0], Direction::either, {})), degree + i + 1);
    EXPECT_EQ(must(old->degree(nodes_[0], Direction::either, {})), degree);
    EXPECT_EQ(must(before->degree(nodes_[0], Direction::either, {})), degree);
  }
  auto tx = write();
  ASSERT_TRUE(tx->delete_relationship(relationships_[0]));
  const NodeId fresh = must(tx->create_node({}, {}));
  must(tx->create_relationship(fresh, types_[0], nodes_[7], {}));
  auto expansion = must(tx->expand(Direction::either, {}));
  const NodeId sources[] = {fresh, NodeId(1'000'000)};
  ASSERT_TRUE(expansion->begin(sources));
  ExpandColumns out;
  EXPECT_TRUE(must(expansion->next(out, 10)));
  EXPECT_FALSE(must(expansion->next(out, 10)));
  EXPECT_EQ(out.neighbour, std::vector<NodeId>{nodes_[7]});
}

TEST_P(TopologyTest, CommitsDuringTheBuildAreNotLost) {
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> added{0};
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) {
      auto tx = write();
      must(tx->create_relationship(nodes_[2], types_[0], nodes_[3], {}));
      EXPECT_TRUE(tx->commit());
      ++added;
    }
    stop = true;
  });
  const RelationshipTypeId only[] = {types_[0]};
  std::uint64_t base = 0;
  {
    auto tx = read();
    base = must(tx->relationship_count()) - must(tx->degree(nodes_[2], Direction::outgoing, {}));
  }
  while (!stop) {
    auto tx = read();
    EXPECT_EQ(must(tx->degree(nodes_[2], Direction::outgoing, {})) + base,
              must(tx->relationship_count()));
    for (int i = 0; i < 50; ++i) must(tx->degree(nodes_[i], Direction::either, only));
  }
  writer.join();
  build();
  auto tx = read();
  EXPECT_EQ(must(tx->degree(nodes_[2], Direction::outgoing, {})) + base,
            must(tx->relationship_count()));
}

TEST_P(TopologyTest, IsNeverBuiltWithoutMemoryForIt) {
  OpenOptions none = options();
  none.path.clear();
  none.projection_bytes = 100;
  auto small = must(GraphStore::open(none));
  auto tx = must(small->begin(AccessMode::write));
  for (int i = 0; i < 50; ++i) must(tx->create_node({}, {}));
  ASSERT_TRUE(tx->commit());
  tx = must(small->begin(AccessMode::read));
  for (int i = 0; i < 20000; ++i) must(tx->degree(NodeId(1), Direction::either, {}));
  auto& tiny = dynamic_cast<GraphEngine&>(*small).topology();
  tiny.wait_until_built();
  EXPECT_EQ(tiny.find(~0ULL), nullptr);
}

ENTENTE_OVER_ALL_STORES(TopologyTest);

}  // namespace
}  // namespace entente::storage
