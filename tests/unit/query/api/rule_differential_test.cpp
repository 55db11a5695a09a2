#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "entente/entente.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente {
namespace {

/// Rules change the speed of a query, never its answer: every query here is run with all rules,
/// with each rule off, and with none, over a small random graph with loops and parallel
/// relationships, and must give the same rows (as a multiset; in order if the query orders them).
class RuleDifferentialTest : public ::testing::Test {
 protected:
  void SetUp() override {
    OpenOptions options;
    options.path = ":memory:";
    auto opened = Database::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    database_ = std::make_unique<Database>(std::move(opened).value());
    session_ = std::make_unique<Session>(database_->session());
    fill(*session_);
  }

  static void run(Session& session, const std::string& text) {
    auto result = session.run(text);
    ASSERT_TRUE(result) << text << ": " << result.error().message;
    const auto rows = result->rows();
    ASSERT_TRUE(rows) << text << ": " << rows.error().message;
  }

  static void fill(Session& session) {
    run(session, "CREATE CONSTRAINT FOR (n:A) REQUIRE n.id IS UNIQUE");
    run(session, "CREATE INDEX FOR (n:B) ON (n.k)");
    run(session, "CREATE INDEX FOR (n:B) ON (n.name)");
    run(session,
        "UNWIND range(0, 11) AS i CREATE (:A {id: i, k: i % 3}), "
        "(:B {id: i, k: i % 4, name: 'n' + toString(i)}), (:A:B {id: 100 + i, k: i % 5})");
    std::mt19937 random(7);
    const char* types[] = {"R", "S", "T"};
    for (int i = 0; i < 70; ++i) {
      const auto pick = [&] { return std::to_string(random() % 36); };
      run(session, "MATCH (a), (b) WHERE id(a) = " + pick() + " AND id(b) = " + pick() +
                       " CREATE (a)-[:" + types[random() % 3] +
                       " {w: " + std::to_string(random() % 4) + "}]->(b)");
    }
    run(session, "MATCH (a:A {id: 3}) CREATE (a)-[:R {w: 1}]->(a), (a)-[:S {w: 2}]->(a)");
  }

  /// The rows as sorted texts, or the error's class.
  std::vector<std::string> answer(const std::string& text, std::uint64_t disabled_rules) {
    QueryOptions options;
    options.disabled_rules = disabled_rules;
    auto result = session_->run(text, {}, options);
    if (!result) return {"error " + result.error().detail};
    std::vector<std::string> lines;
    const auto rows = result->rows();
    if (!rows) return {"error " + rows.error().detail};
    for (const ValueList& row : *rows) {
      std::string line;
      for (const Value& value : row) line += value.to_text() + " | ";
      lines.push_back(std::move(line));
    }
    if (text.find("ORDER BY") == std::string::npos) std::sort(lines.begin(), lines.end());
    return lines;
  }

  static bool failed(const std::vector<std::string>& lines) {
    return !lines.empty() && lines.front().starts_with("error");
  }

  void expect_same(const std::string& text) {
    const auto expected = answer(text, ~0ULL);
    EXPECT_FALSE(failed(expected)) << text << ": " << expected.front();
    EXPECT_EQ(answer(text, 0), expected) << "all rules on: " << text;
    for (const auto& rule : query::all_rules()) {
      EXPECT_EQ(answer(text, 1ULL << rule.bit), expected) << rule.name << " off: " << text;
    }
  }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Session> session_;
};

TEST_F(RuleDifferentialTest, ReadingQueries) {
  for (const char* text : {
           "MATCH (n) RETURN id(n)",
           "MATCH (n:A) RETURN n.id",
           "MATCH (n:A:B) WHERE n.k > 1 RETURN n.id",
           "MATCH (n:A|B) WHERE NOT n:A RETURN n.id",
           "MATCH (n:A {id: 3}) RETURN n",
           "MATCH (n:A) WHERE n.id IN [1, 2, 2, null, 999] RETURN n.id",
           "MATCH (n:B) WHERE n.k >= 1 AND n.k < 3 RETURN n.id",
           "MATCH (n:B) WHERE n.k > 1 AND n.k < 'a' RETURN n.id",
           "MATCH (n:B) WHERE n.k > null RETURN n.id",
           "MATCH (n:B) WHERE n.name STARTS WITH 'n1' RETURN n.name",
           "MATCH (n:B {k: 2.0}) RETURN n.id",
           "MATCH (n) WHERE id(n) IN [1, 5, 5, 77] RETURN id(n)",
           "MATCH (a)-[r]->(b) RETURN id(a), type(r), id(b)",
           "MATCH (a:A)-[r:R|S]->(b:B) WHERE a.k = b.k RETURN a.id, b.id",
           "MATCH (a)-[r]-(a) RETURN id(a), type(r)",
           "MATCH (a:A)-[r]-(b) RETURN a.id, id(r), id(b)",
           "MATCH (a)-[:R]->(b)-[:S]->(c) RETURN id(a), id(b), id(c)",
           "MATCH (a)-[:R]->(b)<-[:R]-(c) RETURN id(a), id(b), id(c)",
           "MATCH (a)-[r:R]->(b), (b)-[s:R]->(c) RETURN id(r), id(s)",
           "MATCH (a)-->(b)-->(c)-->(a) RETURN id(a), id(b), id(c)",
           "MATCH (a)-->(b), (a)-->(c), (b)-->(c) RETURN count(*)",
           "MATCH (a:A {id: 1}), (b:B {k: 2}) RETURN a.id, b.id",
           "MATCH (a:A), (b:B) WHERE b.k = a.id RETURN a.id, b.id",
           "MATCH (a:A {id: 3})-[*1..3]->(b) RETURN id(b)",
           "MATCH (a:A {id: 3})-[*1..3]->(b) RETURN DISTINCT id(b)",
           "MATCH (a:A)-[*1..3]->(b) RETURN a.id, count(DISTINCT b)",
           "MATCH (a:A)-[*0..2]-(b:B) RETURN a.id, count(DISTINCT b)",
           "MATCH (a:A)-[*..3]-(b) RETURN DISTINCT a.id, id(b)",
           "MATCH (a:A)-[:R*1..3 {w: 1}]-(b) RETURN DISTINCT a.id, id(b)",
           "MATCH (a:A)-[r:S]-(b), (a)-[*..2]-(c) RETURN DISTINCT a.id, id(b), id(c)",
           "MATCH (a:A), (b:B) WHERE a.k = 0 AND b.k = 0 MATCH (a)-[*..3]->(b) "
           "RETURN DISTINCT a.id, b.id",
           "MATCH p = (a:A {id: 3})-[:R*0..2]->(b) RETURN length(p), [n IN nodes(p) | id(n)]",
           "MATCH (a:A {id: 3})<-[rs*1..2]-(b) RETURN [r IN rs | id(r)]",
           "MATCH (a:A {id: 3})((x)-[r:R]->(y WHERE y.k > 0)){1,3}(b) "
           "RETURN id(b), [n IN x | id(n)], size(r)",
           "MATCH (b:B)<-[:R]-+(a:A {id: 3}) RETURN DISTINCT b.id",
           "MATCH (a)-[r]->() RETURN count(r)",
           "MATCH (a)-[r]-() RETURN count(*)",
           "MATCH (a)-[:R]->()-[:R]->() RETURN count(*)",
           "MATCH (a)-[:R]-()-[:R]-() RETURN count(*)",
           "MATCH (a)-[:R]-()-[:S|R]->() RETURN count(*)",
           "MATCH (a)-[:R]->(b)-->() RETURN id(a), count(*)",
           "MATCH (a:A)-[:R]->() RETURN a.k, count(*)",
           "MATCH (a:A) OPTIONAL MATCH (a)-[r:R]->(b) WHERE b.k > 1 RETURN a.id, b.id",
           "MATCH (a:A) OPTIONAL MATCH (a)-[:R]->(b) OPTIONAL MATCH (b)-[:S]->(c) "
           "WITH a, b, c WHERE a.k = 1 RETURN a.id, b.id, c.id",
           "MATCH (a:A) WHERE (a)-[:R]->(:B) RETURN a.id",
           "MATCH (a:A) WHERE NOT EXISTS { (a)-[:R]->(b) WHERE b.k = a.k } RETURN a.id",
           "MATCH (a:A) RETURN a.id, COUNT { (a)-[:R]->() }, [(a)-[:S]->(b) | b.id]",
           "MATCH (a:A) RETURN a.id AS id, a.k AS k ORDER BY k DESC, id SKIP 2 LIMIT 5",
           "MATCH (a:A) RETURN a.id ORDER BY a.id LIMIT 0",
           "MATCH (a:A) WITH a ORDER BY a.id LIMIT 4 MATCH (a)-->(b) RETURN a.id, id(b)",
           "MATCH (a:A) WITH a.k AS k, count(*) AS c WHERE c > 2 RETURN k, c",
           "MATCH (a:A) RETURN DISTINCT a.k AS k ORDER BY k",
           "MATCH (a:A) RETURN a.k AS k UNION MATCH (b:B) RETURN b.k AS k",
           "UNWIND [1, 2, 3] AS i MATCH (a:A {id: i}) RETURN i, a.k",
           "MATCH (a:A) CALL (a) { MATCH (a)-[:R]->(b) RETURN count(b) AS c } RETURN a.id, c",
           "MATCH (a)-[r:R]->(b) WITH r MATCH (x)-[r]-(y) RETURN id(r), id(x), id(y)",
           "MATCH (a)-[rs:R*2]->(b) WITH rs MATCH (x)-[rs*]->(y) RETURN id(x), id(y)",
           // Joins by a table: of nodes, of values, of both; equality, not equivalence, decides.
           "MATCH (a:A), (b:B) WHERE a.k = b.k RETURN a.id, b.id",
           "MATCH (a:A), (b:A), (c:B) WHERE a.k = b.k AND b.id = c.id RETURN a.id, b.id, c.id",
           "UNWIND [1, 1.0, 0.0 / 0.0, null, 'x', [1], [null], 2] AS v MATCH (a:A) WHERE a.k = v "
           "RETURN v, a.id",
           "UNWIND [{k: 1}, {k: null}, {}] AS row MATCH (a:A)-[:R]->(b) WHERE b.k = row.k "
           "RETURN row, a.id, b.id",
           "MATCH (a:A) WITH a, CASE a.k WHEN 1 THEN 0.0 / 0.0 ELSE a.k END AS v "
           "MATCH (b:B) WHERE b.k = v AND b.id <> a.id RETURN a.id, b.id",
           "MATCH (a:A)-[r:R]->(x)<-[s:R]-(b:A)-[t:S]->(y)<-[u:S]-(c) WHERE a.k = c.k "
           "RETURN a.id, b.id, c.id, id(r), id(u)",
           "MATCH (a:A) OPTIONAL MATCH (b:B), (c:A) WHERE b.k = c.k AND b.id = a.id + 1 "
           "RETURN a.id, b.id, c.id",
           "MATCH (a:A) WHERE EXISTS { MATCH (b:B) WHERE b.k = a.k } RETURN a.id",
           "MATCH (a) WHERE NOT EXISTS { MATCH (b:B) WHERE b.k = a.k } RETURN a.id",
           "MATCH (a) WHERE NOT EXISTS { MATCH (b:B), (c:A) WHERE b.k = a.k AND c.k = b.k } "
           "RETURN a.id",
           "UNWIND [1, 0.0 / 0.0, null, 'x', 3, 4] AS v WITH v WHERE NOT EXISTS "
           "{ MATCH (b) WHERE b.k = v } RETURN v",
           // Tests for existence and degrees.
           "MATCH (a:A) WHERE (a)-[:R]->() AND NOT (a)<-[:S]-() RETURN a.id",
           "MATCH (a:A) WHERE COUNT { (a)-[:R]->(:B) } = 0 RETURN a.id",
           "MATCH (a:A) WHERE 1 <= COUNT { (a)--() } RETURN a.id",
           "MATCH (a:A) WHERE COUNT { (a)-->() } > 2 RETURN a.id, COUNT { (a)<--() } AS c "
           "ORDER BY COUNT { (a)--() }, a.id",
           "OPTIONAL MATCH (a:Nobody) RETURN COUNT { (a)-->() } AS c, EXISTS { (a)--() } AS e",
           "MATCH (a:A) RETURN a.id, [x IN [a] | COUNT { (x)-->() }] AS c",
           "MATCH (a:A {id: 3}), (b:B) MATCH p = shortestPath((a)-[*..4]->(b)) "
           "RETURN b.id, length(p)",
           "MATCH (a:A {id: 3}), (b:B {id: 5}) MATCH p = allShortestPaths((a)-[*]-(b)) "
           "RETURN length(p)",
       }) {
    expect_same(text);
  }
}

/// Updates are rolled back after each run; what they leave is compared, too.
TEST_F(RuleDifferentialTest, UpdatingQueries) {
  const char* state =
      "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n), properties(n), type(r), "
      "properties(r), properties(m)";
  for (const char* text : {
           "MATCH (a:A) CREATE (:A {id: a.id + 1000}) RETURN count(*)",
           "MATCH (a:A)-[:R]->(b) CREATE (b)-[:R]->(a) RETURN count(*)",
           "MATCH (a) CREATE (b) RETURN count(*)",
           "MATCH (a:A) SET a.k = a.k + 1 RETURN a.k",
           "MATCH (a:A)--(b) SET a.k = coalesce(a.k, 0) + 1 RETURN a.id, a.k",
           "MATCH (b:B {k: 1}) SET b.k = 2 RETURN b.id",
           "MATCH (a:A) SET a:B WITH a MATCH (b:B) RETURN count(*)",
           "MATCH (a:A {id: 3})-[r]-() DELETE r RETURN count(*)",
           "MATCH (a:A) DETACH DELETE a RETURN count(*)",
           "MATCH (a)-[r:R]->(b) DELETE r WITH a MATCH (a)-[s]->() RETURN count(s)",
           "UNWIND [1, 1, 2, 200] AS i MERGE (a:A {id: i}) ON CREATE SET a.k = 7 "
           "ON MATCH SET a.k = a.k + 10 RETURN a.id, a.k",
           "MATCH (a:A), (b:A) WHERE a.k = b.k MERGE (a)-[r:M]-(b) RETURN count(*)",
           "MERGE (a:X {k: 1}) MERGE (b:X {k: 1}) RETURN a = b",
           "UNWIND range(1, 3) AS i CREATE (n:X {i: i}) WITH n MATCH (m:X) RETURN n.i, m.i",
           "MATCH (a:A) SET a.k = 5 RETURN a.k LIMIT 0",
           "MATCH (a:A) FOREACH (i IN [1, 2] | CREATE (a)-[:F]->(:A {id: 1000 * i + a.id})) "
           "RETURN count(*)",
           "MATCH (a:A) CALL (a) { CREATE (:Copy {id: a.id}) } RETURN count(*)",
       }) {
    const auto outcome = [&](std::uint64_t disabled_rules) {
      const Status begun = session_->begin();
      EXPECT_TRUE(begun);
      auto lines = answer(text, disabled_rules);
      const auto after = answer(state, 0);
      lines.insert(lines.end(), after.begin(), after.end());
      EXPECT_TRUE(session_->rollback());
      return lines;
    };
    const auto expected = outcome(~0ULL);
    EXPECT_FALSE(failed(expected)) << text << ": " << expected.front();
    EXPECT_EQ(outcome(0), expected) << "all rules on: " << text;
    for (const auto& rule : query::all_rules()) {
      EXPECT_EQ(outcome(1ULL << rule.bit), expected) << rule.name << " off: " << text;
    }
  }
}

}  // namespace
}  // namespace entente
