#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

class Paths : public QueryFixture {
 protected:
  /// a→b→c→d, a→c, d→a, and e apart; d—d is a loop.
  void SetUp() override {
    QueryFixture::SetUp();
    run("CREATE (a:N {n: 'a'}), (b:N {n: 'b'}), (c:N {n: 'c'}), (d:N {n: 'd'}), (e:N {n: 'e'}), "
        "(a)-[:T {w: 1}]->(b), (b)-[:T {w: 1}]->(c), (c)-[:T {w: 2}]->(d), (a)-[:T {w: 2}]->(c), "
        "(d)-[:U]->(a), (d)-[:L]->(d)");
  }
};

TEST_P(Paths, EnumeratesTrails) {
  EXPECT_EQ(ask_sorted("MATCH (:N {n: 'a'})-[:T*1..2]->(x) RETURN x.n"),
            Rows({"'b'", "'c'", "'c'", "'d'"}));
  EXPECT_EQ(ask_sorted("MATCH (:N {n: 'a'})-[:T*]->(x) RETURN x.n"),
            Rows({"'b'", "'c'", "'c'", "'d'", "'d'"}));
  EXPECT_EQ(ask_sorted("MATCH (:N {n: 'a'})-[:T*0..1]->(x) RETURN x.n"),
            Rows({"'a'", "'b'", "'c'"}));
  EXPECT_EQ(ask("MATCH (:N {n: 'a'})-[:T*2]->(:N {n: 'c'}) RETURN count(*)"), Rows({"1"}));
  EXPECT_EQ(ask("MATCH (:N {n: 'd'})-[r:L*]->(x) RETURN x.n, size(r)"), Rows({"'d' | 1"}));
}

TEST_P(Paths, ChecksPropertiesOfEveryRelationship) {
  EXPECT_EQ(ask_sorted("MATCH (:N {n: 'a'})-[:T* {w: 1}]->(x) RETURN x.n"), Rows({"'b'", "'c'"}));
  EXPECT_EQ(ask("MATCH (:N {n: 'a'})-[:T* {w: null}]->(x) RETURN x.n"), Rows({}));
}

TEST_P(Paths, FollowsBoundLists) {
  EXPECT_EQ(ask("MATCH (:N {n: 'a'})-[r:T*2]->(:N {n: 'c'}) WITH r "
                "MATCH (x)-[r*]->(y) RETURN x.n, y.n"),
            Rows({"'a' | 'c'"}));
}

TEST_P(Paths, ReachesEndsOnce) {
  for (const std::uint64_t rules : {std::uint64_t{0}, ~std::uint64_t{0}}) {
    QueryOptions options;
    options.disabled_rules = rules;
    const auto count = [&](const std::string& pattern) {
      return ask("MATCH (a:N {n: 'a'})" + pattern + "(x) RETURN count(DISTINCT x)", {}, options);
    };
    EXPECT_EQ(count("-[:T*1..4]->"), Rows({"3"}));
    EXPECT_EQ(count("-[:T|U*1..4]->"), Rows({"4"}));
    EXPECT_EQ(count("-[:T|U*0..1]->"), Rows({"3"}));
    EXPECT_EQ(count("-[*1..2]-"), Rows({"3"}));
    EXPECT_EQ(count("-[*1..3]-"), Rows({"4"}));
    EXPECT_EQ(count("-[:U*1..3]-"), Rows({"1"}));
  }
}

TEST_P(Paths, FindsShortestPaths) {
  EXPECT_EQ(ask("MATCH (a:N {n: 'a'}), (d:N {n: 'd'}), p = shortestPath((a)-[:T*]->(d)) "
                "RETURN [x IN nodes(p) | x.n]"),
            Rows({"['a', 'c', 'd']"}));
  EXPECT_EQ(ask("MATCH (a:N {n: 'a'}), (e:N {n: 'e'}), p = shortestPath((a)-[*]-(e)) RETURN p"),
            Rows({}));
  EXPECT_EQ(ask("MATCH (a:N {n: 'a'}), (d:N {n: 'd'}), p = shortestPath((a)-[*..1]->(d)) RETURN p"),
            Rows({}));
  EXPECT_EQ(ask("MATCH (b:N {n: 'b'}), (d:N {n: 'd'}), p = shortestPath((d)<-[:T*]-(b)) "
                "RETURN [x IN nodes(p) | x.n], length(p)"),
            Rows({"['d', 'c', 'b'] | 2"}));
}

TEST_P(Paths, FindsAllShortestPaths) {
  run("MATCH (a:N {n: 'a'}), (d:N {n: 'd'}) CREATE (a)-[:T]->(:N {n: 'z'})-[:T]->(d)");
  EXPECT_EQ(ask_sorted("MATCH (a:N {n: 'a'}), (d:N {n: 'd'}), p = allShortestPaths((a)-[:T*]->(d)) "
                       "RETURN [x IN nodes(p) | x.n]"),
            Rows({"['a', 'c', 'd']", "['a', 'z', 'd']"}));
}

TEST_P(Paths, ShortestPathsHonourPredicates) {
  EXPECT_EQ(ask("MATCH (a:N {n: 'a'}), (d:N {n: 'd'}), p = shortestPath((a)-[:T*]->(d)) "
                "WHERE length(p) > 2 RETURN [x IN nodes(p) | x.n]"),
            Rows({"['a', 'b', 'c', 'd']"}));
}

TEST_P(Paths, BuildsPathValues) {
  EXPECT_EQ(ask("MATCH p = (:N {n: 'b'})<-[:T]-()-[:T]->(x {n: 'c'}) "
                "RETURN length(p), [n IN nodes(p) | n.n], [r IN relationships(p) | r.w]"),
            Rows({"2 | ['b', 'a', 'c'] | [1, 2]"}));
  EXPECT_EQ(ask("MATCH (a:N {n: 'e'}) OPTIONAL MATCH p = (a)-->() RETURN p"), Rows({"null"}));
}

ENTENTE_QUERY_TESTS(Paths);

}  // namespace
}  // namespace entente::testing
