#include <array>
#include <thread>

#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

class Sessions : public QueryFixture {};

TEST_P(Sessions, HandlesEndInAnyOrder) {
  run("UNWIND range(1, 3000) AS i CREATE (:N {i: i})");
  std::array<int, 3> order = {0, 1, 2};
  do {
    for (const bool in_transaction : {false, true}) {
      std::optional<Database> database(*database_);
      std::optional<Session> session(database->session());
      if (in_transaction) {
        ASSERT_TRUE(session->begin());
      }
      auto started = session->run("MATCH (n:N) RETURN n");
      ASSERT_TRUE(started);
      std::optional<ResultSet> result(std::move(*started));
      ASSERT_TRUE(result->next().value_or(false));
      for (const int handle : order) {
        if (handle == 0) database.reset();
        if (handle == 1) session.reset();
        if (handle == 2) result.reset();
        if (result) {
          EXPECT_TRUE(result->next().value_or(false));
        }
      }
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_P(Sessions, ResultOutlivesTheLastDatabaseHandle) {
  run("UNWIND range(1, 3000) AS i CREATE (:N {i: i})");
  auto started = session_->run("MATCH (n:N) RETURN n.i");
  ASSERT_TRUE(started);
  session_.reset();
  database_.reset();
  auto rows = started->rows();
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->size(), 3000U);
}

TEST_P(Sessions, TransactionsSeeTheirOwnWritesAndRollBack) {
  Session other = database_->session();
  ASSERT_TRUE(session_->begin());
  EXPECT_TRUE(session_->in_transaction());
  run("CREATE (:N)");
  EXPECT_EQ(ask("MATCH (n:N) RETURN count(n)"), Rows({"1"}));
  auto outside = other.run("MATCH (n:N) RETURN count(n)");
  ASSERT_TRUE(outside);
  EXPECT_EQ(outside->rows()->at(0)[0].as_integer(), 0);
  ASSERT_TRUE(session_->rollback());
  EXPECT_EQ(ask("MATCH (n:N) RETURN count(n)"), Rows({"0"}));
  ASSERT_TRUE(session_->begin());
  run("CREATE (:N)");
  ASSERT_TRUE(session_->commit());
  EXPECT_EQ(ask("MATCH (n:N) RETURN count(n)"), Rows({"1"}));
}

TEST_P(Sessions, FailedStatementLeavesNothingInATransaction) {
  ASSERT_TRUE(session_->begin());
  run("CREATE (:N {i: 1})");
  EXPECT_EQ(failure("CREATE (:N {i: 2}) WITH 1 AS x UNWIND [1, 0] AS y RETURN x / y").error_class,
            ErrorClass::arithmetic_error);
  run("CREATE (:N {i: 3})");
  ASSERT_TRUE(session_->commit());
  EXPECT_EQ(ask("MATCH (n:N) RETURN n.i ORDER BY n.i"), Rows({"1", "3"}));
}

TEST_P(Sessions, OpenStreamsOutliveTheirTransaction) {
  run("UNWIND range(1, 3000) AS i CREATE (:N {i: i})");
  ASSERT_TRUE(session_->begin());
  auto stream = session_->run("MATCH (n:N) RETURN n.i");
  ASSERT_TRUE(stream);
  ASSERT_TRUE(stream->next().value_or(false));
  run("MATCH (n:N) DELETE n");
  ASSERT_TRUE(session_->commit());
  auto rows = stream->rows();
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ(rows->size(), 2999U);
}

TEST_P(Sessions, RefusesWrongStates) {
  EXPECT_EQ(session_->commit().error().error_class, ErrorClass::transaction_state);
  EXPECT_EQ(session_->rollback().error().error_class, ErrorClass::transaction_state);
  ASSERT_TRUE(session_->begin());
  EXPECT_EQ(session_->begin().error().error_class, ErrorClass::transaction_state);
  EXPECT_EQ(failure("CREATE INDEX FOR (n:N) ON (n.i)").error_class, ErrorClass::transaction_state);
}

TEST_P(Sessions, ConflictingWritersAreRunAgain) {
  run("CREATE (:Counter {n: 0})");
  constexpr int per_thread = 50;
  const auto work = [this] {
    Session session = database_->session();
    for (int i = 0; i < per_thread; ++i) {
      auto result = session.run("MATCH (c:Counter) SET c.n = c.n + 1");
      while (!result && result.error().retryable()) {
        result = session.run("MATCH (c:Counter) SET c.n = c.n + 1");
      }
      ASSERT_TRUE(result) << result.error().message;
    }
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
  EXPECT_EQ(ask("MATCH (c:Counter) RETURN c.n"), Rows({std::to_string(2 * per_thread)}));
}

TEST_P(Sessions, PreparedQueriesFollowTheSchema) {
  run("UNWIND range(1, 100) AS i CREATE (:N {i: i})");
  auto prepared = session_->prepare("MATCH (n:N {i: $i}) RETURN n.i AS i");
  ASSERT_TRUE(prepared);
  EXPECT_EQ(prepared->columns(), std::vector<std::string>{"i"});
  EXPECT_FALSE(prepared->updating());
  const auto look = [&] { return session_->run(*prepared, {{"i", Value(7)}})->rows()->size(); };
  EXPECT_EQ(look(), 1U);
  run("CREATE INDEX n_i FOR (n:N) ON (n.i)");
  EXPECT_EQ(look(), 1U);
  run("DROP INDEX n_i");
  EXPECT_EQ(look(), 1U);
}

TEST_P(Sessions, ExplainsAndProfiles) {
  run("UNWIND range(1, 10) AS i CREATE (:N {i: i})");
  EXPECT_EQ(ask("EXPLAIN MATCH (n:N) DELETE n"), Rows({}));
  ASSERT_TRUE(summary_.plan);
  EXPECT_FALSE(summary_.plan->rows);
  EXPECT_EQ(ask("PROFILE MATCH (n:N) WHERE n.i > 3 RETURN count(*)"), Rows({"7"}));
  ASSERT_TRUE(summary_.plan);
  const PlanNode* node = &*summary_.plan;
  EXPECT_EQ(node->rows, 1U);
  while (node->name != "NodeByLabelScan" && !node->children.empty()) node = &node->children[0];
  EXPECT_EQ(node->rows, 10U);
  EXPECT_TRUE(node->time_ms);
  EXPECT_EQ(ask("PROFILE MATCH (n:N) WHERE n.i > 3 RETURN collect(n.i)").size(), 1U);
  ASSERT_TRUE(summary_.plan);
  EXPECT_GT(summary_.plan->memory_peak_bytes.value_or(0), 0U);
  EXPECT_EQ(ask("PROFILE MATCH (n:N) WHERE n.i > 3 SET n.seen = 1 FINISH"), Rows({}));
  ASSERT_TRUE(summary_.plan) << "writes are profiled as well";
  EXPECT_EQ(summary_.plan->children.at(0).rows, 7U);
}

TEST_P(Sessions, CallsRegisteredProcedures) {
  TableProcedure procedure;
  procedure.signature = "my.city(name :: STRING?) :: (city :: STRING?)";
  procedure.columns = {"name", "city"};
  procedure.rows = {{Value("Ann"), Value("Oslo")}, {Value("Ben"), Value("Rome")}};
  ASSERT_TRUE(database_->register_procedure(procedure));
  EXPECT_EQ(ask("CALL my.city('Ben') YIELD city RETURN city"), Rows({"'Rome'"}));
  EXPECT_EQ(ask("CALL my.city", {{"name", Value("Ann")}}), Rows({"'Oslo'"}));
  procedure.signature = "nonsense";
  EXPECT_EQ(database_->register_procedure(procedure).error().error_class,
            ErrorClass::argument_error);
}

TEST_P(Sessions, SummarisesTheSchema) {
  run("CREATE (:A {x: 1})-[:T]->(:B), (:A)");
  run("CREATE INDEX a_x FOR (n:A) ON (n.x)");
  const auto schema = database_->schema();
  ASSERT_TRUE(schema);
  ASSERT_EQ(schema->labels.size(), 2U);
  EXPECT_EQ(schema->labels[0].name, "A");
  EXPECT_EQ(schema->labels[0].count, 2U);
  EXPECT_EQ(schema->relationship_types.at(0).count, 1U);
  EXPECT_EQ(schema->indexes.at(0).label, "A");
}

ENTENTE_QUERY_TESTS(Sessions);

}  // namespace
}  // namespace entente::testing
