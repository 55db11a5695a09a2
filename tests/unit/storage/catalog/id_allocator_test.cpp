#include "storage/catalog/id_allocator.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "storage/format/key.hpp"
#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"

namespace entente::storage {
namespace {

class IdAllocatorTest : public ::testing::Test {
 protected:
  void load(IdAllocator& ids) {
    const auto snapshot = store_->snapshot();
    ASSERT_TRUE(ids.load(**snapshot));
  }
  std::shared_ptr<KvStore> store_ = make_memory_store();
};

TEST_F(IdAllocatorTest, AscendsFromOneAndSkipsTheBlockAfterACrash) {
  IdAllocator ids(meta_key::next_node_id, 10);
  load(ids);
  EXPECT_EQ(*ids.allocate(*store_), 1U);
  EXPECT_EQ(*ids.allocate(*store_, 3), 2U);
  EXPECT_EQ(*ids.allocate(*store_), 5U);
  EXPECT_EQ(ids.end(), 6U);
  // Without save(): as after a crash.
  IdAllocator after(meta_key::next_node_id, 10);
  load(after);
  EXPECT_EQ(*after.allocate(*store_), 11U);
}

TEST_F(IdAllocatorTest, AnOrdinaryCloseLosesNothing) {
  IdAllocator ids(meta_key::next_node_id, 10);
  load(ids);
  EXPECT_EQ(*ids.allocate(*store_, 25), 1U);
  EXPECT_EQ(*ids.allocate(*store_), 26U);
  ASSERT_TRUE(ids.save(*store_));
  IdAllocator after(meta_key::next_node_id, 10);
  load(after);
  EXPECT_EQ(*after.allocate(*store_), 27U);
}

TEST_F(IdAllocatorTest, AFailedReservationGivesNoId) {
  auto plan = std::make_shared<testing::FaultPlan>();
  testing::FaultStore failing(store_, plan);
  IdAllocator ids(meta_key::next_node_id, 10);
  load(ids);
  plan->fail_at(1);
  EXPECT_FALSE(ids.allocate(failing));
  EXPECT_EQ(*ids.allocate(failing), 1U);
}

TEST_F(IdAllocatorTest, ThreadsNeverGetTheSame) {
  IdAllocator ids(meta_key::next_node_id, 10);
  load(ids);
  std::vector<std::vector<std::uint64_t>> got(4);
  std::vector<std::thread> threads;
  for (auto& mine : got) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) mine.push_back(*ids.allocate(*store_));
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::uint64_t> all;
  for (const auto& mine : got) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 2000U);
  EXPECT_EQ(*all.rbegin(), 2000U);
}

}  // namespace
}  // namespace entente::storage
