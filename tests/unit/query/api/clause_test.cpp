#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

class Clauses : public QueryFixture {
 protected:
  void make_people() {
    run("CREATE (a:Person {name: 'Ann', age: 30}), (b:Person {name: 'Ben', age: 25}), "
        "(c:Person {name: 'Cid', age: 35}), (x:City {name: 'Oslo'}), "
        "(a)-[:KNOWS {since: 2001}]->(b), (b)-[:KNOWS {since: 2005}]->(c), "
        "(a)-[:LIVES_IN]->(x), (c)-[:LIVES_IN]->(x)");
  }
};

TEST_P(Clauses, ReturnsConstants) {
  EXPECT_EQ(ask("RETURN 1 AS one, 'x' AS text, [1, 2] AS list, null AS nothing"),
            Rows({"1 | 'x' | [1, 2] | null"}));
}

TEST_P(Clauses, CreatesAndCounts) {
  make_people();
  EXPECT_EQ(summary_.counters.nodes_created, 4U);
  EXPECT_EQ(summary_.counters.relationships_created, 4U);
  EXPECT_EQ(ask("MATCH (n) RETURN count(*)"), Rows({"4"}));
  EXPECT_EQ(ask("MATCH ()-[r]->() RETURN count(r)"), Rows({"4"}));
}

TEST_P(Clauses, ReturnsWholeElements) {
  run("CREATE (:B:A {x: 1})-[:T {y: 2}]->(:C)");
  auto result = session_->run("MATCH (a:A)-[r]->() RETURN a, r");
  ASSERT_TRUE(result);
  ASSERT_TRUE(result->next().value_or(false));
  const Node& node = result->row()[0].as_node();
  EXPECT_EQ(node.labels, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(node.properties.at(0).first, "x");
  EXPECT_EQ(result->row()[1].as_relationship().type, "T");
}

TEST_P(Clauses, ExpandsInEveryDirection) {
  make_people();
  EXPECT_EQ(ask_sorted("MATCH (:Person {name: 'Ben'})-[:KNOWS]->(p) RETURN p.name"),
            Rows({"'Cid'"}));
  EXPECT_EQ(ask_sorted("MATCH (:Person {name: 'Ben'})<-[:KNOWS]-(p) RETURN p.name"),
            Rows({"'Ann'"}));
  EXPECT_EQ(ask_sorted("MATCH (:Person {name: 'Ben'})--(p) RETURN p.name"),
            Rows({"'Ann'", "'Cid'"}));
}

TEST_P(Clauses, NeverUsesARelationshipTwice) {
  run("CREATE (a {n: 1})-[:T]->(b {n: 2})");
  EXPECT_EQ(ask("MATCH (a)--(b)--(c) RETURN count(*)"), Rows({"0"}));
  EXPECT_EQ(ask("MATCH (a)--(b) MATCH (b)--(c) RETURN count(*)"), Rows({"2"}));
}

TEST_P(Clauses, ClosesCycles) {
  run("CREATE (a:N {i: 1}), (b:N {i: 2}), (c:N {i: 3}), (a)-[:T]->(b), (b)-[:T]->(c), "
      "(a)-[:T]->(c), (c)-[:T]->(a)");
  EXPECT_EQ(ask("MATCH (a)-[:T]->(b)-[:T]->(c), (a)-[:T]->(c) RETURN a.i, b.i, c.i"),
            Rows({"1 | 2 | 3"}));
  EXPECT_EQ(ask("MATCH (a)-[:T]->(b)-[:T]->(c)-[:T]->(a) RETURN count(*)"), Rows({"3"}));
}

TEST_P(Clauses, OptionalMatchGivesNulls) {
  make_people();
  EXPECT_EQ(ask("MATCH (p:Person) OPTIONAL MATCH (p)-[k:KNOWS]->(q) "
                "RETURN p.name, q.name ORDER BY p.name"),
            Rows({"'Ann' | 'Ben'", "'Ben' | 'Cid'", "'Cid' | null"}));
  EXPECT_EQ(ask("OPTIONAL MATCH (n:Nothing) RETURN n"), Rows({"null"}));
}

TEST_P(Clauses, FiltersByPatterns) {
  make_people();
  EXPECT_EQ(ask_sorted("MATCH (p:Person) WHERE (p)-[:LIVES_IN]->() RETURN p.name"),
            Rows({"'Ann'", "'Cid'"}));
  EXPECT_EQ(ask_sorted("MATCH (p:Person) WHERE NOT (p)-[:LIVES_IN]->() RETURN p.name"),
            Rows({"'Ben'"}));
  EXPECT_EQ(ask_sorted("MATCH (p:Person) WHERE EXISTS { (p)-[:KNOWS]->(q) WHERE q.age > 30 } "
                       "RETURN p.name"),
            Rows({"'Ben'"}));
  EXPECT_EQ(ask("MATCH (p:Person {name: 'Ann'}) RETURN [(p)-[r]->(q) | q.name] AS l").size(), 1U);
}

TEST_P(Clauses, AggregatesByGroup) {
  make_people();
  EXPECT_EQ(ask("MATCH (p:Person)-[:LIVES_IN]->(c) "
                "RETURN c.name, count(*), sum(p.age), min(p.name), avg(p.age)"),
            Rows({"'Oslo' | 2 | 65 | 'Ann' | 32.5"}));
  EXPECT_EQ(ask("UNWIND [1, 1, 2, null] AS x RETURN count(x), count(DISTINCT x), collect(x)"),
            Rows({"3 | 2 | [1, 1, 2]"}));
  EXPECT_EQ(ask("UNWIND [] AS x RETURN count(*), sum(x), collect(x), max(x)"),
            Rows({"0 | 0 | [] | null"}));
  EXPECT_EQ(ask("UNWIND [] AS x RETURN x, count(*)"), Rows({}));
  EXPECT_EQ(ask("UNWIND [1, 2, 3, 4, 1] AS x RETURN x % 2 AS odd, count(DISTINCT x) AS n "
                "ORDER BY odd"),
            Rows({"0 | 2", "1 | 2"}));
}

TEST_P(Clauses, GroupsByEquivalence) {
  EXPECT_EQ(ask("UNWIND [1, 1.0, null, null, 'a'] AS x RETURN x, count(*) AS n ORDER BY n, x"),
            Rows({"'a' | 1", "1 | 2", "null | 2"}));
  EXPECT_EQ(ask("UNWIND [true, false, true] AS x RETURN DISTINCT x ORDER BY x"),
            Rows({"false", "true"}));
}

TEST_P(Clauses, SortsStablyWithNullsLast) {
  EXPECT_EQ(ask("UNWIND [3, null, 1, 2] AS x RETURN x ORDER BY x"), Rows({"1", "2", "3", "null"}));
  EXPECT_EQ(ask("UNWIND [3, null, 1] AS x RETURN x ORDER BY x DESC"), Rows({"null", "3", "1"}));
  EXPECT_EQ(ask("UNWIND range(0, 5) AS x RETURN x ORDER BY x % 2, x DESC"),
            Rows({"4", "2", "0", "5", "3", "1"}));
}

TEST_P(Clauses, SkipsAndLimits) {
  EXPECT_EQ(ask("UNWIND range(1, 10) AS x RETURN x SKIP 3 LIMIT 2"), Rows({"4", "5"}));
  EXPECT_EQ(ask("UNWIND range(1, 5000) AS x RETURN x ORDER BY x DESC SKIP 1 LIMIT 2"),
            Rows({"4999", "4998"}));
  EXPECT_EQ(ask("UNWIND range(1, 3) AS x RETURN x LIMIT 0"), Rows({}));
  EXPECT_EQ(failure("RETURN 1 LIMIT $n", {{"n", Value(-1)}}).detail, "NegativeIntegerArgument");
}

TEST_P(Clauses, UnwindsBatchesAndRanges) {
  EXPECT_EQ(ask("UNWIND range(1, 100000) AS x RETURN count(x), max(x)"), Rows({"100000 | 100000"}));
  EXPECT_EQ(ask("UNWIND range(5, 1, -2) AS x RETURN x"), Rows({"5", "3", "1"}));
  EXPECT_EQ(ask("UNWIND null AS x RETURN x"), Rows({}));
  EXPECT_EQ(ask("UNWIND [[1, 2], [3]] AS l UNWIND l AS x RETURN x"), Rows({"1", "2", "3"}));
}

TEST_P(Clauses, JoinsPartsByUnion) {
  EXPECT_EQ(ask_sorted("RETURN 1 AS x UNION ALL RETURN 1 AS x UNION ALL RETURN 2 AS x"),
            Rows({"1", "1", "2"}));
  EXPECT_EQ(ask_sorted("RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x"), Rows({"1", "2"}));
}

TEST_P(Clauses, RunsSubqueries) {
  make_people();
  EXPECT_EQ(ask("MATCH (p:Person) CALL { WITH p MATCH (p)--(q) RETURN count(q) AS n } "
                "RETURN p.name, n ORDER BY p.name"),
            Rows({"'Ann' | 2", "'Ben' | 2", "'Cid' | 2"}));
  EXPECT_EQ(ask("MATCH (p:Person {name: 'Ann'}) RETURN COUNT { (p)-->() } AS n"), Rows({"2"}));
}

TEST_P(Clauses, MergesWhatIsMissing) {
  run("UNWIND [1, 2, 1, 3, 2] AS i MERGE (:N {i: i})");
  EXPECT_EQ(summary_.counters.nodes_created, 3U);
  run("MATCH (a:N {i: 1}), (b:N {i: 2}) MERGE (a)-[r:T]->(b) "
      "ON CREATE SET r.made = true ON MATCH SET r.found = true");
  EXPECT_EQ(ask("MATCH ()-[r:T]->() RETURN r.made, r.found"), Rows({"true | null"}));
  run("MATCH (a:N {i: 1}), (b:N {i: 2}) MERGE (a)-[r:T]->(b) "
      "ON CREATE SET r.made = false ON MATCH SET r.found = true");
  EXPECT_EQ(ask("MATCH ()-[r:T]->() RETURN r.made, r.found"), Rows({"true | true"}));
  EXPECT_EQ(failure("MERGE (n:N {i: null})").detail, "MergeReadOwnWrites");
}

TEST_P(Clauses, SetsAndRemoves) {
  run("CREATE (:N {a: 1, b: 2})");
  EXPECT_EQ(ask("MATCH (n:N) SET n.a = 5, n.c = n.a + 1, n:M REMOVE n.b RETURN n"),
            Rows({"(:M:N {a: 5, c: 6})"}));
  EXPECT_EQ(ask("MATCH (n:N) SET n = {x: 1} RETURN n"), Rows({"(:M:N {x: 1})"}));
  EXPECT_EQ(ask("MATCH (n:N) SET n += {y: 2, x: null} REMOVE n:M RETURN n"), Rows({"(:N {y: 2})"}));
  EXPECT_EQ(failure("MATCH (n:N) SET n.z = {a: 1}").detail, "InvalidPropertyType");
  EXPECT_EQ(ask("OPTIONAL MATCH (n:Nothing) SET n.x = 1 RETURN n"), Rows({"null"}));
}

TEST_P(Clauses, Deletes) {
  make_people();
  EXPECT_EQ(failure("MATCH (p:Person {name: 'Ann'}) DELETE p").detail, "DeleteConnectedNode");
  EXPECT_EQ(ask("MATCH (n) RETURN count(n)"), Rows({"4"}));
  run("MATCH (p:Person {name: 'Ann'}) DETACH DELETE p");
  EXPECT_EQ(summary_.counters.relationships_deleted, 2U);
  EXPECT_EQ(ask("MATCH (a)-[r]-(b) DELETE r, a, b RETURN count(*) AS c"), Rows({"4"}));
  EXPECT_EQ(ask("MATCH (n) RETURN count(n)"), Rows({"0"}));
  EXPECT_EQ(ask("OPTIONAL MATCH (n) DELETE n RETURN n"), Rows({"null"}));
}

TEST_P(Clauses, RefusesWhatWasDeleted) {
  run("CREATE (:N {x: 1})-[:T]->(:N)");
  EXPECT_EQ(failure("MATCH (n:N {x: 1}) DETACH DELETE n RETURN n.x").detail, "DeletedEntityAccess");
  EXPECT_EQ(ask("MATCH ()-[r:T]->() DELETE r RETURN type(r)"), Rows({"'T'"}));
}

TEST_P(Clauses, RunsForeach) {
  run("FOREACH (i IN range(1, 3) | CREATE (:N {i: i}))");
  EXPECT_EQ(summary_.counters.nodes_created, 3U);
  run("MATCH (n:N) WITH collect(n) AS found FOREACH (n IN found | SET n.seen = true)");
  EXPECT_EQ(ask("MATCH (n:N {seen: true}) RETURN count(n)"), Rows({"3"}));
}

TEST_P(Clauses, UsesIndexes) {
  run("UNWIND range(1, 2000) AS i CREATE (:P {id: toString(i), n: i})");
  run("CREATE INDEX p_id FOR (p:P) ON (p.id)");
  EXPECT_EQ(summary_.counters.indexes_added, 1U);
  run("CREATE INDEX FOR (p:P) ON (p.n)");
  EXPECT_EQ(ask("MATCH (p:P {id: '77'}) RETURN p.n"), Rows({"77"}));
  EXPECT_EQ(ask("MATCH (p:P {id: $id}) RETURN p.n", {{"id", Value("5")}}), Rows({"5"}));
  EXPECT_EQ(ask("MATCH (p:P) WHERE p.n >= 1998 AND p.n < 2000 RETURN p.n ORDER BY p.n"),
            Rows({"1998", "1999"}));
  EXPECT_EQ(ask("MATCH (p:P) WHERE p.id STARTS WITH '199' RETURN count(p)"), Rows({"11"}));
  EXPECT_EQ(ask("MATCH (p:P) WHERE p.n IN [3, 4, 3, null] RETURN p.n ORDER BY p.n"),
            Rows({"3", "4"}));
  run("DROP INDEX p_id");
  EXPECT_EQ(ask("MATCH (p:P {id: '77'}) RETURN p.n"), Rows({"77"}));
  EXPECT_EQ(failure("DROP INDEX p_id").error_class, ErrorClass::schema_error);
  run("DROP INDEX p_id IF EXISTS");
}

TEST_P(Clauses, KeepsConstraints) {
  run("CREATE CONSTRAINT one FOR (n:U) REQUIRE n.id IS UNIQUE");
  run("CREATE (:U {id: 1})");
  EXPECT_EQ(failure("CREATE (:U {id: 1})").error_class, ErrorClass::constraint_validation_failed);
  EXPECT_EQ(ask("MATCH (n:U) RETURN count(n)"), Rows({"1"}));
  EXPECT_EQ(ask("SHOW CONSTRAINTS").size(), 1U);
}

ENTENTE_QUERY_TESTS(Clauses);

}  // namespace
}  // namespace entente::testing
