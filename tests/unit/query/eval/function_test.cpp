#include <set>

#include "query/eval/functions/function_groups.hpp"
#include "tests/unit/query/eval/eval_fixture.hpp"

namespace entente::query {
namespace {

class FunctionTest : public EvalFixture {
 protected:
  void expect(std::initializer_list<std::pair<std::string_view, std::string_view>> cases) {
    for (const auto& [text, expected] : cases) EXPECT_EQ(run(text), expected) << text;
  }

  /// The result of an aggregate over values; errors as their detail.
  std::string aggregate(std::string_view name, const ValueList& values,
                        const ValueList& more = {}) {
    const auto accumulator = make_accumulator(*find_function(name), false);
    for (const Value& value : values) {
      ValueList arguments = {value};
      arguments.insert(arguments.end(), more.begin(), more.end());
      const Status status = accumulator->add(*context_, arguments);
      if (!status) return status.error().detail;
    }
    const auto result = accumulator->finish(*context_);
    return result ? result->to_text() : result.error().detail;
  }
};

TEST_F(FunctionTest, TheRegistryIsComplete) {
  std::set<std::string_view> names;
  for (const FunctionInfo* function : all_functions()) {
    EXPECT_TRUE(names.insert(function->name).second) << function->name;
    EXPECT_EQ(function->call == nullptr, function->aggregate) << function->name;
    EXPECT_LE(function->arguments_min, function->arguments_max) << function->name;
    EXPECT_TRUE(function->signature.starts_with(function->name)) << function->name;
    EXPECT_FALSE(function->description.empty()) << function->name;
  }
  EXPECT_EQ(find_function("TOUPPER"), find_function("toUpper"));
  EXPECT_EQ(find_function("nothing"), nullptr);
}

/// No function may fail on null: it gives null or a definite answer.
TEST_F(FunctionTest, NullIsAlwaysAccepted) {
  for (const FunctionInfo* function : all_functions()) {
    if (function->aggregate) continue;
    const std::size_t count = std::max<std::size_t>(function->arguments_min, 1);
    if (function->arguments_max == 0) continue;
    const std::vector<Value> nulls(count);
    EXPECT_TRUE(function->call(*context_, nulls).has_value()) << function->name;
  }
}

TEST_F(FunctionTest, Strings) {
  expect({{"toUpper('straße é')", "'STRASSE É'"},
          {"toLower('ÀÉ')", "'àé'"},
          {"trim('  a b ')", "'a b'"},
          {"ltrim('xxab', 'x')", "'ab'"},
          {"rtrim('abxx', 'x')", "'ab'"},
          {"substring('héllo', 1, 3)", "'éll'"},
          {"substring('abc', 5)", "''"},
          {"substring('abc', -1)", "ArgumentError/NumberOutOfRange"},
          {"left('héllo', 2)", "'hé'"},
          {"right('héllo', 4)", "'éllo'"},
          {"right('a', 4)", "'a'"},
          {"replace('banana', 'a', 'o')", "'bonono'"},
          {"replace('a', '', 'b')", "'a'"},
          {"split('a,b,,c', ',')", "['a', 'b', '', 'c']"},
          {"split('a,b;c', [',', ';'])", "['a', 'b', 'c']"},
          {"split('', ',')", "['']"},
          {"split('aé', '')", "['a', 'é']"},
          {"reverse('aé')", "'éa'"},
          {"size('héllo')", "5"},
          {"normalize('e\\u0301') = 'é'", "true"},
          {"toUpper(1)", "TypeError/InvalidArgumentValue"}});
}

TEST_F(FunctionTest, Conversions) {
  expect({{"toInteger('42')", "42"},
          {"toInteger(' 0x1F ')", "31"},
          {"toInteger('2.9')", "2"},
          {"toInteger(-2.9)", "-2"},
          {"toInteger('foo')", "null"},
          {"toInteger('9223372036854775808')", "null"},
          {"toInteger(1e30)", "null"},
          {"toInteger([])", "TypeError/InvalidArgumentValue"},
          {"toIntegerOrNull([])", "null"},
          {"toFloat('1e3')", "1000.0"},
          {"toFloat('inf')", "null"},
          {"toFloat(true)", "TypeError/InvalidArgumentValue"},
          {"toBoolean('TRUE')", "true"},
          {"toBoolean('x')", "null"},
          {"toBoolean(1.0)", "TypeError/InvalidArgumentValue"},
          {"toString(1.0)", "'1.0'"},
          {"toString('a')", "'a'"},
          {"toString(date('2015-01-02'))", "'2015-01-02'"},
          {"toString([])", "TypeError/InvalidArgumentValue"},
          {"toIntegerList(['1', 'a', null, 2.5])", "[1, null, null, 2]"},
          {"valueType(1)", "'INTEGER NOT NULL'"}});
}

TEST_F(FunctionTest, Numbers) {
  expect({{"abs(-3)", "3"},
          {"abs(-9223372036854775808)", "ArithmeticError/IntegerOverflow"},
          {"sign(-2.5)", "-1"},
          {"ceil(1.2)", "2.0"},
          {"round(-1.5)", "-1.0"},
          {"round(2.5)", "3.0"},
          {"round(0.49999999999999994)", "0.0"},
          {"round(1.249, 1)", "1.2"},
          {"round(-1.25, 1)", "-1.3"},
          {"round(1.25, 1, 'HALF_EVEN')", "1.2"},
          {"round(1.21, 1, 'CEILING')", "1.3"},
          {"round(1.2, 1, 'SIDEWAYS')", "ArgumentError/InvalidArgumentValue"},
          {"sqrt(-1)", "NaN"},
          {"log(0)", "-Infinity"},
          {"isNaN(0.0 / 0.0)", "true"},
          {"degrees(pi())", "180.0"},
          {"atan2(0, -1) = pi()", "true"},
          {"rand() < 1 AND rand() >= 0", "true"},
          {"size(randomUUID())", "36"},
          {"randomUUID() = randomUUID()", "false"},
          {"randomUUID() =~ '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'",
           "true"}});
}

TEST_F(FunctionTest, Lists) {
  expect({{"range(0, 10, 3)", "[0, 3, 6, 9]"},
          {"range(5, 1, -2)", "[5, 3, 1]"},
          {"range(1, 0)", "[]"},
          {"range(1, 2, 0)", "ArgumentError/NumberOutOfRange"},
          {"range(1, 2.0)", "ArgumentError/InvalidArgumentType"},
          {"range(9223372036854775806, 9223372036854775807)",
           "[9223372036854775806, 9223372036854775807]"},
          {"range(0, 9000000000)", "LimitExceeded/"},
          {"head([1, 2])", "1"},
          {"last([])", "null"},
          {"tail([1, 2, 3])", "[2, 3]"},
          {"reverse([1, 2])", "[2, 1]"},
          {"isEmpty({})", "true"},
          {"size({})", "TypeError/InvalidArgumentValue"},
          {"keys({b: 1, a: null})", "['a', 'b']"}});
}

TEST_F(FunctionTest, MemoryForListsIsAskedFor) {
  MemoryBudget small(1000);
  EvalContext context{*transaction_, parameters_, small, interruption_, {}, 1};
  const std::vector<Value> arguments = {Value(1), Value(1000)};
  const auto result = find_function("range")->call(context, arguments);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().error_class, ErrorClass::memory_limit);
}

TEST_F(FunctionTest, Points) {
  expect({{"point({x: 1, y: 2}).x", "1.0"},
          {"point({longitude: 12.5, latitude: 55.7}).srid", "4326"},
          {"point({x: 1, y: 2, z: 3}).crs", "'cartesian-3d'"},
          {"point({x: 1, y: null})", "null"},
          {"point({x: 1})", "ArgumentError/InvalidArgumentValue"},
          {"point({x: 1, y: 2, srid: 4979})", "ArgumentError/InvalidArgumentValue"},
          {"point({longitude: 200, latitude: 0}).x", "-160.0"},
          {"point({longitude: 0, latitude: 91})", "ArgumentError/NumberOutOfRange"},
          {"point.distance(point({x: 0, y: 0}), point({x: 3, y: 4}))", "5.0"},
          {"point.distance(point({x: 0, y: 0}), point({longitude: 3, latitude: 4}))", "null"},
          {"round(point.distance(point({longitude: 12.564590, latitude: 55.672874}), "
           "point({longitude: 12.994341, latitude: 55.611784})) / 1000)",
           "28.0"},
          {"point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2}))",
           "true"}});
}

TEST_F(FunctionTest, EvidenceTellsTheClaims) {
  const NodeId a = create_node({}, {});
  set("r", create_relationship(a, "LEADS", a));
  set("nothing", Value());
  storage::DocumentRecord document;
  document.id = *transaction_->allocate_document_id();
  document.external_id = "doc-1";
  document.title = "A title";
  document.node = a;
  ASSERT_TRUE(transaction_->put_document(document));
  storage::Claim claim;
  claim.document = document.id;
  claim.relationship = variables_["r"].as_relationship().id;
  claim.sentence = "A leads itself.";
  claim.span_begin = 3;
  claim.span_end = 9;
  claim.rule = "leads";
  claim.confidence = 0.5;
  claim.modality = storage::Modality::alleged;
  ASSERT_TRUE(transaction_->put_claim(claim));
  expect({{"size(evidence(r))", "1"},
          {"evidence(r)[0].document", "'doc-1'"},
          {"evidence(r)[0].title", "'A title'"},
          {"evidence(r)[0].sentence", "'A leads itself.'"},
          {"evidence(r)[0].span", "[3, 9]"},
          {"evidence(r)[0].modality", "'alleged'"},
          {"evidence(r)[0].speaker", "null"},
          {"evidence(r)[0].confidence", "0.5"},
          {"evidence(nothing)", "null"},
          {"evidence(1)", "TypeError/InvalidArgumentValue"}});
}

TEST_F(FunctionTest, Sums) {
  EXPECT_EQ(aggregate("sum", {}), "0");
  EXPECT_EQ(aggregate("sum", {1, 2}), "3");
  EXPECT_EQ(aggregate("sum", {1, 2.5}), "3.5");
  EXPECT_EQ(aggregate("sum", {"a"}), "InvalidArgumentValue");
  const Value max(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(aggregate("sum", {max, 1}), "IntegerOverflow");
  EXPECT_EQ(aggregate("sum", {max, 1, -2}), "9223372036854775806");
  EXPECT_EQ(aggregate("sum", {1e16, 1.0, -1e16}), "1.0");
  EXPECT_EQ(aggregate("sum", {Value(Duration{0, 1, 0, 0}), Value(Duration{1, 0, 0, 0})}), "P1M1D");
  EXPECT_EQ(aggregate("sum", {Value(Duration{0, 1, 0, 0}), 1}), "InvalidArgumentValue");
}

TEST_F(FunctionTest, OtherAggregates) {
  EXPECT_EQ(aggregate("avg", {}), "null");
  EXPECT_EQ(aggregate("avg", {1, 2}), "1.5");
  EXPECT_EQ(aggregate("avg", {Value(Duration{0, 2, 0, 0}), Value(Duration{0, 4, 0, 0})}), "P3D");
  EXPECT_EQ(aggregate("count", {1, 2}), "2");
  EXPECT_EQ(aggregate("min", {1, "a", Value(ValueList{1, 2}), 0.2}), "[1, 2]");
  EXPECT_EQ(aggregate("max", {1, "a", Value(ValueList{1, 2}), 0.2}), "1");
  EXPECT_EQ(aggregate("max", {1, 2.0, 5, 3.2}), "5");
  EXPECT_EQ(aggregate("collect", {1, "a"}), "[1, 'a']");
  EXPECT_EQ(aggregate("collect", {}), "[]");
  EXPECT_EQ(aggregate("stDev", {1, 2, 3, 4}), "1.2909944487358056");
  EXPECT_EQ(aggregate("stDevP", {1, 3}), "1.0");
  EXPECT_EQ(aggregate("stDev", {1}), "0.0");
}

TEST_F(FunctionTest, Percentiles) {
  EXPECT_EQ(aggregate("percentileCont", {10.0, 30.0, 20.0}, {0.5}), "20.0");
  EXPECT_EQ(aggregate("percentileCont", {1, 2}, {0.25}), "1.25");
  EXPECT_EQ(aggregate("percentileDisc", {10, 30, 20}, {0.5}), "20");
  EXPECT_EQ(aggregate("percentileDisc", {10, 30, 20}, {0.0}), "10");
  EXPECT_EQ(aggregate("percentileDisc", {10, 30, 20}, {1.0}), "30");
  EXPECT_EQ(aggregate("percentileCont", {1}, {1.1}), "NumberOutOfRange");
  EXPECT_EQ(aggregate("percentileDisc", {1}, {-1}), "NumberOutOfRange");
  EXPECT_EQ(aggregate("percentileDisc", {}, {0.5}), "null");
}

}  // namespace
}  // namespace entente::query
