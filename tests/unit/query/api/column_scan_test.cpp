#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "entente/entente.hpp"

namespace entente::testing {
namespace {

/// The same graph in a database without projections, which looks at rows one by one, and in one
/// with all of them, which scans columns.
class ColumnScan : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto policy : {ProjectionPolicy::off, ProjectionPolicy::eager}) {
      OpenOptions options;
      options.path = ":memory:";
      options.projections = policy;
      auto opened = Database::open(options);
      ASSERT_TRUE(opened) << opened.error().message;
      databases_.push_back(std::move(opened).value());
      sessions_.push_back(databases_.back().session());
    }
  }

  void run(const std::string& query) {
    for (Session& session : sessions_) {
      auto result = session.run(query);
      ASSERT_TRUE(result) << query << ": " << result.error().message;
      ASSERT_TRUE(result->rows()) << query;
    }
  }

  static std::string answer(Session& session, const std::string& query,
                            const Parameters& parameters) {
    auto result = session.run(query, parameters);
    if (!result) return result.error().message;
    const auto rows = result->rows();
    if (!rows) return rows.error().message;
    std::string text;
    for (const ValueList& row : *rows) {
      for (const Value& value : row) {
        text += value.is_float() ? fmt::format("{:.12g}", value.as_float()) : value.to_text();
        text += " | ";
      }
      text += "\n";
    }
    return text;
  }

  void compare(const std::string& query, const Parameters& parameters = {}) {
    const std::string expected = answer(sessions_[0], query, parameters);
    EXPECT_EQ(answer(sessions_[1], query, parameters), expected) << query;
    EXPECT_FALSE(expected.empty());
  }

  /// Nodes with every kind of property, some without; later statements change what columns hold.
  void make_graph() {
    run("UNWIND range(1, 700) AS i CREATE (n:N {i: i, f: i * 0.37 - 90, d: date('2020-01-01') + "
        "duration({days: i % 40}), b: i % 3 = 0, s: 'text ' + toString(i % 17)})");
    run("MATCH (n:N) WHERE n.i % 5 = 0 REMOVE n.f, n.b REMOVE n.s");
    run("MATCH (n:N) WHERE n.i % 7 = 0 SET n:M, n.m = CASE n.i % 4 WHEN 0 THEN n.i WHEN 1 THEN 'x' "
        "WHEN 2 THEN n.i * 0.5 ELSE [n.i] END REMOVE n.d");
    run("MATCH (n:N) WHERE n.i = 11 OR n.i = 400 SET n.f = 0.0 / 0.0");
    run("MATCH (a:N), (b:N) WHERE b.i = a.i * 3 % 701 CREATE (a)-[:R {w: a.i, v: a.i * "
        "1.25}]->(b)");
    run("MATCH (a:N) WHERE a.i % 9 = 0 CREATE (a)-[:S {w: -a.i}]->(a)");
  }

  void compare_all() {
    static const char* const conditions[] = {
        "n.i < 300",
        "n.i >= 100 AND n.i <= 650",
        "100 < n.i < 200",
        "n.i <> 7",
        "n.i = 7.0",
        "n.i > 12.5",
        "n.f > 0",
        "n.f <= 12.75 OR n.b",
        "n.f <> 0.5",
        "NOT n.f < 1",
        "n.f = $nan",
        "n.d >= date('2020-01-20') AND n.i < 500",
        "n.d < 5",
        "n.b = true",
        "n.b <> false",
        "n.b < true",
        "n.s = 'text 3'",
        "n.s <> 'text 3'",
        "n.s > 'text 2' XOR n.i < 100",
        "n.s = 5",
        "n.s IS NULL",
        "n.s IS NOT NULL AND NOT (n.s < 'text 5' OR n.i > 600)",
        "n.m > 100",
        "n.m = 'x'",
        "n.m <> 'x'",
        "n.none = 1",
        "n.none IS NULL",
        "n.i = null",
        "NOT (n.f > 3 AND n.s = 'text 1')",
        "n.i = $seven",
        "$seven < n.f",
        "n.i < 1 / 0",
        "n.f > 9007199254740993",
    };
    const Parameters parameters = {{"nan", Value(std::nan(""))}, {"seven", Value(7)}};
    for (const char* label : {":N", ":M", "", ":Nobody"}) {
      for (const char* condition : conditions) {
        compare(fmt::format("MATCH (n{}) WHERE {} RETURN count(*), count(n), count(n.f), sum(n.i), "
                            "avg(n.f), min(n.d), max(n.s), min(n.i), max(n.f), min(n.b), max(n.m)",
                            label, condition),
                parameters);
      }
    }
    for (const char* pattern : {"()-[r]->()", "()<-[r]-()", "()-[r:R]->()", "()-[r:R|S]->(x)",
                                "()-[r:T]->()", "()-[r]-()", "(n)-[r:S]-(m)", "(n:M)-[r]->()"}) {
      for (const char* condition :
           {"", "WHERE r.w > 50", "WHERE r.v IS NULL", "WHERE NOT r.w = 3"}) {
        compare(
            fmt::format("MATCH {} {} RETURN count(*), count(r), sum(r.w), avg(r.v), min(r.v), "
                        "max(r.w), count(r.v)",
                        pattern, condition));
      }
    }
    compare("MATCH (n:N) RETURN sum(n.s)");
    compare("MATCH (n:N) RETURN sum(n.m)");
    compare("MATCH (n:N) RETURN sum(DISTINCT n.i % 7), count(DISTINCT n.s)");
    compare("MATCH (n:N) RETURN count { MATCH (m:N) WHERE m.i < 20 }, count(*)");
    compare("UNWIND [1, 2] AS x MATCH (n:N) WHERE n.i < 10 RETURN count(*), sum(n.i)");
    compare("MATCH (n:N {i: 5}) MATCH (m:N) WHERE m.i < n.i RETURN count(*)");
  }

  std::vector<Database> databases_;
  std::vector<Session> sessions_;
};

TEST_F(ColumnScan, AnswersAreThoseOfRows) {
  make_graph();
  compare_all();
}

TEST_F(ColumnScan, SeesCommitsAfterTheColumnsWereBuilt) {
  make_graph();
  compare_all();
  run("MATCH (n:N) WHERE n.i % 13 = 0 SET n.f = 1, n.i = n.i + 0.5, n.s = n.i");
  run("MATCH (n:N) WHERE n.i % 11 = 0 DETACH DELETE n");
  run("UNWIND range(1, 90) AS i CREATE (:M {i: i, s: 'late'})-[:R {w: 5}]->(:N {f: i})");
  run("MATCH ()-[r:S]->() SET r.w = 'text'");
  compare_all();
}

TEST_F(ColumnScan, SeesItsOwnWrites) {
  make_graph();
  compare_all();
  for (Session& session : sessions_) ASSERT_TRUE(session.begin());
  run("MATCH (n:N) WHERE n.i % 13 = 0 SET n.f = 1, n.i = -n.i, n.b = 'no' REMOVE n:M");
  run("MATCH (n:N) WHERE n.i % 11 = 0 DETACH DELETE n");
  run("UNWIND range(1, 90) AS i CREATE (:M {i: i})-[:R {w: 5}]->(:N {f: i})");
  compare_all();
  for (Session& session : sessions_) ASSERT_TRUE(session.rollback());
  compare_all();
}

TEST_F(ColumnScan, SumsOverflowAsEver) {
  run("UNWIND range(1, 300) AS i CREATE (:N {i: 9223372036854775807, j: CASE WHEN i % 2 = 0 THEN "
      "9223372036854775807 ELSE -9223372036854775807 END, f: 1.0e308})");
  compare("MATCH (n:N) RETURN sum(n.i)");
  compare("MATCH (n:N) RETURN sum(n.j), avg(n.i), sum(n.f), avg(n.f)");
  compare("MATCH (n:N) WHERE n.i > 0 RETURN max(n.i), min(n.j)");
}

TEST_F(ColumnScan, GroupsOfUniqueKeysStream) {
  run("CREATE CONSTRAINT FOR (n:U) REQUIRE n.id IS UNIQUE");
  run("UNWIND range(1, 2500) AS i CREATE (:U {id: 'u' + toString(i), x: i % 10, y: i * 0.5})");
  run("UNWIND range(1, 50) AS i CREATE (:U {x: i})");
  run("MATCH (a:U), (b:U) WHERE a.x = 3 AND b.x = 45 CREATE (b)-[:R]->(a), (a)-[:R]->(b)");
  for (const char* order :
       {"id", "k DESC, id", "k, id DESC LIMIT 7", "s DESC, id SKIP 3 LIMIT 5"}) {
    compare(
        fmt::format("MATCH (u:U) RETURN u.id AS id, count(*) AS k, sum(u.y) AS s, avg(u.x) AS a, "
                    "min(u.y) AS m ORDER BY {}",
                    order));
    compare(
        fmt::format("MATCH (u:U)-[:R]->(v) RETURN u.id AS id, count(*) AS k, count(v) AS s ORDER "
                    "BY {}",
                    order));
  }
  compare(
      "MATCH (u:U) WITH u.id AS id, u.x AS x, count(*) AS k, collect(u.y) AS l RETURN count(*), "
      "sum(k), max(size(l)), count(id)");
}

}  // namespace
}  // namespace entente::testing
