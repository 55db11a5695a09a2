#include "storage/graph/committer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "storage/format/counter.hpp"
#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"

namespace entente::storage {
namespace {

class CommitterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(committer_.start(std::make_shared<const IndexDefinitions>()));
  }
  Status commit(std::uint64_t base, std::vector<ConflictKey> relies_on,
                std::vector<ConflictKey> changes) {
    CommitRequest request;
    request.base_commit = base;
    request.write_set = {std::move(relies_on), std::move(changes)};
    request.batch.put(KeyFamily::nodes, "k", "v");
    return committer_.commit(std::move(request));
  }
  /// A transaction of its own that marks a key.
  void mark(ConflictKey key) {
    const std::uint64_t base = committer_.begin(true).commit;
    ASSERT_TRUE(commit(base, {}, {key}));
  }
  static ConflictKey node(std::uint64_t id) { return {ConflictKind::node_written, id}; }

  std::shared_ptr<testing::FaultPlan> plan_ = std::make_shared<testing::FaultPlan>();
  Committer committer_{std::make_shared<testing::FaultStore>(make_memory_store(), plan_), false};
};

TEST_F(CommitterTest, ConflictsOnlyWithLaterMarksOfTheSameKey) {
  mark(node(1));
  const std::uint64_t base = committer_.begin(true).commit;
  mark(node(2));
  EXPECT_TRUE(commit(base, {node(1), node(3)}, {}));
  const std::uint64_t late = committer_.begin(true).commit;
  mark(node(3));
  EXPECT_EQ(commit(late, {node(3)}, {}).error().error_class, ErrorClass::conflict);
}

TEST_F(CommitterTest, ForgetsMarksThatNobodyCanMeet) {
  const std::uint64_t old = committer_.begin(true).commit;
  for (std::uint64_t i = 0; i < 3000; ++i) mark(node(i));
  EXPECT_EQ(committer_.remembered_conflicts(), 3000U);
  committer_.abandon(old);
  for (std::uint64_t i = 0; i < 2; ++i) mark(node(i));
  EXPECT_LE(committer_.remembered_conflicts(), 2U);
}

TEST_F(CommitterTest, AFailedWriteIsReportedAndBlocksNobody) {
  const std::uint64_t base = committer_.begin(true).commit;
  plan_->fail_at(1);
  EXPECT_EQ(commit(base, {}, {node(1)}).error().error_class, ErrorClass::disk_full);
  std::string value;
  EXPECT_FALSE(*committer_.begin(false).snapshot->get(KeyFamily::nodes, "k", value));
  const std::uint64_t next = committer_.begin(true).commit;
  EXPECT_TRUE(commit(next, {node(1)}, {node(1)}));
  EXPECT_TRUE(*committer_.begin(false).snapshot->get(KeyFamily::nodes, "k", value));
}

TEST_F(CommitterTest, CountersAreThoseOfTheCommit) {
  const CommittedState old = committer_.begin(false);
  for (int i = 0; i < 3; ++i) {
    CommitRequest request;
    request.base_commit = committer_.begin(true).commit;
    request.counters = {{StatisticKey::nodes(), 2}};
    // The last one fails, and counts nothing.
    if (i == 2) plan_->fail_at(1);
    EXPECT_EQ(committer_.commit(std::move(request)).has_value(), i < 2);
  }
  EXPECT_EQ(old.counters.value(StatisticKey::nodes()), 0);
  const CommittedState now = committer_.begin(false);
  EXPECT_EQ(now.counters.value(StatisticKey::nodes()), 4);
  EXPECT_EQ(CounterTable::load(*now.snapshot)->value(StatisticKey::nodes()), 4);
}

TEST_F(CommitterTest, TheLeadIsHandedOnUntilEverybodyIsServed) {
  constexpr int clients = 8;
  constexpr int commits = 300;
  std::atomic<int> won{0};
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      for (int i = 0; i < commits; ++i) {
        CommitRequest request;
        request.base_commit = committer_.begin(true).commit;
        // Half of them meet at one key: of those that began at one state, one may win.
        const ConflictKey key = node(i % 2 == 0 ? 0 : static_cast<std::uint64_t>(client) + 1);
        request.write_set = {{key}, {key}};
        request.counters = {{StatisticKey::nodes(), 1}};
        request.batch.merge(KeyFamily::statistics, "won", encode_counter(1));
        const Status status = committer_.commit(std::move(request));
        if (status) {
          ++won;
        } else {
          EXPECT_EQ(status.error().error_class, ErrorClass::conflict);
          EXPECT_EQ(i % 2, 0);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const CommittedState now = committer_.begin(false);
  EXPECT_EQ(now.counters.value(StatisticKey::nodes()), won);
  std::string value;
  ASSERT_TRUE(*now.snapshot->get(KeyFamily::statistics, "won", value));
  EXPECT_EQ(*decode_counter(value), won);
  EXPECT_EQ(committer_.remembered_conflicts(), 0U);
}

}  // namespace
}  // namespace entente::storage
