#include "storage/graph/adjacency_view.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "storage/graph/graph_engine.hpp"
#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"
#include "tests/support/record_rows.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

using entente::testing::expect_rows;
using entente::testing::expect_views;
using entente::testing::RecordRows;
using entente::testing::rows_of_records;

class AdjacencyViewTest : public entente::testing::StoreFixture {
 protected:
  static constexpr int node_total = 120;

  void SetUp() override {
    OpenOptions wanted = options();
    wanted.projections = ProjectionPolicy::eager;
    eager_ = must(GraphStore::open(wanted));
    auto tx = begin(AccessMode::write);
    for (const char* name : {"R", "S", "T"}) {
      types_.push_back(must(tx->get_or_create_relationship_type(name)));
    }
    for (int i = 0; i < node_total; ++i) nodes_.push_back(must(tx->create_node({}, {})));
    for (int i = 0; i < 600; ++i) connect(*tx, random_);
    ASSERT_TRUE(tx->commit());
  }

  std::unique_ptr<Transaction> begin(AccessMode mode) { return must(eager_->begin(mode)); }
  TopologyCache& cache() { return dynamic_cast<GraphEngine&>(*eager_).topology(); }
  NodeId pick(std::mt19937& random) const { return nodes_[random() % nodes_.size()]; }

  RelationshipId connect(Transaction& tx, std::mt19937& random) {
    // The first node is a hub and has loops; the last type is rare.
    const NodeId target = random() % 4 == 0 ? nodes_[0] : pick(random);
    const RelationshipTypeId type = types_[random() % 40 == 0 ? 2 : random() % 2];
    return must(tx.create_relationship(pick(random), type, target, {}));
  }

  /// Compares all views of the transaction with the records; returns how many there were.
  int expect_same(Transaction& tx, bool may_be_gone = false) {
    return expect_views(tx, types_, may_be_gone);
  }

  std::shared_ptr<GraphStore> eager_;
  std::vector<RelationshipTypeId> types_;
  std::vector<NodeId> nodes_;
  std::mt19937 random_{7};
};

TEST_P(AdjacencyViewTest, HoldsWhatTheRecordsSay) {
  auto tx = begin(AccessMode::read);
  expect_same(*tx);
}

TEST_P(AdjacencyViewTest, FollowsCommitsAndKeepsOldSnapshots) {
  std::vector<std::unique_ptr<Transaction>> readers;
  std::vector<RelationshipId> created;
  std::uint64_t merges = 0;
  const Topology* seen = nullptr;
  for (int round = 0; round < 60 && !HasFailure(); ++round) {
    auto tx = begin(AccessMode::write);
    for (int i = 0; i < 4; ++i) created.push_back(connect(*tx, random_));
    if (round % 3 == 0) {
      nodes_.push_back(must(tx->create_node({}, {})));
      created.push_back(connect(*tx, random_));
      created.push_back(must(tx->create_relationship(nodes_.back(), types_[0], nodes_[0], {})));
    }
    if (round % 2 == 0) {
      const std::size_t at = random_() % created.size();
      ASSERT_TRUE(tx->delete_relationship(created[at]));
      created.erase(created.begin() + static_cast<std::ptrdiff_t>(at));
    }
    ASSERT_TRUE(tx->commit());
    readers.push_back(begin(AccessMode::read));
    expect_same(*readers.back());
    // An older one, chosen at random, still sees what it saw.
    expect_same(*readers[random_() % readers.size()]);
    if (round % 10 == 9) cache().wait_until_built();
    const auto now = cache().find(~0ULL);
    if (now.get() != seen) ++merges;
    seen = now.get();
  }
  EXPECT_GT(merges, 2U) << "nothing was merged: the test did not see what it is about";
}

TEST_P(AdjacencyViewTest, ShowsPendingWritesAsOfItsMaking) {
  {
    auto tx = begin(AccessMode::read);
    expect_same(*tx);
  }
  {
    auto other = begin(AccessMode::write);
    connect(*other, random_);
    ASSERT_TRUE(other->commit());
  }
  auto tx = begin(AccessMode::write);
  const auto before = must(tx->adjacency(Direction::outgoing, {}));
  const std::uint64_t degree = before->degree(nodes_[3].value);
  const RelationshipId created = must(tx->create_relationship(nodes_[3], types_[1], nodes_[4], {}));
  nodes_.push_back(must(tx->create_node({}, {})));
  must(tx->create_relationship(nodes_.back(), types_[1], nodes_[3], {}));
  expect_same(*tx);
  EXPECT_EQ(before->degree(nodes_[3].value), degree);
  EXPECT_EQ(must(tx->adjacency(Direction::outgoing, {}))->degree(nodes_[3].value), degree + 1);
  const std::size_t mark = tx->savepoint();
  ASSERT_TRUE(tx->delete_relationship(created));
  expect_same(*tx);
  tx->rollback_to(mark);
  expect_same(*tx);
  ASSERT_TRUE(tx->commit());
  auto after = begin(AccessMode::read);
  expect_same(*after);
}

TEST_P(AdjacencyViewTest, ManyThreadsReadOneView) {
  {
    auto tx = begin(AccessMode::read);
    ASSERT_NE(must(tx->adjacency(Direction::incoming, {})), nullptr);
  }
  auto writer = begin(AccessMode::write);
  for (int i = 0; i < 300; ++i) connect(*writer, random_);
  ASSERT_TRUE(writer->commit());
  auto tx = begin(AccessMode::read);
  const RecordRows expected = rows_of_records(*tx);
  const auto view = must(tx->adjacency(Direction::incoming, {}));
  ASSERT_FALSE(view->is_clean());
  std::atomic<std::uint64_t> entries{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (const NodeId node : nodes_) entries += view->neighbours(node.value).size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entries, 4 * must(tx->relationship_count()));
  expect_rows(expected, *view, Direction::incoming, -1);
}

TEST_P(AdjacencyViewTest, ReadersAtOldSnapshotsWhileAWriterCommitsAndMergesHappen) {
  std::atomic<bool> stop{false};
  std::atomic<int> views{0};
  std::thread writer([&] {
    std::mt19937 random(11);
    std::vector<RelationshipId> created;
    for (int i = 0; i < 400 || (views < 60 && i < 50000); ++i) {
      auto tx = begin(AccessMode::write);
      created.push_back(connect(*tx, random));
      if (created.size() > 200) {
        EXPECT_TRUE(tx->delete_relationship(created[created.size() / 2]));
        created.erase(created.begin() + static_cast<std::ptrdiff_t>(created.size() / 2));
      }
      EXPECT_TRUE(tx->commit());
    }
    stop = true;
  });
  const auto reader = [&] {
    std::unique_ptr<Transaction> old = begin(AccessMode::read);
    const RecordRows expected = rows_of_records(*old);
    while (!stop && !HasFailure()) {
      auto now = begin(AccessMode::read);
      views += expect_same(*now, true);
      // Its topology may be gone once there is a newer one; its answer never changes.
      if (const auto view = must(old->adjacency(Direction::outgoing, {}))) {
        expect_rows(expected, *view, Direction::outgoing, -1);
      }
    }
  };
  std::thread second(reader);
  reader();
  second.join();
  writer.join();
  EXPECT_GT(views, 0);
}

TEST_P(AdjacencyViewTest, IsNotThereWithoutAPolicyOrMemoryForIt) {
  for (const bool off : {true, false}) {
    OpenOptions wanted;
    wanted.projections = off ? ProjectionPolicy::off : ProjectionPolicy::eager;
    wanted.projection_bytes = off ? 1U << 30U : 64;
    auto store = must(GraphStore::open(wanted));
    auto tx = must(store->begin(AccessMode::write));
    must(tx->create_node({}, {}));
    ASSERT_TRUE(tx->commit());
    tx = must(store->begin(AccessMode::read));
    EXPECT_EQ(must(tx->adjacency(Direction::outgoing, {})), nullptr);
  }
}

TEST(AdjacencyViewFaultTest, AFailedWriteLeavesNoRows) {
  const auto plan = std::make_shared<entente::testing::FaultPlan>();
  OpenOptions wanted;
  wanted.projections = ProjectionPolicy::eager;
  const std::shared_ptr<GraphStore> store = must(GraphEngine::create(
      std::make_shared<entente::testing::FaultStore>(make_memory_store(), plan), wanted));
  auto tx = must(store->begin(AccessMode::write));
  const RelationshipTypeId type = must(tx->get_or_create_relationship_type("R"));
  const NodeId a = must(tx->create_node({}, {}));
  const NodeId b = must(tx->create_node({}, {}));
  must(tx->create_relationship(a, type, b, {}));
  ASSERT_TRUE(tx->commit());
  EXPECT_EQ(expect_views(*must(store->begin(AccessMode::read)), {type}, false), 6);
  tx = must(store->begin(AccessMode::write));
  must(tx->create_relationship(b, type, a, {}));
  plan->fail_at(1);
  const Status committed = tx->commit();
  ASSERT_FALSE(committed);
  // The write itself failed, not a read before it.
  EXPECT_EQ(committed.error().error_class, ErrorClass::disk_full);
  tx = must(store->begin(AccessMode::read));
  EXPECT_EQ(must(tx->relationship_count()), 1U);
  EXPECT_EQ(expect_views(*tx, {type}, false), 6);
}

ENTENTE_OVER_ALL_STORES(AdjacencyViewTest);

}  // namespace
}  // namespace entente::storage
