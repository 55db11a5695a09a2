#include <gtest/gtest.h>

#include <array>
#include <string>

#include "entente/language.hpp"

namespace entente {
namespace {

std::string_view name_of(TokenKind kind) {
  static constexpr std::array<std::string_view, 14> names = {
      "keyword", "variable", "label",   "type",     "key",     "function",    "parameter",
      "number",  "string",   "comment", "operator", "bracket", "punctuation", "unknown"};
  return names[static_cast<std::size_t>(kind)];
}

/// "text:kind" for every token whose kind is not told by its text alone.
std::string kinds_of(std::string_view text) {
  std::string result;
  for (const Token& token : tokenize(text)) {
    if (token.kind == TokenKind::operator_sign || token.kind == TokenKind::bracket ||
        token.kind == TokenKind::punctuation) {
      continue;
    }
    if (!result.empty()) result += ' ';
    result += text.substr(token.span.begin, token.span.end - token.span.begin);
    result += ':';
    result += name_of(token.kind);
  }
  return result;
}

TEST(Tokenize, NamesByTheirNeighbours) {
  EXPECT_EQ(kinds_of("MATCH (n:Person)"), "MATCH:keyword n:variable Person:label");
  EXPECT_EQ(kinds_of("(n:A|B&!C)"), "n:variable A:label B:label C:label");
  EXPECT_EQ(kinds_of("-[r:KNOWS|LIKES]->"), "r:variable KNOWS:type LIKES:type");
  EXPECT_EQ(kinds_of("n.name"), "n:variable name:key");
  EXPECT_EQ(kinds_of("({age: years, name: 'x'})"), "age:key years:variable name:key 'x':string");
  EXPECT_EQ(kinds_of("size(x)"), "size:function x:variable");
  EXPECT_EQ(kinds_of("$p + $0 + 1.5"), "$p:parameter $0:parameter 1.5:number");
}

TEST(Tokenize, KeywordsOnlyWhereTheyCanStand) {
  EXPECT_EQ(kinds_of("n.match"), "n:variable match:key");
  EXPECT_EQ(kinds_of("(:Match)"), "Match:label");
  EXPECT_EQ(kinds_of("`match`"), "`match`:variable");
  EXPECT_EQ(kinds_of("return [end IN ends | end.x]").substr(0, 14), "return:keyword");
  EXPECT_EQ(kinds_of("CASE WHEN a THEN b END"),
            "CASE:keyword WHEN:keyword a:variable THEN:keyword b:variable END:keyword");
}

TEST(Tokenize, FreeWordsAreNamesWhereValuesStand) {
  EXPECT_EQ(kinds_of("RETURN key, type(r)"),
            "RETURN:keyword key:variable type:function r:variable");
  EXPECT_EQ(kinds_of("WITH user AS status ORDER BY text"),
            "WITH:keyword user:variable AS:keyword status:variable ORDER:keyword BY:keyword "
            "text:variable");
  EXPECT_EQ(kinds_of("WHERE EXISTS { }"), "WHERE:keyword EXISTS:keyword");
  EXPECT_EQ(kinds_of("LOAD CSV WITH HEADERS FROM x"),
            "LOAD:keyword CSV:keyword WITH:keyword HEADERS:keyword FROM:keyword x:variable");
  EXPECT_EQ(kinds_of("IN TRANSACTIONS OF 2 ROWS ON ERROR RETRY THEN FAIL"),
            "IN:keyword TRANSACTIONS:keyword OF:keyword 2:number ROWS:keyword ON:keyword "
            "ERROR:keyword RETRY:keyword THEN:keyword FAIL:keyword");
  EXPECT_EQ(
      kinds_of("SHOW NODE KEY CONSTRAINTS YIELD name"),
      "SHOW:keyword NODE:keyword KEY:keyword CONSTRAINTS:keyword YIELD:keyword name:variable");
}

TEST(Tokenize, CommentsAreTokens) {
  EXPECT_EQ(kinds_of("1 // one\n+ /* two */ 2"),
            "1:number // one:comment /* two */:comment 2:number");
  EXPECT_EQ(kinds_of("/* open"), "/* open:comment");
}

TEST(Tokenize, CoversBrokenTexts) {
  EXPECT_EQ(kinds_of("'open"), "'open:string");
  EXPECT_EQ(kinds_of("`open"), "`open:variable");
  EXPECT_EQ(kinds_of("a # b"), "a:variable #:unknown b:variable");
  EXPECT_EQ(kinds_of("\xFF\xFE a"), "\xFF:unknown \xFE:unknown a:variable");
  EXPECT_EQ(kinds_of("12h4"), "12h4:number");
}

TEST(Tokenize, TokensAreInOrderAndDoNotOverlap) {
  const std::string text = "MATCH (a:A {k: 'v'})-[:T*1..3]->(b) // end\nRETURN a.x + $p";
  std::uint32_t last = 0;
  for (const Token& token : tokenize(text)) {
    EXPECT_GE(token.span.begin, last);
    EXPECT_GT(token.span.end, token.span.begin);
    last = token.span.end;
  }
  EXPECT_EQ(last, text.size());
}

TEST(LanguageNames, AreQuotedWhereNeeded) {
  EXPECT_EQ(quoted_name("name"), "name");
  EXPECT_EQ(quoted_name("odd name"), "`odd name`");
  EXPECT_EQ(quoted_name("a`b"), "`a``b`");
  EXPECT_EQ(quoted_name("match"), "`match`");
  EXPECT_EQ(quoted_name(""), "``");
  EXPECT_TRUE(is_reserved_word("Match"));
  EXPECT_FALSE(is_reserved_word("name"));
  EXPECT_GT(language_keywords().size(), 80U);
}

/// Each level of brackets, and each sign of a label expression, used to be scanned from the start
/// again, which takes minutes here.
TEST(Tokenize, LongTextsTakeLinearTime) {
  std::string nested = "RETURN ";
  for (int i = 0; i < 150'000; ++i) nested += "f({a:";
  nested += '1';
  for (int i = 0; i < 150'000; ++i) nested += "})";
  EXPECT_EQ(tokenize(nested).size(), 1U + 150'000U * 5 + 1 + 150'000U * 2);
  const std::string signs = "RETURN a:" + std::string(500'000, '!') + "A";
  EXPECT_EQ(tokenize(signs).back().kind, TokenKind::variable);
}

}  // namespace
}  // namespace entente
