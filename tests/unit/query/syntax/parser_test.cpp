#include "query/syntax/parser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace entente::query {
namespace {

/// Kinds of all nodes in order, for trees small enough to read.
std::string kinds(std::string_view text) {
  const auto tree = parse_syntax(text);
  if (!tree) return "error: " + tree.error().message;
  std::string result;
  for (const SyntaxNode& node : tree->nodes) {
    if (!result.empty()) result += ' ';
    result += to_string(node.kind);
  }
  return result;
}

TEST(FlatTree, HoldsNodesInPreorder) {
  EXPECT_EQ(kinds("RETURN a"),
            "statement query single_query return_clause projection_body projection_item expression "
            "variable_reference");
}

TEST(FlatTree, KeepsNothingOfFailedAlternatives) {
  // A map entry is tried first and fails behind the name; `..` first looks like an upper bound.
  EXPECT_EQ(kinds("RETURN n {a}"),
            "statement query single_query return_clause projection_body projection_item expression "
            "map_projection variable_reference projected_variable");
  EXPECT_EQ(kinds("RETURN a[b..]"),
            "statement query single_query return_clause projection_body projection_item expression "
            "variable_reference subscript expression variable_reference slice_sign");
}

TEST(FlatTree, SubtreesAreRanges) {
  const auto tree = parse_syntax("MATCH (a:A)-[r:T*1..2]->(b {k: [1, 2]}) WHERE a.x RETURN a, b");
  ASSERT_TRUE(tree);
  const auto& nodes = tree->nodes;
  EXPECT_EQ(nodes[0].next, nodes.size());
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    EXPECT_GT(nodes[i].next, i);
    EXPECT_LT(nodes[i].begin, nodes[i].end);
    for (std::uint32_t child = i + 1; child < nodes[i].next; child = nodes[child].next) {
      EXPECT_GE(nodes[child].begin, nodes[i].begin);
      EXPECT_LE(nodes[child].end, nodes[i].end);
      EXPECT_LE(nodes[child].next, nodes[i].next);
    }
  }
}

TEST(ParseSyntax, RefusesMalformedUtf8) {
  const auto tree = parse_syntax("RETURN '\xFF'");
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().detail, "InvalidUnicodeCharacter");
  EXPECT_EQ(tree.error().span.begin, 8U);
}

TEST(ParseSyntax, TakesTextsWithZeroBytes) {
  EXPECT_FALSE(parse_syntax(std::string_view("RETURN\0 1", 9)));
  EXPECT_TRUE(parse_syntax(std::string_view("RETURN '\0'", 10)));
}

TEST(ParseSyntax, TakesAWindowOfALargerText) {
  const std::string text = "RETURN 1 garbage";
  EXPECT_TRUE(parse_syntax(std::string_view(text).substr(0, 8)));
  EXPECT_FALSE(parse_syntax(text));
}

TEST(TraceParse, ListsEverythingThatCouldFollow) {
  const ParseTrace trace = trace_parse("MATCH (n) ");
  EXPECT_EQ(trace.furthest, 10U);
  const auto expects = [&](std::string_view text) {
    return std::any_of(trace.expected.begin(), trace.expected.end(),
                       [&](const Expected* e) { return e->text == text; });
  };
  EXPECT_TRUE(expects("WHERE"));
  EXPECT_TRUE(expects("RETURN"));
  EXPECT_TRUE(expects("UNION"));
  EXPECT_TRUE(expects("','"));
  EXPECT_FALSE(expects("YIELD"));
}

}  // namespace
}  // namespace entente::query
