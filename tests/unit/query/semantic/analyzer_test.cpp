#include "query/semantic/analyzer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "query/ast/ast_builder.hpp"

namespace entente::query {
namespace {

/// A procedure `my.proc(name :: STRING?, n :: INTEGER?) :: (out :: STRING?)`.
class OneProcedure : public Procedure {
 public:
  OneProcedure() {
    inputs_ = {{"name", StaticType::string, true, "STRING?"},
               {"n", StaticType::integer, true, "INTEGER?"}};
    outputs_ = {{"out", StaticType::string, true, "STRING?"}};
  }
  const std::string& name() const override { return name_; }
  const std::vector<ProcedureField>& inputs() const override { return inputs_; }
  const std::vector<ProcedureField>& outputs() const override { return outputs_; }
  Status call(EvalContext&, std::span<const Value>, std::vector<ValueList>&) const override {
    return {};
  }

 private:
  std::string name_ = "my.proc";
  std::vector<ProcedureField> inputs_;
  std::vector<ProcedureField> outputs_;
};

class OneProcedureCatalog : public ProcedureCatalog {
 public:
  const Procedure* find(std::string_view name) const override {
    return name == procedure_.name() ? &procedure_ : nullptr;
  }
  std::vector<const Procedure*> all() const override { return {&procedure_}; }

 private:
  OneProcedure procedure_;
};

Result<SemanticInfo> analyze_text(const std::string& text) {
  static const OneProcedureCatalog procedures;
  auto statement = parse_statement(text);
  if (!statement) return statement.error();
  return analyze(*statement, text, procedures);
}

struct Case {
  std::string query;
  std::string detail;
};

std::string class_and_detail(const std::string& text) {
  const auto result = analyze_text(text);
  if (result) return "accepted";
  EXPECT_EQ(result.error().phase, Phase::compile_time) << text;
  EXPECT_TRUE(result.error().span.valid()) << text;
  EXPECT_LE(result.error().span.end, text.size()) << text;
  return std::string(to_string(result.error().error_class)) + "/" + result.error().detail;
}

TEST(Analyzer, RefusesWithTheTckDetail) {
  const std::vector<Case> cases = {
      {"RETURN x", "SyntaxError/UndefinedVariable"},
      {"WITH 1 AS a WITH 2 AS b RETURN a", "SyntaxError/UndefinedVariable"},
      {"MATCH (n) WHERE (n)-->(m) RETURN n", "SyntaxError/UndefinedVariable"},
      {"MATCH (n) SET m.x = 1", "SyntaxError/UndefinedVariable"},
      {"CREATE (n {x: m})", "SyntaxError/UndefinedVariable"},
      {"MATCH (n) RETURN DISTINCT n.a ORDER BY n.b", "SyntaxError/UndefinedVariable"},
      {"MATCH (n) RETURN count(n) AS c ORDER BY n.b + count(n)", "SyntaxError/UndefinedVariable"},
      {"MATCH (n) CALL { RETURN n AS m } RETURN m", "SyntaxError/UndefinedVariable"},
      {"MATCH (a) CREATE (a)", "SyntaxError/VariableAlreadyBound"},
      {"MATCH (a) CREATE (a:L)-[:T]->()", "SyntaxError/VariableAlreadyBound"},
      {"MATCH (a)-[r]->(b) MERGE (a)-[r]->(b)", "SyntaxError/VariableAlreadyBound"},
      {"MATCH p = ()-[p]-() RETURN p", "SyntaxError/VariableAlreadyBound"},
      {"UNWIND [1] AS x UNWIND [2] AS x RETURN x", "SyntaxError/VariableAlreadyBound"},
      {"MATCH ()-[r]-(r) RETURN r", "SyntaxError/VariableTypeConflict"},
      {"MATCH r = ()-[]-(), ()-[r]-() RETURN r", "SyntaxError/VariableTypeConflict"},
      {"WITH 1 AS n MATCH (n) RETURN n", "SyntaxError/VariableTypeConflict"},
      {"MATCH (n) WITH [n] AS l MATCH (l)-->(m) RETURN m", "SyntaxError/VariableTypeConflict"},
      {"MATCH (a)-[r]->()-[r]->(b) RETURN r", "SyntaxError/RelationshipUniquenessViolation"},
      {"CREATE ()-->()", "SyntaxError/NoSingleRelationshipType"},
      {"MERGE ()-[:A|B]->()", "SyntaxError/NoSingleRelationshipType"},
      {"CREATE ()-[:A]-()", "SyntaxError/RequiresDirectedRelationship"},
      {"CREATE ()-[:A*1..2]->()", "SyntaxError/CreatingVarLength"},
      {"MATCH (n $p) RETURN n", "SyntaxError/InvalidParameterUse"},
      {"MATCH (n) WHERE count(n) > 1 RETURN n", "SyntaxError/InvalidAggregation"},
      {"RETURN [x IN [1] | count(x)]", "SyntaxError/InvalidAggregation"},
      {"MATCH (n) RETURN n.a ORDER BY max(n.b)", "SyntaxError/InvalidAggregation"},
      {"RETURN count(count(*))", "SyntaxError/NestedAggregation"},
      {"RETURN count(rand())", "SyntaxError/NonConstantExpression"},
      {"MATCH (n) RETURN n.a + count(*)", "SyntaxError/AmbiguousAggregationExpression"},
      {"MATCH (n) RETURN n.a + n.b, n.a + n.b + count(*)",
       "SyntaxError/AmbiguousAggregationExpression"},
      {"MATCH (n) WITH n, count(*) RETURN n", "SyntaxError/NoExpressionAlias"},
      {"RETURN 1 AS a, 2 AS a", "SyntaxError/ColumnNameConflict"},
      {"MATCH () RETURN *", "SyntaxError/NoVariablesInScope"},
      {"RETURN 1 AS a UNION RETURN 2 AS b", "SyntaxError/DifferentColumnsInUnion"},
      {"RETURN 1 AS a UNION RETURN 1 AS a UNION ALL RETURN 1 AS a",
       "SyntaxError/InvalidClauseComposition"},
      {"MATCH (n)", "SyntaxError/InvalidClauseComposition"},
      {"MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n",
       "SyntaxError/InvalidClauseComposition"},
      {"RETURN NOT 1", "SyntaxError/InvalidArgumentType"},
      {"RETURN true AND 'x'", "SyntaxError/InvalidArgumentType"},
      {"RETURN 1 IN 2", "SyntaxError/InvalidArgumentType"},
      {"RETURN any(x IN ['a'] WHERE x % 2 = 0)", "SyntaxError/InvalidArgumentType"},
      {"MATCH (n) WHERE (n) RETURN n", "SyntaxError/InvalidArgumentType"},
      {"MATCH (n) DELETE 1 + 1", "SyntaxError/InvalidArgumentType"},
      {"RETURN 1 LIMIT 1.5", "SyntaxError/InvalidArgumentType"},
      {"RETURN 1 LIMIT -1", "SyntaxError/NegativeIntegerArgument"},
      {"MATCH (n) RETURN n SKIP n.x", "SyntaxError/NonConstantExpression"},
      {"WITH 12 AS x RETURN x.y", "TypeError/InvalidArgumentType"},
      {"MATCH ()-[r]->() DELETE r:T", "SyntaxError/InvalidDelete"},
      {"MATCH (n) RETURN (n)-->()", "SyntaxError/UnexpectedSyntax"},
      {"RETURN nosuch(1)", "SyntaxError/UnknownFunction"},
      {"RETURN size()", "SyntaxError/InvalidNumberOfArguments"},
      {"CALL nothing()", "ProcedureError/ProcedureNotFound"},
      {"CALL my.proc('a')", "SyntaxError/InvalidNumberOfArguments"},
      {"CALL my.proc('a', true)", "SyntaxError/InvalidArgumentType"},
      {"MATCH (n) CALL my.proc YIELD out RETURN out", "SyntaxError/InvalidArgumentPassingMode"},
      {"MATCH (out) CALL my.proc('a', 1) YIELD out RETURN out", "SyntaxError/VariableAlreadyBound"},
  };
  for (const auto& [query, detail] : cases) EXPECT_EQ(class_and_detail(query), detail) << query;
}

TEST(Analyzer, AcceptsWhatIsValid) {
  const std::vector<std::string> queries = {
      "MATCH (a)-[r]->(b), (b)-[s]->(a) RETURN *",
      "MATCH (a) MATCH (a)-[r*]->(b) MATCH (c)-[r*]->(d) RETURN r",
      "WITH null AS a OPTIONAL MATCH (a) RETURN a",
      "MATCH (n) RETURN n.a, n.a + count(*)",
      "MATCH (n) RETURN n, n.a + count(*)",
      "MATCH (n) RETURN n.a AS a, count(n.b) AS c ORDER BY n.a + count(n.b)",
      "MATCH (n) RETURN n.a AS a ORDER BY n.b, a",
      "MATCH (n) WITH n AS m ORDER BY n.x RETURN m",
      "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WITH m WHERE r IS NULL RETURN m",
      "WITH 1 AS a, 2 AS b WITH a AS b, b AS a RETURN a, b",
      "MATCH (n) RETURN $p + count(*) + 1",
      "MATCH (n) WHERE exists((n)-->()) AND NOT (n)<--() RETURN n",
      "MATCH (n) RETURN [(n)-->(m) WHERE m.x = n.x | m.y] AS l",
      "MATCH (n) RETURN [x IN collect(n) WHERE x.a > 1 | x.b] AS l",
      "RETURN reduce(s = 0, x IN [1, 2] | s + x) AS r",
      "CREATE (a)-[:T]->(b), (b)-[:T]->(a)",
      "MATCH (a) CREATE (a)-[:T]->(:B)",
      "MERGE (a:A)-[:T]-(b:B) ON CREATE SET a.x = 1 RETURN a",
      "MATCH (n) CALL { WITH n RETURN n.x AS x } RETURN n, x",
      "MATCH (n) CALL (n) { RETURN n.x AS x UNION RETURN n.y AS x } RETURN x",
      "CALL my.proc('a', 1)",
      "CALL my.proc",
      "MATCH (n) CALL my.proc(n.a, 1) YIELD out AS o RETURN o",
      "MATCH p = shortestPath((a)-[*]-(b)) RETURN p",
      "FOREACH (x IN [1] | CREATE (:N {x: x}))",
      "MATCH (n) RETURN COUNT { (n)-->() } AS c",
      "RETURN 1 AS a, 2 AS b UNION RETURN 3 AS b, 4 AS a",
  };
  for (const auto& query : queries) EXPECT_EQ(class_and_detail(query), "accepted") << query;
}

TEST(Analyzer, GivesEachRowVariableItsOwnSymbol) {
  const auto info = analyze_text("MATCH (a) WITH a.x AS a RETURN a");
  ASSERT_TRUE(info);
  std::vector<StaticType> types;
  for (const auto& symbol : info->symbols) {
    if (symbol.name == "a") types.push_back(symbol.type);
  }
  EXPECT_EQ(types, (std::vector<StaticType>{StaticType::node, StaticType::any, StaticType::any}));
}

TEST(Analyzer, NamesTheResultColumns) {
  const auto info = analyze_text("MATCH (n) RETURN n.x + 1, n AS m, *");
  ASSERT_FALSE(info);  // the star comes first in openCypher
  const auto star = analyze_text("MATCH (b), (a) RETURN *, a.x + 1");
  ASSERT_TRUE(star) << star.error().render();
  EXPECT_EQ(star->columns, (std::vector<std::string>{"a", "b", "a.x + 1"}));
}

TEST(Analyzer, SuggestsTheNearestName) {
  const auto variable = analyze_text("MATCH (company) RETURN compny.name");
  ASSERT_FALSE(variable);
  EXPECT_NE(variable.error().hint.find("company"), std::string::npos) << variable.error().hint;
  const auto function = analyze_text("RETURN toUper('a')");
  ASSERT_FALSE(function);
  EXPECT_NE(function.error().hint.find("toUpper"), std::string::npos) << function.error().hint;
}

TEST(Analyzer, KnowsWhetherAQueryUpdates) {
  EXPECT_FALSE(analyze_text("MATCH (n) RETURN n")->updating);
  EXPECT_TRUE(analyze_text("MATCH (n) SET n.x = 1")->updating);
  EXPECT_TRUE(analyze_text("CALL { CREATE (n) RETURN n } RETURN n")->updating);
}

}  // namespace
}  // namespace entente::query
