#include "ingest/import_values/json_value.hpp"

#include <gtest/gtest.h>

namespace entente::importing {
namespace {

std::string property(const std::string& json) {
  const auto value = parse_json(json);
  return value ? property_from_json(*value).to_text() : value.error().message;
}

TEST(JsonValueTest, ScalarsAndListsAreThemselves) {
  EXPECT_EQ(property("7"), "7");
  EXPECT_EQ(property("-7.0"), "-7.0");
  EXPECT_EQ(property("18446744073709551615"), "1.8446744073709552E19");
  EXPECT_EQ(property("true"), "true");
  EXPECT_EQ(property("null"), "null");
  EXPECT_EQ(property(R"("\u00e9\u0000\ud83d\ude00")"), Value(std::string("é\0😀", 7)).to_text());
  EXPECT_EQ(property("[1,2]"), "[1, 2]");
  EXPECT_EQ(property("[1,2.5]"), "[1.0, 2.5]");
  EXPECT_EQ(property("[]"), "[]");
  EXPECT_EQ(property(R"(["a","b"])"), "['a', 'b']");
}

TEST(JsonValueTest, WhatIsNoPropertyBecomesItsText) {
  EXPECT_EQ(property(R"({"b":[1,{"c":null}],"a":"x\"y"})"),
            R"('{"a":"x\\"y","b":[1,{"c":null}]}')");
  EXPECT_EQ(property(R"([1,"a"])"), R"('[1,"a"]')");
  EXPECT_EQ(property("[1,null]"), "'[1,null]'");
  EXPECT_EQ(property("[[1],[2]]"), "'[[1],[2]]'");
  EXPECT_EQ(property("{}"), "'{}'");
}

TEST(JsonValueTest, PointsOfExports) {
  EXPECT_EQ(property(R"({"crs":"wgs-84","latitude":33.5,"longitude":13.1,"height":null})"),
            "point({x: 13.1, y: 33.5, srid: 4326})");
  EXPECT_EQ(property(R"({"x":1,"y":2,"name":"no point"})"), R"('{"name":"no point","x":1,"y":2}')");
}

TEST(JsonValueTest, BadTexts) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":}", "nul", "\"\xFF\"", "1 2", "{'a':1}"}) {
    EXPECT_NE(property(text).find("not valid JSON"), std::string::npos) << text;
  }
  EXPECT_NE(property(std::string(300, '[')).find("nested"), std::string::npos);
}

}  // namespace
}  // namespace entente::importing
