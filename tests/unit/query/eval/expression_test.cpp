#include "tests/unit/query/eval/eval_fixture.hpp"

namespace entente::query {
namespace {

class ExpressionTest : public EvalFixture {
 protected:
  /// Checks pairs of expression and expected text.
  void expect(std::initializer_list<std::pair<std::string_view, std::string_view>> cases) {
    for (const auto& [text, expected] : cases) EXPECT_EQ(run(text), expected) << text;
  }
};

TEST_F(ExpressionTest, Arithmetic) {
  expect({{"1 + 2 * 3", "7"},
          {"12 / 4 * 3 - 2 * 4", "1"},
          {"7 / 2", "3"},
          {"-7 / 2", "-3"},
          {"-7 % 3", "-1"},
          {"7 / 2.0", "3.5"},
          {"2 ^ 3", "8.0"},
          {"1 + null", "null"},
          {"1.0 / 0", "Infinity"},
          {"0.0 / 0.0", "NaN"},
          {"1 / 0", "ArithmeticError/DivisionByZero"},
          {"1 % 0", "ArithmeticError/DivisionByZero"},
          {"9223372036854775807 + 1", "ArithmeticError/IntegerOverflow"},
          {"-9223372036854775808 - 1", "ArithmeticError/IntegerOverflow"},
          {"4611686018427387904 * 2", "ArithmeticError/IntegerOverflow"},
          {"-9223372036854775808 % -1", "0"},
          {"'a' + 'b'", "'ab'"},
          {"'a' + 1", "'a1'"},
          {"1.5 + 'a'", "'1.5a'"},
          {"[1] + [2, 3]", "[1, 2, 3]"},
          {"[1] + 2", "[1, 2]"},
          {"0 + [1]", "[0, 1]"},
          {"[1] + null", "null"},
          {"true + 1", "TypeError/InvalidArgumentType"},
          {"{} * 2", "TypeError/InvalidArgumentType"},
          {"-'a'", "TypeError/InvalidArgumentType"}});
}

TEST_F(ExpressionTest, ThreeValuedLogic) {
  expect({{"true AND null", "null"},
          {"false AND null", "false"},
          {"null AND false", "false"},
          {"true OR null", "true"},
          {"null OR true", "true"},
          {"null OR false", "null"},
          {"null XOR true", "null"},
          {"true XOR true", "false"},
          {"NOT null", "null"},
          {"NOT false", "true"},
          {"true AND 1", "TypeError/InvalidArgumentType"},
          {"NOT 'a'", "TypeError/InvalidArgumentType"},
          {"false AND 1 / 0 = 1", "false"},
          {"true OR 1 / 0 = 1", "true"}});
}

TEST_F(ExpressionTest, EqualityInsideListsAndMaps) {
  expect({{"1 = 1.0", "true"},
          {"[1, 2] = [1]", "false"},
          {"[null] = [1]", "null"},
          {"[[1], [2]] = [[1], [null]]", "null"},
          {"[[1], [2, 3]] = [[1], [null]]", "false"},
          {"{a: 1, b: null} = {a: 2, b: null}", "false"},
          {"{a: null} = {a: 1}", "null"},
          {"{a: null} = {}", "false"},
          {"0.0 / 0.0 = 0.0 / 0.0", "false"},
          {"0.0 / 0.0 <> 0.0 / 0.0", "true"},
          {"0.0 / 0.0 > 1", "false"},
          {"0.0 / 0.0 > 'a'", "null"},
          {"'1' = 1", "false"},
          {"null = null", "null"},
          {"null <> null", "null"},
          {"9007199254740993 = 9007199254740992.0", "false"},
          {"9007199254740993 > 9007199254740992.0", "true"}});
}

TEST_F(ExpressionTest, Comparability) {
  expect({{"1 < 2 < 3", "true"},
          {"1 < 3 < 2", "false"},
          {"1 < 'a'", "null"},
          {"[1, 0] >= [1]", "true"},
          {"[1, null] >= [1]", "true"},
          {"[1, 2] >= [1, null]", "null"},
          {"[1, 'a'] >= [1, null]", "null"},
          {"[1, 2] >= [3, null]", "false"},
          {"'a' < 'b'", "true"},
          {"false < true", "true"},
          {"{a: 1} < {a: 2}", "null"}});
}

TEST_F(ExpressionTest, InFollowsTheRulesOfNull) {
  expect({{"1 IN [1, null]", "true"},
          {"5 IN [1, null]", "null"},
          {"null IN []", "false"},
          {"null IN [1]", "null"},
          {"[1, 2] IN [1, [1, 2]]", "true"},
          {"[null] IN [[null]]", "null"},
          {"1 IN null", "null"},
          {"1 IN 2", "TypeError/InvalidArgumentType"}});
}

TEST_F(ExpressionTest, Strings) {
  expect({{"'abc' STARTS WITH 'ab'", "true"},
          {"'abc' ENDS WITH 'bc'", "true"},
          {"'abc' CONTAINS 'x'", "false"},
          {"1 STARTS WITH 'a'", "null"},
          {"'abc' CONTAINS null", "null"},
          {"'abc' =~ 'a.c'", "true"},
          {"'abcd' =~ 'a.c'", "false"},
          {"'ABC' =~ '(?i)abc'", "true"},
          {"'a' =~ '('", "ArgumentError/InvalidRegularExpression"}});
}

TEST_F(ExpressionTest, SubscriptsAndSlices) {
  expect({{"[1, 2, 3][0]", "1"},
          {"[1, 2, 3][-1]", "3"},
          {"[1, 2, 3][3]", "null"},
          {"[1, 2, 3][null]", "null"},
          {"null[0]", "null"},
          {"[1, 2, 3][1..]", "[2, 3]"},
          {"[1, 2, 3][..-1]", "[1, 2]"},
          {"[1, 2, 3][-5..5]", "[1, 2, 3]"},
          {"[1, 2, 3][3..1]", "[]"},
          {"[1, 2, 3][null..2]", "null"},
          {"{a: 1}['a']", "1"},
          {"{a: 1}['b']", "null"},
          {"[1][true]", "TypeError/ListElementAccessByNonInteger"},
          {"{a: 1}[0]", "TypeError/MapElementAccessByNonString"},
          {"1[0]", "TypeError/InvalidArgumentType"}});
}

TEST_F(ExpressionTest, ComprehensionsQuantifiersAndReduce) {
  expect({{"[x IN [1, 2, 3] WHERE x > 1 | x * 10]", "[20, 30]"},
          {"[x IN [1, 2, 3]]", "[1, 2, 3]"},
          {"[x IN null | x]", "null"},
          {"[x IN [[1, 2], [3]] | [y IN x | y + size(x)]]", "[[3, 4], [4]]"},
          {"all(x IN [1, 2] WHERE x > 0)", "true"},
          {"all(x IN [1, null] WHERE x > 0)", "null"},
          {"all(x IN [0, null] WHERE x > 0)", "false"},
          {"any(x IN [null, 1] WHERE x > 0)", "true"},
          {"any(x IN [null, 0] WHERE x > 0)", "null"},
          {"none(x IN [] WHERE true)", "true"},
          {"none(x IN [1, null] WHERE x = 1)", "false"},
          {"single(x IN [1, 2] WHERE x = 1)", "true"},
          {"single(x IN [1, 1] WHERE x = 1)", "false"},
          {"single(x IN [1, null] WHERE x = 1)", "null"},
          {"reduce(s = 0, x IN [1, 2, 3] | s + x)", "6"},
          {"reduce(s = '', x IN ['a', 'b'] | s + x)", "'ab'"},
          {"reduce(s = 0, x IN null | s + x)", "null"},
          {"[x IN 1 | x]", "TypeError/InvalidArgumentType"}});
}

TEST_F(ExpressionTest, CaseTakesOnlyItsBranch) {
  set("x", 0);
  expect({{"CASE WHEN x = 0 THEN 'zero' ELSE 1 / x END", "'zero'"},
          {"CASE x WHEN 1 THEN 'a' WHEN 0 THEN 'b' END", "'b'"},
          {"CASE x WHEN 1 THEN 'a' END", "null"},
          {"CASE null WHEN null THEN 1 ELSE 2 END", "2"},
          {"CASE WHEN null THEN 1 ELSE 2 END", "2"},
          {"coalesce(null, 1, 1 / x)", "1"}});
}

TEST_F(ExpressionTest, ElementsReadTheirProperties) {
  const NodeId a = create_node({"Person"}, {{"name", "Ada"}, {"born", 1815}});
  const NodeId b = create_node({}, {});
  set("a", Value(a));
  set("b", Value(b));
  set("r", create_relationship(a, "KNOWS", b, {{"since", 1833}}));
  set("missing", Value());
  expect({{"a.name", "'Ada'"},
          {"a.nothing", "null"},
          {"a['na' + 'me']", "'Ada'"},
          {"r.since", "1833"},
          {"missing.name", "null"},
          {"labels(a)", "['Person']"},
          {"keys(a)", "['born', 'name']"},
          {"properties(r)", "{since: 1833}"},
          {"type(r)", "'KNOWS'"},
          {"startNode(r) = a", "true"},
          {"endNode(r) = b", "true"},
          {"a:Person", "true"},
          {"a:Person&!Other", "true"},
          {"b:Person|Other", "false"},
          {"b:%", "false"},
          {"missing:Person", "null"},
          {"r:KNOWS", "true"},
          {"a {.name, .nothing, age: 36}", "{age: 36, name: 'Ada', nothing: null}"},
          {"a {.*, b}", "{b: (#" + std::to_string(b.value) + "), born: 1815, name: 'Ada'}"},
          {"missing {.name}", "null"},
          {"exists(a.name)", "true"},
          {"[x IN [a, b] | x.born]", "[1815, null]"},
          {"labels(1)", "TypeError/InvalidArgumentValue"},
          {"(1).name", "TypeError/InvalidArgumentType"}});
}

TEST_F(ExpressionTest, DeletedElementsCannotBeRead) {
  const NodeId a = create_node({"A"}, {{"num", 1}});
  const NodeId b = create_node({}, {});
  set("a", Value(a));
  set("r", create_relationship(b, "T", b, {{"num", 1}}));
  ASSERT_TRUE(transaction_->delete_node(a));
  ASSERT_TRUE(transaction_->delete_relationship(variables_["r"].as_relationship().id));
  expect({{"a.num", "EntityNotFound/DeletedEntityAccess"},
          {"labels(a)", "EntityNotFound/DeletedEntityAccess"},
          {"r.num", "EntityNotFound/DeletedEntityAccess"},
          {"type(r)", "'T'"}});
}

TEST_F(ExpressionTest, TypeTests) {
  expect({{"1 IS :: INTEGER", "true"},
          {"1 IS :: FLOAT", "false"},
          {"null IS :: INTEGER", "true"},
          {"null IS :: INTEGER NOT NULL", "false"},
          {"[1, 2] IS :: LIST<INTEGER>", "true"},
          {"[1, 'a'] IS :: LIST<INTEGER>", "false"},
          {"1 IS NOT :: STRING", "true"}});
}

TEST_F(ExpressionTest, ParametersAndNullTests) {
  parameters_.set("p", Value(ValueList{1, 2}));
  expect({{"size($p)", "2"},
          {"$p[1]", "2"},
          {"$absent", "ParameterMissing/MissingParameter"},
          {"$p IS NULL", "false"},
          {"null IS NULL", "true"},
          {"null IS NOT NULL", "false"}});
}

TEST_F(ExpressionTest, ValuesCannotGrowWithoutBound) {
  expect({{"size(reduce(s = 'aaaaaaaaaaaaaaaa', x IN range(1, 62) | s + s))", "MemoryLimit/"},
          {"size(reduce(l = [1, 2, 3, 4], x IN range(1, 62) | l + l))", "MemoryLimit/"},
          {"[x IN range(1, 1000000) | range(1, 100000)]", "MemoryLimit/"},
          {"reduce(l = [], x IN range(1, 100000) | [l])", "LimitExceeded/"},
          {"reduce(m = {}, x IN range(1, 100000) | {m: m})", "LimitExceeded/"}});
  parameters_.set("long", Value(std::string(100'000, 'a')));
  EXPECT_EQ(run("replace($long, 'a', $long)"), "MemoryLimit/");
  EXPECT_EQ(run("string.regexReplace($long, 'a', $long)"), "MemoryLimit/");
  EXPECT_EQ(run("string.join([x IN range(1, 10000) | $long], '')"), "MemoryLimit/");
  // Lists share their parts: this one is small until it is flattened.
  EXPECT_EQ(run("coll.flatten(reduce(l = range(1, 1000), x IN range(1, 13) | [l, l]), 20)"),
            "MemoryLimit/");
}

TEST_F(ExpressionTest, LongLoopsCanBeStopped) {
  StopToken stop;
  stop.request_stop();
  const Interruption stopped(stop, std::nullopt);
  EvalContext context{*transaction_, parameters_, budget_, stopped, {}, 1};
  for (const std::string_view text :
       {"[x IN range(1, 5000) | x]", "all(x IN range(1, 5000) WHERE x > 0)",
        "reduce(s = 0, x IN range(1, 5000) | s + x)"}) {
    const auto compiled = compile(text);
    ASSERT_TRUE(compiled);
    Batch batch(names_.size());
    batch.set_rows(1);
    LocalScope locals;
    const auto result = compiled->expression->evaluate_row(context, {batch, 0, locals});
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().error_class, ErrorClass::interrupted);
    EXPECT_TRUE(locals.entries().empty()) << text;
  }
}

TEST_F(ExpressionTest, ErrorsPointToTheirExpression) {
  const auto result = evaluate("1 + (2 / 0)");
  ASSERT_FALSE(result);
  const Span span = result.error().span;
  EXPECT_EQ(std::string_view("RETURN 1 + (2 / 0)").substr(span.begin, span.end - span.begin),
            "(2 / 0)");
}

}  // namespace
}  // namespace entente::query
