#include <thread>

#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

/// One statement run many times: what is kept from run to run must not show.
class RepeatedRuns : public QueryFixture {
 protected:
  void SetUp() override {
    QueryFixture::SetUp();
    run("CREATE CONSTRAINT FOR (p:P) REQUIRE p.id IS UNIQUE");
    run("UNWIND range(1, 9) AS i CREATE (:P {id: i, name: 'p' + toString(i)})");
  }
  Rows name_of(const PreparedQuery& query, int id) {
    auto result = session_->run(query, {{"id", Value(id)}});
    if (!result) return {describe(result.error())};
    Rows rows;
    const auto given = result->rows();
    if (!given) return {describe(given.error())};
    for (const ValueList& row : *given) rows.push_back(row.front().to_text());
    return rows;
  }
  static constexpr const char* by_id = "MATCH (p:P {id: $id}) RETURN p.name";
};

TEST_P(RepeatedRuns, EachSeesItsOwnParametersAndTheNewestState) {
  const PreparedQuery query = *session_->prepare(by_id);
  for (int id = 1; id < 10; ++id)
    EXPECT_EQ(name_of(query, id), Rows({"'p" + std::to_string(id) + "'"}));
  EXPECT_EQ(name_of(query, 10), Rows());
  run("CREATE (:P {id: 10, name: 'new'})");
  run("MATCH (p:P {id: 1}) SET p.name = 'other'");
  run("MATCH (p:P {id: 2}) DELETE p");
  EXPECT_EQ(name_of(query, 10), Rows({"'new'"}));
  EXPECT_EQ(name_of(query, 1), Rows({"'other'"}));
  EXPECT_EQ(name_of(query, 2), Rows());
}

TEST_P(RepeatedRuns, AMissingParameterIsMissedEachTime) {
  EXPECT_EQ(ask(by_id, {{"id", Value(1)}}), Rows({"'p1'"}));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(failure(by_id, {{"other", Value(1)}}).error_class, ErrorClass::parameter_missing);
  }
  EXPECT_EQ(ask(by_id, {{"id", Value(1)}}), Rows({"'p1'"}));
}

TEST_P(RepeatedRuns, RunsOfOneStatementCanBeOpenAtOnce) {
  const char* all = "MATCH (p:P) WHERE p.id >= $from RETURN p.id";
  auto first = session_->run(all, {{"from", Value(3)}});
  auto second = session_->run(all, {{"from", Value(7)}});
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(*first->next());
  EXPECT_EQ(second->rows()->size(), 3U);
  EXPECT_EQ(first->rows()->size(), 6U);
}

TEST_P(RepeatedRuns, AResultThatIsLeftHalfReadLeavesNothingToTheNext) {
  run("UNWIND range(100, 3000) AS i CREATE (:P {id: i})");
  const char* all = "MATCH (p:P) WHERE p.id >= $from RETURN p.id";
  for (int i = 0; i < 3; ++i) {
    auto left = session_->run(all, {{"from", Value(0)}});
    ASSERT_TRUE(left);
    for (int row = 0; row < 5; ++row) ASSERT_TRUE(*left->next());
  }
  EXPECT_EQ(ask(all, {{"from", Value(3000)}}), Rows({"3000"}));
}

TEST_P(RepeatedRuns, AFailedRunLeavesNothingToTheNext) {
  const char* divide = "UNWIND $list AS x CREATE (:Q {y: 10 / x}) RETURN 10 / x AS y";
  const auto list = [](ValueList values) { return Parameters{{"list", Value(std::move(values))}}; };
  EXPECT_EQ(ask(divide, list({Value(1), Value(2)})), Rows({"10", "5"}));
  EXPECT_EQ(failure(divide, list({Value(1), Value(0)})).detail, "DivisionByZero");
  EXPECT_EQ(ask(divide, list({Value(5)})), Rows({"2"}));
  EXPECT_EQ(ask("MATCH (q:Q) RETURN count(*)"), Rows({"3"}));
}

TEST_P(RepeatedRuns, EachHasItsOwnMemoryBudget) {
  QueryOptions little;
  little.memory_bytes_max = 64U << 10U;
  const char* write = "UNWIND range(1, $n) AS i CREATE (:R {i: i})";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(failure(write, {{"n", Value(5000)}}, little).error_class, ErrorClass::memory_limit);
    EXPECT_EQ(ask(write, {{"n", Value(50)}}, little), Rows());
  }
  EXPECT_EQ(ask("MATCH (r:R) RETURN count(*)"), Rows({"150"}));
}

TEST_P(RepeatedRuns, APreparedQueryFollowsTheSchema) {
  const PreparedQuery query = *session_->prepare("MATCH (n:Later {id: $id}) RETURN n.id");
  EXPECT_EQ(name_of(query, 1), Rows());
  run("CREATE (:Later {id: 1})");
  EXPECT_EQ(name_of(query, 1), Rows({"1"}));
  run("CREATE INDEX FOR (n:Later) ON (n.id)");
  EXPECT_EQ(name_of(query, 1), Rows({"1"}));
  run("CREATE (:Later {id: 1})");
  EXPECT_EQ(name_of(query, 1), Rows({"1", "1"}));
}

TEST_P(RepeatedRuns, SessionsShareAStatement) {
  const PreparedQuery query = *session_->prepare(by_id);
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      Session session = database_->session();
      for (int i = 0; i < 200; ++i) {
        const int id = 1 + (i + t) % 9;
        auto result = session.run(query, {{"id", Value(id)}});
        const auto rows = result ? result->rows() : Result<std::vector<ValueList>>(result.error());
        if (!rows || rows->size() != 1 ||
            rows->front().front().as_string() != "p" + std::to_string(id)) {
          ++wrong;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

ENTENTE_QUERY_TESTS(RepeatedRuns);

}  // namespace
}  // namespace entente::testing
