#include "ingest/import_values/rdf_literal.hpp"

#include <gtest/gtest.h>

namespace entente::importing {
namespace {

std::string literal(const std::string& text, const std::string& type) {
  const auto value =
      rdf_literal(text, type.empty() ? type : "http://www.w3.org/2001/XMLSchema#" + type);
  return value ? value->to_text() : "none";
}

TEST(RdfLiteralTest, DatatypesOfXmlSchema) {
  EXPECT_EQ(literal("plain", ""), "'plain'");
  EXPECT_EQ(literal(" 042 ", "integer"), "42");
  EXPECT_EQ(literal("+7", "unsignedByte"), "7");
  EXPECT_EQ(literal("-7", "negativeInteger"), "-7");
  EXPECT_EQ(literal("123456789012345678901234567890", "integer"),
            "'123456789012345678901234567890'");
  EXPECT_EQ(literal("1.50", "decimal"), "1.5");
  EXPECT_EQ(literal("-INF", "double"), "-Infinity");
  EXPECT_EQ(literal("1E3", "float"), "1000.0");
  EXPECT_EQ(literal("1", "boolean"), "true");
  EXPECT_EQ(literal("1990-01-02", "date"), "1990-01-02");
  EXPECT_EQ(literal("1990-01-02Z", "date"), "1990-01-02");
  EXPECT_EQ(literal("1990-01-02-05:00", "date"), "1990-01-02");
  EXPECT_EQ(literal("12:00:01", "time"), "12:00:01");
  EXPECT_EQ(literal("12:00:01Z", "time"), "12:00:01Z");
  EXPECT_EQ(literal("2001-10-26T21:32:52", "dateTime"), "2001-10-26T21:32:52");
  EXPECT_EQ(literal("2001-10-26T21:32:52+02:00", "dateTime"), "2001-10-26T21:32:52+02:00");
  EXPECT_EQ(literal("P1Y2M", "yearMonthDuration"), "P1Y2M");
  EXPECT_EQ(literal("http://x", "anyURI"), "'http://x'");
  EXPECT_EQ(rdf_literal("5", "http://ex.org/own")->to_text(), "'5'");
}

TEST(RdfLiteralTest, TextsThatAreNoneOfTheirDatatype) {
  for (const auto& [text, type] :
       {std::pair("x", "integer"), std::pair("", "integer"), std::pair("+", "integer"),
        std::pair("1.5", "integer"), std::pair("1,5", "decimal"), std::pair("yes", "boolean"),
        std::pair("1990-13-02", "date"), std::pair("soon", "dateTime"), std::pair("1Y", "duration"),
        std::pair("inf", "double")}) {
    EXPECT_EQ(literal(text, type), "none") << text << " " << type;
  }
}

}  // namespace
}  // namespace entente::importing
