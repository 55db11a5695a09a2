#include <gtest/gtest.h>

#include "entente/entente.hpp"

namespace entente::query {
namespace {

/// Patterns with cycles are run by intersection; PROFILE runs the same plan operator by operator,
/// so both must give the same rows.
class ExpandIntersect : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open("");
    ASSERT_TRUE(opened);
    session_.emplace(opened->session());
    // A dense little graph with loops, parallel relationships and two types.
    run("UNWIND range(0, 11) AS i CREATE (:N {i: i})");
    run("MATCH (a:N), (b:N) WHERE (a.i * 7 + b.i * 5) % 3 = 0 CREATE (a)-[:T {w: a.i}]->(b)");
    run("MATCH (a:N), (b:N) WHERE (a.i + b.i * 3) % 5 = 0 CREATE (a)-[:T]->(b), (a)-[:U]->(b)");
  }

  void run(std::string_view query) { ASSERT_TRUE(session_->run(query)) << query; }

  std::string answer(const std::string& query) {
    auto result = session_->run(query);
    if (!result) return result.error().message;
    auto rows = result->rows();
    if (!rows) return rows.error().message;
    std::string text;
    for (const ValueList& row : *rows) {
      for (const Value& value : row) text += value.to_text() + " ";
    }
    return text;
  }

  std::optional<Session> session_;
};

TEST_F(ExpandIntersect, AgreesWithTheSingleOperators) {
  for (const char* pattern : {
           "(a)-[:T]->(b)-[:T]->(c), (a)-[:T]->(c)",
           "(a)-[:T]->(b)-[:T]->(c)-[:T]->(a)",
           "(a)-[:T]-(b)-[:T]-(c), (a)-[:T]-(c)",
           "(a)-[:T]->(b)-[:U]->(c), (c)-[:T|U]->(a)",
           "(a)-->(b)--(c), (a)<--(c)",
           "(a)-[:T]->(b)-[:T]->(c), (a)-[:T]->(c), (b)-[:U]->(c)",
           "(a)-[:T]->(a)-[:T]->(b), (a)-[:U]->(b)",
       }) {
    const std::string query = "MATCH " + std::string(pattern) +
                              " RETURN a.i AS x, b.i AS y, count(*) AS n ORDER BY x, y, n";
    const std::string expected = answer("PROFILE " + query);
    EXPECT_FALSE(expected.empty()) << pattern;
    EXPECT_EQ(answer(query), expected) << pattern;
  }
}

TEST_F(ExpandIntersect, BindsTheRelationshipsItFound) {
  const std::string query =
      "MATCH (a)-[r:T]->(b)-[s:T]->(c), (a)-[t:T]->(c) "
      "RETURN sum(id(startNode(r)) * 3 + id(endNode(s)) * 5 + id(t)) AS total, "
      "count(DISTINCT [id(r), id(s), id(t)]) AS n";
  EXPECT_EQ(answer(query), answer("PROFILE " + query));
}

TEST_F(ExpandIntersect, SeesWhatTheStatementWrote) {
  EXPECT_EQ(answer("CREATE (a:M)-[:T]->(b:M)-[:T]->(c:M), (a)-[:T]->(c) WITH a "
                   "MATCH (a)-[:T]->(x)-[:T]->(y), (a)-[:T]->(y) RETURN count(*) AS n"),
            "1 ");
}

}  // namespace
}  // namespace entente::query
