#include <algorithm>

#include "query/plan/operator_symbols.hpp"
#include "tests/unit/query/plan/plan_fixture.hpp"

namespace entente::query {
namespace {

/// What execution relies on: every operator gets from its inputs all it reads and passes on.
class LivenessTest : public PlanTest, public ::testing::WithParamInterface<const char*> {
 protected:
  /// Checks a subtree whose Argument may give `outside`.
  void check(const LogicalOperator& op, const SymbolSet& outside, const LogicalPlan& plan) {
    SymbolSet available = symbols_bound(op);
    if (op.kind == OperatorKind::argument) available.add(outside);
    for (std::size_t i = 0; i < op.children.size(); ++i) {
      SymbolSet inner = outside;
      if (i == 1 && op.kind != OperatorKind::union_all) {
        inner = SymbolSet(op.children[0]->outputs);
        inner.add(symbols_bound(op));
      }
      check(*op.children[i], inner, plan);
      if (op.kind != OperatorKind::union_all) available.add(SymbolSet(op.children[i]->outputs));
    }
    EXPECT_TRUE(available.covers(SymbolSet(op.outputs))) << describe_operator(op, plan).name;
    if (op.kind != OperatorKind::argument && !op.children.empty() &&
        op.kind != OperatorKind::union_all) {
      SymbolSet reads = symbols_read(op, plan);
      if (op.kind == OperatorKind::merge) reads.remove(symbols_bound_below(*op.children[1]));
      EXPECT_TRUE(SymbolSet(op.children[0]->outputs).covers(reads))
          << describe_operator(op, plan).name << " " << describe_operator(op, plan).details;
    }
    EXPECT_TRUE(std::is_sorted(op.outputs.begin(), op.outputs.end()));
  }
};

TEST_P(LivenessTest, InputsGiveWhatIsRead) {
  for (const std::uint64_t disabled : {0ULL, ~0ULL}) {
    auto result = plan(GetParam(), disabled);
    ASSERT_TRUE(result) << result.error().message;
    check(*result->root, {}, *result);
    for (const auto& [expression, subplan] : result->subplans) {
      check(*subplan.root, SymbolSet(subplan.arguments), *result);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Queries, LivenessTest,
    ::testing::Values(
        "MATCH (a:Person)-[r]->(b) WHERE r.x > a.y RETURN b.z ORDER BY a.age SKIP 1 LIMIT 2",
        "MATCH (a) OPTIONAL MATCH (a)-[r]->(b) WHERE b.x = a.y WITH a, count(b) AS c RETURN c, a",
        "MATCH (a), (b) WITH a, b WHERE a.x = b.x RETURN [(a)-->(c) WHERE c.x = b.x | c.y]",
        "MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE EXISTS { (b)-->(a) } } RETURN a",
        "UNWIND [1] AS x UNWIND [2] AS y MERGE (a {k: x})-[:R {k: y}]->(b) ON CREATE SET a.y = y "
        "ON MATCH SET b.x = x RETURN a, b, y",
        "MATCH (a) FOREACH (x IN [1, 2] | CREATE (a)-[:R]->({x: x}) SET a.x = x) RETURN a",
        "MATCH (a) CALL (a) { MATCH (a)-->(b) RETURN b AS c UNION MATCH (a)<--(b) RETURN b AS c } "
        "RETURN a, c",
        "MATCH (a) RETURN [x IN range(1, 3) WHERE EXISTS { (a)-->({x: x}) } | x + a.y] AS l",
        "MATCH p = (a)-[rs*1..3]->(b) WITH p, a RETURN length(p), nodes(p)",
        "MATCH (a), (b) MATCH p = shortestPath((a)-[*..3]-(b)) WHERE length(p) > a.x RETURN p",
        "MATCH (a)-[r]->(b) WITH r MATCH (x)-[r]-(y) RETURN x, y",
        "MATCH (a) CREATE p = (a)-[r:R]->(b {x: a.x}) SET b.y = r.z RETURN p",
        "MATCH (a) RETURN a.x AS x, count(*) + a.x AS y, sum(a.z) ORDER BY x, y",
        "MATCH (a)-[:R]->() WITH a, count(*) AS c WHERE c > 1 RETURN a.x"));

}  // namespace
}  // namespace entente::query
