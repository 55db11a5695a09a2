#include "storage/text/query_parser.hpp"

#include <gtest/gtest.h>

namespace entente::storage {
namespace {

using Kind = TextQuery::Kind;
using Occurrence = TextQuery::Occurrence;

/// The tree in a line: words as they are, "phrase", glob(…), fuzzy(…,n), [a..b}, and clauses in
/// parentheses with + and -.
std::string shape(const TextQuery& query) {
  std::string text = query.field.empty() ? "" : query.field + ":";
  switch (query.kind) {
    case Kind::words: text += query.text; break;
    case Kind::phrase: text += "\"" + query.text + "\""; break;
    case Kind::wildcard: text += "glob(" + query.text + ")"; break;
    case Kind::fuzzy:
      text += "fuzzy(" + query.text + "," + std::to_string(query.edits) + ")";
      break;
    case Kind::range:
      text += (query.includes_lower ? "[" : "{") + (query.has_lower ? query.text : "*") + ".." +
              (query.has_upper ? query.upper : "*") + (query.includes_upper ? "]" : "}");
      break;
    case Kind::all: text += "*:*"; break;
    case Kind::boolean:
      text += "(";
      for (const auto& clause : query.clauses) {
        if (text.back() != '(') text += " ";
        if (clause.occurrence == Occurrence::must) text += "+";
        if (clause.occurrence == Occurrence::must_not) text += "-";
        text += shape(*clause.query);
      }
      text += ")";
      break;
  }
  if (query.boost != 1) text += "^" + std::to_string(static_cast<int>(query.boost));
  return text;
}

std::string parsed(std::string_view text) {
  const auto query = parse_text_query(text);
  if (!query) return "error: " + query.error().message;
  return shape(**query);
}

TEST(TextQueryParserTest, Words) {
  EXPECT_EQ(parsed("gas"), "gas");
  EXPECT_EQ(parsed("gas oil"), "(gas oil)");
  EXPECT_EQ(parsed("  "), "()");
  EXPECT_EQ(parsed("Nord-Stream"), "Nord-Stream");
  EXPECT_EQ(parsed("android"), "android");
  EXPECT_EQ(parsed(R"(a\:b \(c\) \*)"), "(a:b (c) *)");
}

TEST(TextQueryParserTest, Operators) {
  EXPECT_EQ(parsed("a AND b"), "(+a +b)");
  EXPECT_EQ(parsed("a && b || c"), "(+a +b c)");
  EXPECT_EQ(parsed("a OR b"), "(a b)");
  EXPECT_EQ(parsed("+a -b !c NOT d"), "(+a -b -c -d)");
  EXPECT_EQ(parsed("a AND NOT b"), "(+a -b)");
  EXPECT_EQ(parsed("(a OR b) AND c"), "(+(a b) +c)");
  EXPECT_EQ(parsed("-a"), "(-a)");
}

TEST(TextQueryParserTest, Clauses) {
  EXPECT_EQ(parsed("\"gas pipe\""), "\"gas pipe\"");
  EXPECT_EQ(parsed("name:gas"), "name:gas");
  EXPECT_EQ(parsed("name:(gas oil)"), "(name:gas name:oil)");
  EXPECT_EQ(parsed("name:\"a b\"^2 c^3"), "(name:\"a b\"^2 c^3)");
  EXPECT_EQ(parsed("g?s pipe*"), "(glob(g?s) glob(pipe*))");
  EXPECT_EQ(parsed("gas~ oil~1 pipe~0.75"), "(fuzzy(gas,2) fuzzy(oil,1) fuzzy(pipe,1))");
  EXPECT_EQ(parsed("[a TO b] {c TO *] year:[\"x y\" TO z}"), "([a..b] {c..*] year:[x y..z})");
  EXPECT_EQ(parsed("*:*"), "*:*");
}

TEST(TextQueryParserTest, MistakesSayWhere) {
  for (const char* text : {"(a", "a)", "\"a", "AND a", "a AND", "a:", "/a/", "[a b]", "[a TO b",
                           "a~3", "a^", "a^x", "\"a b\"~2", "a*~", "+", "\\", "[ TO b]", "^2"}) {
    const auto query = parse_text_query(text);
    ASSERT_FALSE(query) << text;
    EXPECT_EQ(query.error().error_class, ErrorClass::argument_error) << text;
    EXPECT_NE(query.error().message.find("at character"), std::string::npos) << text;
  }
}

TEST(TextQueryParserTest, LengthAndDepthAreLimited) {
  EXPECT_EQ(parse_text_query(std::string(20000, 'a')).error().error_class,
            ErrorClass::limit_exceeded);
  const std::string deep = std::string(5000, '(') + "a" + std::string(5000, ')');
  EXPECT_EQ(parse_text_query(deep).error().error_class, ErrorClass::limit_exceeded);
  const std::string fine = std::string(90, '(') + "a" + std::string(90, ')');
  EXPECT_TRUE(parse_text_query(fine));
}

}  // namespace
}  // namespace entente::storage
