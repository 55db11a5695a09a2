#include <atomic>
#include <thread>

#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

class InnerTransactionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open("");
    ASSERT_TRUE(opened);
    database_.emplace(std::move(opened).value());
    session_.emplace(database_->session());
  }

  static std::vector<ValueList> rows(Session& session, const std::string& text) {
    auto result = session.run(text);
    EXPECT_TRUE(result) << text << ": " << result.error().message;
    if (!result) return {};
    auto rows = result->rows();
    EXPECT_TRUE(rows) << text << ": " << rows.error().message;
    return rows ? std::move(rows).value() : std::vector<ValueList>{};
  }

  std::optional<Database> database_;
  std::optional<Session> session_;
};

TEST_F(InnerTransactionsTest, NeedAnImplicitTransaction) {
  ASSERT_TRUE(session_->begin());
  const auto refused = session_->run("CALL { CREATE (:A) } IN TRANSACTIONS");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::transaction_state);
  EXPECT_TRUE(session_->run("EXPLAIN CALL { CREATE (:A) } IN TRANSACTIONS"));
  EXPECT_EQ(rows(*session_, "MATCH (n) RETURN n").size(), 0);
  ASSERT_TRUE(session_->commit());
  EXPECT_TRUE(session_->run("CALL { CREATE (:A) } IN TRANSACTIONS"));
  EXPECT_EQ(rows(*session_, "MATCH (n) RETURN n").size(), 1);
}

TEST_F(InnerTransactionsTest, CountWhatTheyCommitted) {
  auto result = session_->run(
      "UNWIND range(1, 5) AS i CALL (i) { CREATE (:A {i: i})-[:T]->(:B) } "
      "IN TRANSACTIONS OF 2 ROWS CREATE (:Outer)");
  ASSERT_TRUE(result) << result.error().message;
  const QueryCounters counters = result->summary().counters;
  EXPECT_EQ(counters.nodes_created, 15);
  EXPECT_EQ(counters.relationships_created, 5);
  EXPECT_EQ(counters.transactions_committed, 3);
}

/// Cypher manual, "CALL subqueries in transactions", section "ON ERROR CONTINUE".
TEST_F(InnerTransactionsTest, FailureSaysHowManyWereCommittedAndTheyStay) {
  const auto failed = session_->run(
      "UNWIND [4, 2, 1, 0] AS i CALL (i) { CREATE (:P {n: 100 / i}) } IN TRANSACTIONS OF 2 ROWS");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().error_class, ErrorClass::arithmetic_error);
  EXPECT_TRUE(failed.error().message.ends_with("(transactions committed: 1)"))
      << failed.error().message;
  const auto left = rows(*session_, "MATCH (p:P) RETURN p.n ORDER BY p.n");
  ASSERT_EQ(left.size(), 2);
  EXPECT_EQ(left[0][0].as_integer(), 25);
  EXPECT_EQ(left[1][0].as_integer(), 50);
}

/// What stops a query is not an error of one inner transaction that ON ERROR could pass over.
TEST_F(InnerTransactionsTest, OnErrorDoesNotPassOverLimits) {
  QueryOptions options;
  options.memory_bytes_max = 1U << 20U;
  const auto failed = session_->run(
      "UNWIND range(1, 1000000) AS i CALL (i) { CREATE (:P {n: i}) } "
      "IN TRANSACTIONS OF 1000000 ROWS ON ERROR CONTINUE",
      {}, options);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().error_class, ErrorClass::memory_limit);
}

/// A group that loses against another commit is run again as a whole, and nothing is done twice.
TEST_F(InnerTransactionsTest, ConflictsAreTriedAgain) {
  rows(*session_, "CREATE (:Counter {n: 0})");
  std::atomic<bool> stop{false};
  std::atomic<int> others{0};
  std::thread other([&] {
    Session session = database_->session();
    for (; !stop; ++others) {
      EXPECT_TRUE(session.run("MATCH (c:Counter) SET c.other = coalesce(c.other, 0) + 1"));
    }
  });
  while (others < 2) std::this_thread::yield();
  const auto result = session_->run(
      "UNWIND range(1, 600) AS i CALL (i) { MATCH (c:Counter) SET c.n = c.n + 1 } "
      "IN TRANSACTIONS OF 3 ROWS ON ERROR RETRY FOR 600 SECONDS THEN FAIL");
  stop = true;
  other.join();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(rows(*session_, "MATCH (c:Counter) RETURN c.n")[0][0].as_integer(), 600);
  EXPECT_EQ(rows(*session_, "MATCH (c:Counter) RETURN c.other")[0][0].as_integer(), others);
}

/// Rows given behind the call see other sessions' commits of the meantime, rows read before do not.
TEST_F(InnerTransactionsTest, LaterClausesGoOnFromTheNewestState) {
  EXPECT_EQ(rows(*session_,
                 "UNWIND [1, 2] AS i CALL (i) { CREATE (n:N {i: i}) RETURN n } "
                 "IN TRANSACTIONS OF 1 ROW MATCH (m:N) RETURN n.i, m.i")
                .size(),
            4);
}

}  // namespace
}  // namespace entente::testing
