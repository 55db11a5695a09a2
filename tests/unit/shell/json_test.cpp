#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "shell/json/json_reader.hpp"
#include "shell/json/json_writer.hpp"

namespace entente::shell {
namespace {

std::string written(const Value& value) {
  std::string out;
  EXPECT_TRUE(append_json(out, value));
  return out;
}

Result<Value> no_temporal(std::string_view function, std::string_view text) {
  return Value(std::string(function) + "(" + std::string(text) + ")");
}

Result<Value> read(std::string_view text) { return read_json(text, no_temporal); }

TEST(JsonWriter, KeepsIntegersAndFloatsApart) {
  EXPECT_EQ(written(Value(1)), "1");
  EXPECT_EQ(written(Value(1.0)), "1.0");
  EXPECT_EQ(written(Value(-0.0)), "-0.0");
  EXPECT_EQ(written(Value(0.1)), "0.1");
  EXPECT_EQ(written(Value(1e300)), "1e+300");
  EXPECT_EQ(written(Value(123456789012345680.0)), "123456789012345680.0");
  EXPECT_EQ(written(Value(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
  EXPECT_EQ(written(Value(std::numeric_limits<double>::quiet_NaN())), R"({"$float":"NaN"})");
  EXPECT_EQ(written(Value(-std::numeric_limits<double>::infinity())), R"({"$float":"-Infinity"})");
}

TEST(JsonWriter, FloatsReadBackTheSame) {
  for (const double number : {0.1, 1.0 / 3, 1e-310, 5e-324, 1.7976931348623157e308, 1e21, 100.0}) {
    const auto back = read(written(Value(number)));
    ASSERT_TRUE(back) << number;
    EXPECT_TRUE(identical(*back, Value(number))) << written(Value(number));
  }
}

TEST(JsonWriter, EscapesStrings) {
  EXPECT_EQ(written(Value("a\"b\\c\n\r\t\x01")), R"("a\"b\\c\n\r\t\u0001")");
  EXPECT_EQ(written(Value("Москва 習近平 😀")), "\"Москва 習近平 😀\"");
  EXPECT_EQ(written(Value("a\xFFz\xE4\xB8")), "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\"")
      << "JSON is always valid UTF-8";
}

TEST(JsonWriter, WrapsMapsThatLookLikeForms) {
  EXPECT_EQ(written(Value::map({{"k", Value(1)}})), R"({"k":1})");
  EXPECT_EQ(written(Value::map({{"$k", Value(1)}})), R"({"$map":{"$k":1}})");
  EXPECT_EQ(written(Value::map({{"$a", Value(1)}, {"$b", Value(2)}})), R"({"$a":1,"$b":2})");
  EXPECT_EQ(written(Value::map({})), "{}");
}

TEST(JsonWriter, WritesElementsAndPaths) {
  const Value a(Node{NodeId(7), {"A", "B"}, {{"x", Value(1)}}});
  const Value b(Node{NodeId(8), {}, {}});
  const Value r(Relationship{RelationshipId(3), {}, NodeId(8), NodeId(7), true, "T", {}});
  EXPECT_EQ(written(a), R"({"$node":{"id":7,"labels":["A","B"],"properties":{"x":1}}})");
  EXPECT_EQ(written(r), R"({"$rel":{"id":3,"type":"T","start":8,"end":7,"properties":{}}})");
  EXPECT_EQ(written(Value(Path{{a, b}, {r}})),
            R"({"$path":[)" + written(a) + "," + written(r) + "," + written(b) + "]}");
}

TEST(JsonWriter, WritesTemporalValuesAndPoints) {
  EXPECT_EQ(written(Value(Date{5397})), R"({"$date":"1984-10-11"})");
  EXPECT_EQ(written(Value(Point{7203, 1, 2, 0})), R"({"$point":{"srid":7203,"x":1.0,"y":2.0}})");
  EXPECT_EQ(written(Value(Point{9157, 1, 2, 3})),
            R"({"$point":{"srid":9157,"x":1.0,"y":2.0,"z":3.0}})");
}

TEST(JsonWriter, RefusesEndlessNesting) {
  Value value(1);
  for (int i = 0; i < 5000; ++i) value = Value(ValueList{value});
  std::string out;
  const Status status = append_json(out, value);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().error_class, ErrorClass::limit_exceeded);
}

TEST(JsonWriter, WritesErrorsWithTheirPlace) {
  std::string out;
  append_json_error(out,
                    Error::compile(ErrorClass::syntax_error, "UndefinedVariable",
                                   "Variable `x` not defined.", Span{9, 10}, "did you mean 'y'?"),
                    "MATCH (y)\nRETURN x");
  EXPECT_EQ(out,
            R"({"code":100,"type":"SyntaxError","phase":"compile","detail":"UndefinedVariable",)"
            R"("message":"Variable `x` not defined.","hint":"did you mean 'y'?",)"
            R"("line":1,"column":10,"retryable":false})");
  out.clear();
  append_json_error(out, Error::plain(ErrorClass::conflict, "Again."), {});
  EXPECT_EQ(out, R"({"code":202,"type":"Conflict","phase":"runtime","message":"Again.",)"
                 R"("retryable":true})");
}

TEST(JsonReader, KeepsIntegersAndFloatsApart) {
  EXPECT_TRUE(identical(*read("1"), Value(1)));
  EXPECT_TRUE(identical(*read("1.0"), Value(1.0)));
  EXPECT_TRUE(identical(*read("1e2"), Value(100.0)));
  EXPECT_TRUE(
      identical(*read("-9223372036854775808"), Value(std::numeric_limits<std::int64_t>::min())));
  EXPECT_TRUE(
      identical(*read("9223372036854775807"), Value(std::numeric_limits<std::int64_t>::max())));
  EXPECT_TRUE(
      identical(*read(R"({"$float":"Infinity"})"), Value(std::numeric_limits<double>::infinity())));
  for (const char* text :
       {"9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"}) {
    const auto result = read(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().error_class, ErrorClass::input_error);
    EXPECT_NE(result.error().message.find("64 bits"), std::string::npos);
  }
}

TEST(JsonReader, ReadsStructures) {
  const auto value = read(R"({"b":[1,"x",null,true],"a":{}})");
  ASSERT_TRUE(value);
  EXPECT_TRUE(identical(
      *value, Value::map({{"a", Value::map({})},
                          {"b", Value(ValueList{Value(1), Value("x"), Value(), Value(true)})}})));
}

TEST(JsonReader, UnwrapsForms) {
  EXPECT_TRUE(identical(*read(R"({"$map":{"$k":1}})"), Value::map({{"$k", Value(1)}})));
  EXPECT_TRUE(identical(*read(R"({"$map":{"$map":1}})"), Value::map({{"$map", Value(1)}})));
  EXPECT_TRUE(identical(*read(R"({"$date":"2014-03-18"})"), Value("date(2014-03-18)")));
  EXPECT_TRUE(
      identical(*read(R"({"$point":{"srid":7203,"x":1,"y":2.5}})"), Value(Point{7203, 1, 2.5, 0})));
  EXPECT_TRUE(identical(*read(R"({"$map":{"$date":"x"},"b":1})"),
                        Value::map({{"$map", Value("date(x)")}, {"b", Value(1)}})))
      << "an object of two keys is no wrapper";
  EXPECT_TRUE(
      identical(*read(R"({"$a":1,"$b":2})"), Value::map({{"$a", Value(1)}, {"$b", Value(2)}})));
}

TEST(JsonReader, RefusesWhatIsNotAValue) {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":}", "nul", "1 2", "\"\xFF\"", R"({"$node":{"id":1}})",
        R"({"$nope":1})", R"({"$float":"x"})", R"({"$float":1})", R"({"$date":5})",
        R"({"$map":[]})", R"({"$point":{"x":1}})", R"({"$point":{"srid":9157,"x":1,"y":2}})",
        R"({"$point":{"srid":1,"x":1,"y":2}})"}) {
    const auto result = read(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().error_class, ErrorClass::input_error) << text;
  }
}

TEST(JsonReader, BoundsNesting) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read(nested(500)));
  EXPECT_FALSE(read(nested(501)));
  EXPECT_FALSE(read(std::string(10'000'000, '[')));
}

}  // namespace
}  // namespace entente::shell
