#include <algorithm>

#include "entente/database.hpp"
#include "query/eval/procedures/procedure_registry.hpp"
#include "query/eval/procedures/signature.hpp"
#include "tests/unit/query/eval/eval_fixture.hpp"

namespace entente::query {
namespace {

class ProcedureTest : public EvalFixture {
 protected:
  /// The rows of a call, each as text.
  std::vector<std::string> call(std::string_view name, const ValueList& arguments) {
    const Procedure* procedure = registry_.find(name);
    EXPECT_NE(procedure, nullptr) << name;
    std::vector<ValueList> rows;
    const Status status = procedure->call(*context_, arguments, rows);
    if (!status) return {status.error().detail};
    std::vector<std::string> texts;
    for (const auto& row : rows) texts.push_back(Value(row).to_text());
    return texts;
  }
  ProcedureRegistry registry_;
};

using Rows = std::vector<std::string>;

TEST_F(ProcedureTest, SignaturesAreParsed) {
  const auto signature = parse_signature(
      " my.`odd name`.proc ( a :: STRING? , b::LIST? OF INTEGER?) :: ( c :: NUMBER )");
  ASSERT_TRUE(signature);
  EXPECT_EQ(signature->name, "my.odd name.proc");
  ASSERT_EQ(signature->inputs.size(), 2U);
  EXPECT_EQ(signature->inputs[1].name, "b");
  EXPECT_EQ(signature->inputs[1].type, StaticType::list);
  EXPECT_EQ(signature->inputs[1].type_text, "LIST? OF INTEGER?");
  ASSERT_EQ(signature->outputs.size(), 1U);
  EXPECT_FALSE(signature->outputs[0].nullable);
  EXPECT_TRUE(parse_signature("p() :: ()"));
  EXPECT_TRUE(parse_signature("p() :: VOID"));
}

TEST_F(ProcedureTest, WrongSignaturesAreRefused) {
  for (const std::string_view text :
       {"", "p", "p(", "p(a)", "p(a :: WHAT)", "p(a :: ANY, a :: ANY)", "p() :: () x", "p() ::"}) {
    EXPECT_FALSE(parse_signature(text)) << text;
  }
}

TEST_F(ProcedureTest, TablesAnswerByTheirInputs) {
  ASSERT_TRUE(registry_.add(TableProcedure{"test.proc(in :: NUMBER?) :: (out :: STRING?)",
                                           {"in", "out"},
                                           {{42, "wisdom"}, {42.3, "about"}, {Value(), "nix"}}}));
  EXPECT_EQ(call("test.proc", {42}), Rows{"['wisdom']"});
  EXPECT_EQ(call("test.proc", {42.0}), Rows{"['wisdom']"});
  EXPECT_EQ(call("test.proc", {Value()}), Rows{"['nix']"});
  EXPECT_EQ(call("test.proc", {7}), Rows{});
  EXPECT_EQ(call("test.proc", {"a"}), Rows{"InvalidArgumentType"});
  EXPECT_EQ(call("test.proc", {}), Rows{"InvalidNumberOfArguments"});
}

TEST_F(ProcedureTest, TablesMustFitTheirSignature) {
  const std::string signature = "p(a :: ANY?) :: (b :: ANY?)";
  EXPECT_TRUE(registry_.add(TableProcedure{signature, {}, {}}));
  EXPECT_FALSE(registry_.add(TableProcedure{signature, {"b", "a"}, {}}));
  EXPECT_FALSE(registry_.add(TableProcedure{signature, {"a", "b"}, {{1}}}));
  EXPECT_FALSE(registry_.add(TableProcedure{"db.labels() :: (label :: STRING)", {"label"}, {}}));
}

TEST_F(ProcedureTest, RegistrationCanBeReplacedAndForgotten) {
  ASSERT_TRUE(registry_.add(TableProcedure{"p() :: (x :: ANY?)", {"x"}, {{1}}}));
  const Procedure* first = registry_.find("p");
  ASSERT_TRUE(registry_.add(TableProcedure{"p() :: (x :: ANY?)", {"x"}, {{2}}}));
  EXPECT_EQ(call("p", {}), Rows{"[2]"});
  std::vector<ValueList> rows;
  ASSERT_TRUE(first->call(*context_, {}, rows));
  EXPECT_EQ(rows.size(), 1U);
  registry_.clear();
  EXPECT_EQ(registry_.find("p"), nullptr);
  EXPECT_NE(registry_.find("db.labels"), nullptr);
}

TEST_F(ProcedureTest, BuiltInProceduresReadTheSchema) {
  const NodeId a = create_node({"B", "A"}, {{"name", "x"}});
  create_relationship(a, "KNOWS", a);
  EXPECT_EQ(call("db.labels", {}), (Rows{"['A']", "['B']"}));
  EXPECT_EQ(call("db.relationshipTypes", {}), Rows{"['KNOWS']"});
  EXPECT_EQ(call("db.propertyKeys", {}), Rows{"['name']"});
  EXPECT_EQ(call("db.schema.labelCounts", {}), (Rows{"['A', 1]", "['B', 1]"}));
  EXPECT_EQ(call("db.schema.relationshipTypeCounts", {}), Rows{"['KNOWS', 1]"});
  EXPECT_EQ(call("db.indexes", {}), Rows{});
  EXPECT_EQ(call("dbms.components", {}).size(), 1U);
  EXPECT_GT(call("dbms.functions", {}).size(), 50U);
  const auto all = registry_.all();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const auto* x, const auto* y) { return x->name() < y->name(); }));
}

}  // namespace
}  // namespace entente::query
