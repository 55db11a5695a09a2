#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class ConflictTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    person_ = must(tx->get_or_create_label("Person"));
    city_ = must(tx->get_or_create_label("City"));
    knows_ = must(tx->get_or_create_relationship_type("KNOWS"));
    age_ = must(tx->get_or_create_property_key("age"));
    const LabelId labels[] = {person_};
    a_ = must(tx->create_node(labels, {{age_, 0}}));
    b_ = must(tx->create_node(labels, {{age_, 0}}));
    r_ = must(tx->create_relationship(a_, knows_, b_, {}));
    commit(tx);
  }
  /// Runs two overlapping transactions and commits the first one first; true if the second fails.
  template <class First, class Second>
  bool conflict(const First& first, const Second& second) {
    auto one = write();
    auto two = write();
    first(*one);
    second(*two);
    commit(one);
    const Status committed = two->commit();
    if (committed) return false;
    EXPECT_EQ(committed.error().error_class, ErrorClass::conflict);
    EXPECT_TRUE(committed.error().retryable());
    return true;
  }

  LabelId person_, city_;
  RelationshipTypeId knows_;
  PropertyKeyId age_;
  NodeId a_, b_;
  RelationshipId r_;
};

TEST_P(ConflictTest, FirstCommitterWinsOnANode) {
  EXPECT_TRUE(conflict([&](Transaction& tx) { must(tx.set_node_property(a_, age_, 1)); },
                       [&](Transaction& tx) { must(tx.set_node_property(a_, age_, 2)); }));
  auto tx = read();
  EXPECT_EQ(must(tx->node_property(a_, age_)).as_integer(), 1);
}

TEST_P(ConflictTest, DifferentNodesDoNotConflict) {
  EXPECT_FALSE(conflict([&](Transaction& tx) { must(tx.set_node_property(a_, age_, 1)); },
                        [&](Transaction& tx) { must(tx.set_node_property(b_, age_, 2)); }));
}

TEST_P(ConflictTest, SequentialTransactionsDoNotConflict) {
  for (int i = 1; i < 20; ++i) {
    auto tx = write();
    must(tx->set_node_property(a_, age_, i));
    commit(tx);
  }
}

TEST_P(ConflictTest, AddingRelationshipsAtOneNodeDoesNotConflict) {
  const auto add = [&](Transaction& tx) { must(tx.create_relationship(a_, knows_, b_, {})); };
  EXPECT_FALSE(conflict(add, add));
  auto tx = read();
  EXPECT_EQ(must(tx->degree(a_, Direction::outgoing, {})), 3U);
  EXPECT_EQ(must(tx->relationship_count(knows_)), 3U);
}

TEST_P(ConflictTest, PropertyOfANodeAndRelationshipAtItDoNotConflict) {
  EXPECT_FALSE(conflict([&](Transaction& tx) { must(tx.create_relationship(a_, knows_, b_, {})); },
                        [&](Transaction& tx) { must(tx.set_node_property(a_, age_, 2)); }));
}

TEST_P(ConflictTest, DeletionConflictsWithEverythingAtTheNode) {
  const auto remove = [&](Transaction& tx) { ASSERT_TRUE(tx.detach_delete_node(a_)); };
  const auto attach = [&](Transaction& tx) { must(tx.create_relationship(b_, knows_, a_, {})); };
  const auto set = [&](Transaction& tx) { must(tx.set_node_property(a_, age_, 2)); };
  EXPECT_TRUE(conflict(attach, remove));
  EXPECT_TRUE(conflict(set, remove));
  EXPECT_TRUE(conflict(remove, attach));
  auto tx = read();
  EXPECT_EQ(must(tx->relationship_count()), 0U);
}

TEST_P(ConflictTest, SetAfterDeletionConflicts) {
  EXPECT_TRUE(conflict([&](Transaction& tx) { ASSERT_TRUE(tx.detach_delete_node(a_)); },
                       [&](Transaction& tx) { must(tx.set_node_property(a_, age_, 2)); }));
}

TEST_P(ConflictTest, RelationshipWritesConflictAmongThemselvesOnly) {
  const auto set = [&](Transaction& tx) { must(tx.set_relationship_property(r_, age_, 2)); };
  EXPECT_TRUE(
      conflict(set, [&](Transaction& tx) { must(tx.set_relationship_property(r_, age_, 3)); }));
  EXPECT_TRUE(conflict([&](Transaction& tx) { must(tx.set_relationship_property(r_, age_, 4)); },
                       [&](Transaction& tx) { ASSERT_TRUE(tx.delete_relationship(r_)); }));
}

TEST_P(ConflictTest, RelabellingConflictsWithAttaching) {
  EXPECT_TRUE(conflict([&](Transaction& tx) { must(tx.add_label(a_, city_)); },
                       [&](Transaction& tx) { must(tx.create_relationship(a_, knows_, b_, {})); }));
  auto tx = read();
  EXPECT_EQ(must(tx->estimate_relationships(city_, knows_, Direction::outgoing)), 1);
}

TEST_P(ConflictTest, OfTwoWhoInsertTheSameUniqueValueOneFails) {
  {
    auto tx = write();
    must(tx->create_index("", IndexKind::unique, city_, {age_}));
    commit(tx);
  }
  const auto insert = [&](Transaction& tx) {
    const LabelId labels[] = {city_};
    must(tx.create_node(labels, {{age_, 7}}));
  };
  EXPECT_TRUE(conflict(insert, insert));
  auto tx = write();
  const LabelId labels[] = {city_};
  const auto third = tx->create_node(labels, {{age_, 7.0}});
  EXPECT_EQ(third.error().error_class, ErrorClass::constraint_validation_failed);
}

TEST_P(ConflictTest, NewIndexConflictsWithWritersThatDoNotKnowIt) {
  EXPECT_TRUE(conflict(
      [&](Transaction& tx) { must(tx.create_index("", IndexKind::range, person_, {age_})); },
      [&](Transaction& tx) { must(tx.set_node_property(a_, age_, 2)); }));
}

TEST_P(ConflictTest, NewAliasOfOneNameConflicts) {
  EXPECT_TRUE(conflict([&](Transaction& tx) { ASSERT_TRUE(tx.put_alias("ann", a_)); },
                       [&](Transaction& tx) { ASSERT_TRUE(tx.put_alias("ann", b_)); }));
  EXPECT_FALSE(conflict([&](Transaction& tx) { ASSERT_TRUE(tx.put_alias("anne", a_)); },
                        [&](Transaction& tx) { ASSERT_TRUE(tx.put_alias("bob", b_)); }));
}

TEST_P(ConflictTest, ManyThreadsCountWithRetries) {
  constexpr int threads = 8;
  constexpr int rounds = 25;
  std::atomic<int> conflicts{0};
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&] {
      for (int done = 0; done < rounds;) {
        auto tx = write();
        const auto now = must(tx->node_property(a_, age_)).as_integer();
        must(tx->set_node_property(a_, age_, now + 1));
        must(tx->create_relationship(a_, knows_, b_, {}));
        if (tx->commit()) {
          ++done;
        } else {
          ++conflicts;
        }
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  reopen();
  auto tx = read();
  EXPECT_EQ(must(tx->node_property(a_, age_)).as_integer(), threads * rounds);
  EXPECT_EQ(must(tx->degree(a_, Direction::outgoing, {})), threads * rounds + 1U);
  EXPECT_EQ(must(tx->relationship_count(knows_)), threads * rounds + 1U);
}

TEST_P(ConflictTest, ReadersSeeWholeCommitsOnly) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (int i = 1; i <= 300; ++i) {
      auto tx = write();
      must(tx->set_node_property(a_, age_, i));
      must(tx->set_node_property(b_, age_, i));
      must(tx->create_relationship(a_, knows_, b_, {}));
      EXPECT_TRUE(tx->commit());
    }
    stop = true;
  });
  while (!stop) {
    auto tx = read();
    const auto i = must(tx->node_property(a_, age_)).as_integer();
    EXPECT_EQ(must(tx->node_property(b_, age_)).as_integer(), i);
    EXPECT_EQ(must(tx->degree(b_, Direction::incoming, {})), static_cast<std::uint64_t>(i) + 1);
    EXPECT_EQ(must(tx->relationship_count()), static_cast<std::uint64_t>(i) + 1);
  }
  writer.join();
}

ENTENTE_OVER_ALL_STORES(ConflictTest);

}  // namespace
}  // namespace entente::storage
