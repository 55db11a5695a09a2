#include "ingest/import_values/text_value.hpp"

#include <gtest/gtest.h>

namespace entente::importing {
namespace {

/// The value as Cypher writes it, or why there is none.
std::string converted(const std::string& type, const std::string& text, bool quoted = false) {
  auto spec = parse_column_spec(type);
  if (!spec) return "type: " + spec.error().message;
  auto converter = TextConverter::create(*spec, ';');
  if (!converter) return "options: " + converter.error().message;
  const auto value = converter->convert(text, quoted);
  return value ? value->to_text() : "not: " + converter->reason(text);
}

TEST(TextValueTest, EveryTypeOfTheManual) {
  EXPECT_EQ(converted("int", " -7 "), "-7");
  EXPECT_EQ(converted("long", "9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(converted("byte", "1"), "1");
  EXPECT_EQ(converted("float", "1e3"), "1000.0");
  EXPECT_EQ(converted("double", "7"), "7.0");
  EXPECT_EQ(converted("boolean", "TRUE"), "true");
  EXPECT_EQ(converted("string", " as it is "), "' as it is '");
  EXPECT_EQ(converted("char", "ö"), "'ö'");
  EXPECT_EQ(converted("date", "2001-02-03"), "2001-02-03");
  EXPECT_EQ(converted("date", "2001W052"), "2001-01-30");
  EXPECT_EQ(converted("localtime", "12:31:14.645"), "12:31:14.645");
  EXPECT_EQ(converted("time", "12:31+01:00"), "12:31+01:00");
  EXPECT_EQ(converted("time{timezone:+02:00}", "12:31"), "12:31+02:00");
  EXPECT_EQ(converted("localdatetime", "2015-07-04T19:32:24"), "2015-07-04T19:32:24");
  EXPECT_EQ(converted("localdatetime", "2015-07-04 19:32:24"), "2015-07-04T19:32:24");
  EXPECT_EQ(converted("datetime", "2018-05-10T10:30"), "2018-05-10T10:30Z");
  EXPECT_EQ(converted("datetime{timezone:Europe/Stockholm}", "2018-05-10T10:30"),
            "2018-05-10T10:30+02:00[Europe/Stockholm]");
  EXPECT_EQ(converted("datetime{timezone:Europe/Stockholm}", "2018-05-10T10:30[Europe/Berlin]"),
            "2018-05-10T10:30+02:00[Europe/Berlin]");
  EXPECT_EQ(converted("duration", "P1Y2M3DT4H"), "P1Y2M3DT4H");
  EXPECT_EQ(converted("point", "{x: 1, y: -2.5}"), "point({x: 1.0, y: -2.5, srid: 7203})");
  EXPECT_EQ(converted("point{crs:WGS-84}", "{y:51.507222, x:-0.1275}"),
            "point({x: -0.1275, y: 51.507222, srid: 4326})");
  EXPECT_EQ(converted("point{crs:WGS-84}",
                      "{latitude:37.5, longitude:-122.3, height: 100, crs:'WGS-84-3D'}"),
            "point({x: -122.3, y: 37.5, z: 100.0, srid: 4979})");
}

TEST(TextValueTest, ListsHaveADelimiter) {
  EXPECT_EQ(converted("int[]", "1; 2;3"), "[1, 2, 3]");
  EXPECT_EQ(converted("string[]", "a;;b"), "['a', '', 'b']");
  EXPECT_EQ(converted("date[]", "2001-02-03"), "[2001-02-03]");
  EXPECT_EQ(converted("int[]", "1;x"), "not: '1;x' is no list of integers");
  EXPECT_EQ(converted("string[]", "", true), "null");
  EXPECT_EQ(converted("point[]", "{x:1,y:2};{x:3,y:4}"),
            "[point({x: 1.0, y: 2.0, srid: 7203}), point({x: 3.0, y: 4.0, srid: 7203})]");
}

TEST(TextValueTest, EmptyTexts) {
  EXPECT_EQ(converted("string", ""), "null");
  EXPECT_EQ(converted("string", "", true), "''");
  EXPECT_EQ(converted("int", "", true), "null");
}

TEST(TextValueTest, WhatDoesNotFitSaysWhy) {
  EXPECT_EQ(converted("int", "7.5"), "not: '7.5' is no integer");
  EXPECT_EQ(converted("int", "9223372036854775808"), "not: '9223372036854775808' is no integer");
  EXPECT_EQ(converted("boolean", "yes"), "not: 'yes' is no boolean");
  EXPECT_EQ(converted("char", "ab"), "not: 'ab' is no single character");
  EXPECT_EQ(converted("date", "2020-02-30"), "not: '2020-02-30' is no date");
  EXPECT_EQ(converted("string", "\xFF"), "not: the text is not valid UTF-8");
  EXPECT_EQ(converted("point", "1,2"), "not: '1,2' is no point (a point is written {x: 1, y: 2})");
  EXPECT_NE(converted("datetime", "soon").find("'soon' is no datetime ("), std::string::npos);
  EXPECT_EQ(converted("inte", "7"), "type: there is no column type 'inte'");
  EXPECT_EQ(converted("int{timezone:Z}", "7"),
            "options: the type 'integer' has no option 'timezone'");
  EXPECT_NE(converted("time{timezone:Mars}", "12:00").find("options: "), std::string::npos);
  EXPECT_NE(converted("time{timezone}", "12:00").find("type: "), std::string::npos);
  EXPECT_NE(converted("time{timezone:Z", "12:00").find("type: "), std::string::npos);
}

TEST(TypeInferenceTest, FirstTypeThatFitsAll) {
  const auto infer = [](const std::vector<std::string>& texts) {
    TypeInference inference;
    for (const std::string& text : texts) inference.see(text, false);
    return inference.type();
  };
  EXPECT_EQ(infer({"1", "-2", ""}), ColumnType::integer);
  EXPECT_EQ(infer({"1", "2.5", "1e3"}), ColumnType::floating);
  EXPECT_EQ(infer({"9223372036854775808"}), ColumnType::floating);
  EXPECT_EQ(infer({"true", "False"}), ColumnType::boolean);
  EXPECT_EQ(infer({"2020-02-29"}), ColumnType::date);
  EXPECT_EQ(infer({"2021-02-29"}), ColumnType::string);
  EXPECT_EQ(infer({"01", "2"}), ColumnType::string);
  EXPECT_EQ(infer({"0", "0.5", "-0.5"}), ColumnType::floating);
  EXPECT_EQ(infer({"nan"}), ColumnType::string);
  EXPECT_EQ(infer({"1", "true"}), ColumnType::string);
  EXPECT_EQ(infer({"", ""}), ColumnType::string);
}

}  // namespace
}  // namespace entente::importing
