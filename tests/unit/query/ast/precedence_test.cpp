#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "query/ast/ast_builder.hpp"
#include "query/ast/ast_dump.hpp"

// The precedence of operators as a table of its own (CIP2021-08-10), checked pair by pair against
// parenthesised texts, so that a slip in the parser's table cannot hide.

namespace entente::query {
namespace {

std::string dump(const std::string& expression) {
  const auto statement = parse_statement("RETURN " + expression);
  if (!statement) return "error: " + statement.error().message;
  const auto& clauses = std::get<Query>(statement->body).parts[0].clauses;
  return dump_expression(*as<ReturnClause>(*clauses[0]).projection.items[0].expression);
}

struct Infix {
  const char* text;
  int level;
};
const std::vector<Infix> infixes = {
    {"OR", 1},        {"XOR", 2},      {"AND", 3}, {"=", 5},  {"<>", 5},
    {"<", 5},         {"<=", 5},       {">", 5},   {">=", 5}, {"STARTS WITH", 6},
    {"ENDS WITH", 6}, {"CONTAINS", 6}, {"=~", 6},  {"IN", 6}, {"+", 7},
    {"-", 7},         {"*", 8},        {"/", 8},   {"%", 8},  {"^", 9}};

TEST(Precedence, OfEveryPairOfInfixOperators) {
  for (const Infix& first : infixes) {
    for (const Infix& second : infixes) {
      const std::string flat = std::string("a ") + first.text + " b " + second.text + " c";
      if (first.level == 5 && second.level == 5) {
        EXPECT_EQ(dump(flat),
                  std::string("(compare a ") + first.text + " b " + second.text + " c)");
        continue;
      }
      const std::string grouped =
          first.level >= second.level
              ? std::string("(a ") + first.text + " b) " + second.text + " c"
              : std::string("a ") + first.text + " (b " + second.text + " c)";
      EXPECT_EQ(dump(flat), dump(grouped)) << flat;
    }
  }
}

TEST(Precedence, OfNot) {
  for (const Infix& infix : infixes) {
    const std::string flat = std::string("NOT a ") + infix.text + " b";
    const std::string grouped = infix.level > 4 ? std::string("NOT (a ") + infix.text + " b)"
                                                : std::string("(NOT a) ") + infix.text + " b";
    EXPECT_EQ(dump(flat), dump(grouped));
    const std::string right = std::string("a ") + infix.text + " NOT b";
    if (infix.level < 4) {
      EXPECT_EQ(dump(right), dump(std::string("a ") + infix.text + " (NOT b)"));
    } else {
      EXPECT_TRUE(dump(right).starts_with("error")) << right;
    }
  }
}

TEST(Precedence, OfSigns) {
  for (const Infix& infix : infixes) {
    EXPECT_EQ(dump(std::string("-a ") + infix.text + " -b"),
              dump(std::string("(-a) ") + infix.text + " (-b)"));
  }
  EXPECT_EQ(dump("-a.b"), dump("-(a.b)"));
  EXPECT_EQ(dump("-a[0]"), dump("-(a[0])"));
}

TEST(Precedence, OfPostfixTests) {
  for (const std::string test : {"IS NULL", "IS NOT NULL", "IS :: INTEGER", "IS NOT TYPED FLOAT"}) {
    for (const Infix& infix : infixes) {
      const std::string flat = std::string("a ") + infix.text + " b " + test;
      const std::string grouped = infix.level >= 6
                                      ? std::string("(a ") + infix.text + " b) " + test
                                      : std::string("a ") + infix.text + " (b " + test + ")";
      EXPECT_EQ(dump(flat), dump(grouped));
      EXPECT_EQ(dump("NOT a " + test), dump("NOT (a " + test + ")"));
    }
  }
}

}  // namespace
}  // namespace entente::query
