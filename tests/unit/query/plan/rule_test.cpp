#include "query/plan/rules/rule.hpp"

#include <set>

#include "tests/unit/query/plan/plan_fixture.hpp"

namespace entente::query {
namespace {

using ::testing::Test;

/// The bit of a rule by name.
std::uint64_t bit_of(std::string_view name) {
  for (const Rule& rule : all_rules()) {
    if (rule.name == name) return 1ULL << rule.bit;
  }
  ADD_FAILURE() << "no rule " << name;
  return 0;
}

struct RuleCase {
  std::string rule;
  std::string query;
  std::string with;     // part of the plan if the rule is on
  std::string without;  // part of the plan if it is off
};

class RuleTest : public PlanTest, public ::testing::WithParamInterface<RuleCase> {};

TEST_P(RuleTest, ChangesThePlanOnlyWhenOn) {
  const RuleCase& test = GetParam();
  const std::string on = explain(test.query);
  const std::string off = explain(test.query, bit_of(test.rule));
  EXPECT_NE(on.find(test.with), std::string::npos) << on;
  EXPECT_EQ(off.find(test.with), std::string::npos) << off;
  EXPECT_NE(off.find(test.without), std::string::npos) << off;
}

const RuleCase rule_cases[] = {
    {"hash_join", "MATCH (a:Person), (b:Person) WHERE a.age = b.age RETURN a, b", "ValueHashJoin",
     "Filter a.age = b.age\nNodeByLabelScan"},
    {"filter_pushdown", "MATCH (a:Person)-[:WORKS_AT]->(c) WHERE a.age > 3 RETURN c",
     "Expand(All) (a)-[:WORKS_AT]->(c)\nFilter a.age > 3\n",
     "Filter a:Person AND a.age > 3\nExpand"},
    {"expand_into", "MATCH (a:Person)-[:LEADS]->(c)<-[:WORKS_AT]-(a) RETURN c", "Expand(Into)",
     "Expand(All)"},
    {"index_selection", "MATCH (a:Person {id: 1}) RETURN a", "NodeUniqueIndexSeek",
     "NodeByLabelScan a:Person"},
    {"relationship_index", "MATCH ()-[r:WORKS_AT {salary: 2001}]->(c) RETURN c",
     "DirectedRelationshipIndexSeek", "Expand(All)"},
    {"label_scan_choice", "MATCH (a:Person) RETURN a", "NodeByLabelScan", "AllNodesScan"},
    {"top_n", "MATCH (a:Person) RETURN a.age ORDER BY a.age LIMIT 2", "Top a.age ASC LIMIT 2",
     "Limit 2\nSort a.age ASC"},
    {"limit_pushdown", "MATCH (a:Person) RETURN a.age LIMIT 2", "Projection a.age\nLimit 2",
     "Limit 2\nProjection a.age"},
    {"implied_labels", "MATCH (a:Person)-[:LEADS]->(c:Company) RETURN c.name",
     "Projection c.name\nExpand(All) (c)<-[:LEADS]-(a)\n", "Filter a:Person\nExpand(All)"},
    {"semi_apply", "MATCH (a:Person) WHERE NOT EXISTS { (a)-[:LEADS]->(:Person) } RETURN a",
     "AntiSemiApply\n", "Filter NOT EXISTS"},
    {"degree_test", "MATCH (a:Person) WHERE (a)-[:LEADS]->() RETURN a", "DegreeCount", "SemiApply"},
    {"hash_semi_join",
     "MATCH (a:Person) WHERE EXISTS { MATCH (b:Person) WHERE b.age = a.age + 1 } RETURN a",
     "HashSemiJoin", "SemiApply"},
    {"late_projection", "MATCH (a:Person) RETURN a.age, a.name ORDER BY a.age LIMIT 2",
     "Projection a.name\nTop a.age ASC LIMIT 2\nProjection a.age\n",
     "Top a.age ASC LIMIT 2\nProjection a.age, a.name\n"},
    {"count_tree", "MATCH (a:Person)-[:WORKS_AT]->(c)-[:BASED_IN]->() RETURN count(*)",
     "DegreeProduct", "DegreeCount"},
    {"count_cycle", "MATCH (a:Person)-[:LEADS]->(c)<-[:WORKS_AT]-(b)-->(a) RETURN count(*)",
     "CycleCount", "Expand(Into)"},
    {"count_degree", "MATCH (a:Person {id: 1})-[:LEADS]->() RETURN count(*)", "DegreeCount",
     "Expand(All)"},
    {"projection_pruning", "MATCH (a:Person)-->(b) WITH a, b RETURN a.age", "Projection a\n",
     "Projection a, b\n"},
    {"distinct_ends", "MATCH (a:Person)-[*1..2]->(b) RETURN DISTINCT b", "BFSExpand",
     "VarLengthExpand(All)"},
    {"expand_ends",
     "MATCH (a:Person {id: 1})-[:WORKS_AT]->()<-[:WORKS_AT]-(b) RETURN count(DISTINCT b)",
     "DistinctExpand (a)-[:WORKS_AT]->", "Expand(All)"},
    {"count_distinct",
     "MATCH (a:Person {id: 1})-[:WORKS_AT]->()<-[:WORKS_AT]-(b) RETURN count(DISTINCT b)",
     "count(b)", "EagerAggregation count(DISTINCT b)"},
    {"eager_removal", "MATCH (a:Person) SET a.seen = 1", "Set a.seen = 1\nNodeByLabelScan",
     "Set a.seen = 1\nEager"},
};
INSTANTIATE_TEST_SUITE_P(Rules, RuleTest, ::testing::ValuesIn(rule_cases),
                         [](const auto& test) { return test.param.rule; });

TEST(RuleList, HasEveryRuleOnceWithABitOfItsOwn) {
  std::set<std::string_view> names;
  std::set<unsigned> bits;
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_TRUE(bits.insert(rule.bit).second) << rule.bit;
    EXPECT_LT(rule.bit, 64U);
  }
  for (const RuleCase& test : rule_cases) EXPECT_TRUE(names.contains(test.rule)) << test.rule;
  EXPECT_EQ(names.size(), std::size(rule_cases));
}

using PlanRules = PlanTest;

TEST_F(PlanRules, DegreeCountLeavesOutRelationshipsAlreadyUsed) {
  auto result = plan("MATCH (a:Company)<-[r:LEADS]-(p)-[s]->() RETURN count(*)");
  ASSERT_TRUE(result) << result.error().message;
  const LogicalOperator* op = result->root.get();
  while (op->kind != OperatorKind::count_degree) {
    ASSERT_FALSE(op->children.empty());
    op = op->children.front().get();
  }
  ASSERT_EQ(as<CountDegree>(*op).distinct_from.size(), 1U);
}

TEST_F(PlanRules, DegreeCountNeedsNothingElseOfTheExpansion) {
  for (const char* query : {"MATCH (a:Person)-[r:LEADS]->(c) RETURN c, count(*)",
                            "MATCH (a:Person)-[r:LEADS]->(c) RETURN count(DISTINCT c)",
                            "MATCH (a:Person)-[r:LEADS]->(c) RETURN sum(r.x)",
                            "MATCH (a:Person)-[r:LEADS]-(c:Company) RETURN count(*)",
                            "MATCH (a:Person)-[rs*1..2]->()-[s]->() RETURN count(*)"}) {
    EXPECT_EQ(explain(query).find("DegreeCount"), std::string::npos) << query;
  }
}

TEST_F(PlanRules, BreadthFirstOnlyWhereNobodyCountsPaths) {
  for (const char* query :
       {"MATCH (a:Person)-[*1..2]->(b) RETURN b", "MATCH (a:Person)-[*1..2]->(b) RETURN count(b)",
        "MATCH (a:Person)-[r*1..2]->(b) RETURN DISTINCT r",
        "MATCH p = (a:Person)-[*1..2]->(b) RETURN DISTINCT p",
        "MATCH (a:Person)-[*2..3]->(b) RETURN DISTINCT b",
        "MATCH (a:Person)-[*1..2]->(b) WITH b LIMIT 3 RETURN DISTINCT b",
        "MATCH (a:Person)-[*1..2]->(b) WITH b, count(*) AS c RETURN DISTINCT b"}) {
    EXPECT_EQ(explain(query).find("BFSExpand"), std::string::npos) << query;
  }
  for (const char* query :
       {"MATCH (a:Person)-[*..2]->(b) WHERE b.year > 3 RETURN count(DISTINCT b)",
        "MATCH (a:Person)-[*0..]->(b) RETURN max(b.year)",
        "MATCH (a:Person)-[*..2]->(b)-[:BASED_IN]->(c) RETURN DISTINCT c"}) {
    EXPECT_NE(explain(query).find("BFSExpand"), std::string::npos) << query;
  }
}

TEST_F(PlanRules, LimitAboveUpdatesRunsItsInputToTheEnd) {
  EXPECT_NE(explain("MATCH (a:Person) SET a.x = 1 RETURN a.age LIMIT 1").find("ExhaustiveLimit"),
            std::string::npos);
  EXPECT_EQ(explain("MATCH (a:Person) RETURN a.age LIMIT 1").find("ExhaustiveLimit"),
            std::string::npos);
}

TEST_F(PlanRules, IndependentUpdatesStream) {
  for (const char* query :
       {"UNWIND $rows AS row CREATE (:Person {id: row.id})",
        "UNWIND $rows AS row MATCH (a:Person {id: row.id}) CREATE (a)-[:KNOWS]->(:Thing)",
        "MATCH (a:Person) SET a.seen = true", "MATCH (a:Person) SET a:Seen",
        "UNWIND $rows AS row MERGE (a:Person {id: row.id}) SET a.name = row.name"}) {
    EXPECT_EQ(explain(query).find("Eager\n"), std::string::npos) << query;
  }
}

TEST_F(PlanRules, InfluencedReadsAreFinishedFirst) {
  for (const char* query :
       {"MATCH (a) CREATE ()", "MATCH (a:Person) CREATE (:Person)",
        "MATCH (a)-[:R]->(b) CREATE (b)-[:R]->(a)", "MATCH (a {x: 1}) SET a.x = 2",
        "MATCH (a:Person) SET a:Person:Other REMOVE a:Other", "MATCH (a)-[r]->(b) DELETE r",
        "MATCH (a:Person), (b:Person) MERGE (c:Person {id: a.id + b.id})",
        "MATCH (a:Person) SET a = $map RETURN a.x",
        "CREATE (a:T) WITH a MATCH (b:T) RETURN count(*)",
        "MATCH (a:Person) FOREACH (x IN [1] | CREATE (:Person))"}) {
    EXPECT_NE(explain(query).find("Eager\n"), std::string::npos) << query;
  }
}

}  // namespace
}  // namespace entente::query
