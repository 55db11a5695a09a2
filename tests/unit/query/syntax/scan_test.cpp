#include "query/syntax/scan.hpp"

#include <gtest/gtest.h>

#include "query/syntax/bracket_index.hpp"

namespace entente::query {
namespace {

TEST(Scan, GapIsBlanksAndComments) {
  EXPECT_EQ(scan_gap("abc", 0), 0U);
  EXPECT_EQ(scan_gap("  \t\n abc", 0), 5U);
  EXPECT_EQ(scan_gap("// to the end\nx", 0), 14U);
  EXPECT_EQ(scan_gap("// to the end", 0), 13U);
  EXPECT_EQ(scan_gap("/* a */ /* b */x", 0), 15U);
  EXPECT_EQ(scan_gap(" /* never closed", 0), 1U);
  EXPECT_EQ(scan_gap("\u00A0\u2003x", 0), 5U);  // no-break space, em space
  EXPECT_EQ(scan_gap("/", 0), 0U);
}

TEST(Scan, NamesAreUnicode) {
  EXPECT_EQ(scan_plain_name("naïve_1 x", 0), 8U);
  EXPECT_EQ(scan_plain_name("名前)", 0), 6U);
  EXPECT_EQ(scan_plain_name("1a", 0), 0U);
  EXPECT_EQ(scan_plain_name("a—b", 0), 1U);  // a dash is no letter
  EXPECT_EQ(scan_plain_name("", 0), 0U);
}

TEST(Scan, NamesInBackquotes) {
  EXPECT_EQ(scan_name("`a b`c", 0), 5U);
  EXPECT_EQ(scan_name("`a``b`", 0), 6U);
  EXPECT_EQ(scan_name("``", 0), 2U);
  EXPECT_EQ(scan_name("`never", 0), 0U);
  EXPECT_EQ(scan_name("`a``", 0), 0U);
}

TEST(Scan, ReservedWordsAreNoVariables) {
  EXPECT_EQ(scan_variable_name("match", 0), 0U);
  EXPECT_EQ(scan_variable_name("matches", 0), 7U);
  EXPECT_EQ(scan_variable_name("`match`", 0), 7U);
  EXPECT_EQ(scan_variable_name("end", 0), 3U);
}

TEST(Scan, StringsEndAtTheirOwnQuote) {
  EXPECT_EQ(scan_string("'a\"b'c", 0), 5U);
  EXPECT_EQ(scan_string("\"a'b\"", 0), 5U);
  EXPECT_EQ(scan_string(R"('a\'b')", 0), 6U);
  EXPECT_EQ(scan_string(R"('a\\')", 0), 5U);
  EXPECT_EQ(scan_string("'never", 0), 0U);
  EXPECT_EQ(scan_string(R"('a\)", 0), 0U);
}

TEST(Scan, NumbersTakeWhatIsGluedToThem) {
  EXPECT_EQ(scan_number("12+3", 0), 2U);
  EXPECT_EQ(scan_number("1..3", 0), 1U);
  EXPECT_EQ(scan_number("1.5.6", 0), 3U);
  EXPECT_EQ(scan_number(".5", 0), 2U);
  EXPECT_EQ(scan_number("..5", 0), 0U);
  EXPECT_EQ(scan_number("1e-5-1", 0), 4U);
  EXPECT_EQ(scan_number("1e5", 0), 3U);
  EXPECT_EQ(scan_number("1e-x", 0), 2U);
  EXPECT_EQ(scan_number("0x1Fg", 0), 5U);
  EXPECT_EQ(scan_number("12h4 x", 0), 4U);
  EXPECT_EQ(scan_number("x", 0), 0U);
}

std::size_t behind_bracket(std::string_view text, std::size_t at) {
  return BracketIndex(text).behind(at);
}

TEST(Scan, BracketsMindStringsNamesAndComments) {
  EXPECT_EQ(behind_bracket("(a)b", 0), 3U);
  EXPECT_EQ(behind_bracket("([{}])", 0), 6U);
  EXPECT_EQ(behind_bracket("(')')", 0), 5U);
  EXPECT_EQ(behind_bracket("(`)`)", 0), 5U);
  EXPECT_EQ(behind_bracket("(/* ) */)", 0), 9U);
  EXPECT_EQ(behind_bracket("(// )\n)", 0), 7U);
  EXPECT_EQ(behind_bracket("(]", 0), 0U);
  EXPECT_EQ(behind_bracket("((a)", 0), 0U);
  EXPECT_EQ(behind_bracket("((a)", 1), 4U);
  EXPECT_EQ(behind_bracket("({[}])(a)", 1), 1U);
  EXPECT_EQ(behind_bracket("({[}])(a)", 6), 9U);
  EXPECT_EQ(behind_bracket("()(')", 0), 2U);
  EXPECT_EQ(behind_bracket("()(')", 2), 2U);
}

TEST(Scan, WordsEndWhereNamesEnd) {
  EXPECT_EQ(match_word("match (", "MATCH"), 5U);
  EXPECT_EQ(match_word("MATCH", "MATCH"), 5U);
  EXPECT_EQ(match_word("MATCHES", "MATCH"), 0U);
  EXPECT_EQ(match_word("MATCHé", "MATCH"), 0U);
  EXPECT_EQ(match_word("MAT", "MATCH"), 0U);
}

TEST(Scan, RelationshipPatternIsFoundByLookingAhead) {
  const auto ahead = [](std::string_view text) {
    BracketIndex brackets(text);
    return relationship_pattern_ahead(text, 0, brackets);
  };
  EXPECT_TRUE(ahead("(a)-->(b)"));
  EXPECT_TRUE(ahead("()--()"));
  EXPECT_TRUE(ahead("(a:B {c: (1)})<-[r:T]-(b)"));
  EXPECT_TRUE(ahead("( a ) - [ r ] -> ( b )"));
  EXPECT_TRUE(ahead("(a WHERE a.x)-->()"));
  EXPECT_TRUE(ahead("($p)--()"));
  EXPECT_TRUE(ahead("(IS A)--()"));
  EXPECT_TRUE(ahead("(WHERE true)-->()"));
  EXPECT_FALSE(ahead("(isA)--b"));
  EXPECT_FALSE(ahead("(a) - (b)"));
  EXPECT_FALSE(ahead("(a) - -(b)"));
  EXPECT_FALSE(ahead("(1)--(2)"));
  EXPECT_FALSE(ahead("(a + b)--(c)"));
  EXPECT_FALSE(ahead("(a) - [1][0]"));
  EXPECT_FALSE(ahead("(a)--b"));
  EXPECT_FALSE(ahead("(a)"));
  EXPECT_FALSE(ahead("(a"));
  EXPECT_FALSE(ahead("a"));
}

TEST(Scan, FindsMalformedUtf8) {
  EXPECT_EQ(find_malformed_utf8("plain"), std::string_view::npos);
  EXPECT_EQ(find_malformed_utf8("ünïcode 名"), std::string_view::npos);
  EXPECT_EQ(find_malformed_utf8("ab\xFF"), 2U);
  EXPECT_EQ(find_malformed_utf8("ab\xC3"), 2U);
  EXPECT_EQ(find_malformed_utf8("\xED\xA0\x80"), 0U);  // a surrogate
}

}  // namespace
}  // namespace entente::query
