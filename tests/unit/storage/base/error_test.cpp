#include "entente/error.hpp"

#include <gtest/gtest.h>

#include <set>

#include "entente/version.hpp"
#include "storage/base/bytes.hpp"

namespace entente {
namespace {

Error at(std::uint32_t begin, std::uint32_t end, std::string hint = {}) {
  return Error::compile(ErrorClass::syntax_error, "UndefinedVariable",
                        "variable `m` is not defined", Span{begin, end}, std::move(hint));
}

TEST(ErrorTest, RendersLineCaretAndHint) {
  EXPECT_EQ(at(17, 18, "did you mean 'n'?").render("MATCH (n)\nRETURN m AS x\n"),
            "SyntaxError: variable `m` is not defined (line 2, column 8)\n"
            "2 | RETURN m AS x\n"
            "  |        ^\n"
            "hint: did you mean 'n'?");
}

TEST(ErrorTest, CaretsCoverTheSpan) {
  EXPECT_EQ(at(7, 10).render("RETURN abc"),
            "SyntaxError: variable `m` is not defined (line 1, column 8)\n"
            "1 | RETURN abc\n"
            "  |        ^^^");
}

TEST(ErrorTest, WithoutTextOrSpanThereIsOnlyTheMessage) {
  const std::string expected = "SyntaxError: variable `m` is not defined";
  EXPECT_EQ(at(7, 8).render(), expected);
  EXPECT_EQ(Error::compile(ErrorClass::syntax_error, "", "variable `m` is not defined").render("x"),
            expected);
}

TEST(ErrorTest, SpanOverSeveralLinesIsMarkedOnItsFirst) {
  EXPECT_EQ(at(2, 9).render("a bcd\nefg"),
            "SyntaxError: variable `m` is not defined (line 1, column 3)\n"
            "1 | a bcd\n"
            "  |   ^^^");
}

TEST(ErrorTest, EndOfTextAndEmptySpanGetOneCaret) {
  EXPECT_EQ(at(3, 3).render("abc"),
            "SyntaxError: variable `m` is not defined (line 1, column 4)\n"
            "1 | abc\n"
            "  |    ^");
  EXPECT_EQ(at(99, 120).render("abc\n"),
            "SyntaxError: variable `m` is not defined (line 2, column 1)\n"
            "2 | \n"
            "  | ^");
}

TEST(ErrorTest, ColumnsAreCodePointsAndTabsStay) {
  EXPECT_EQ(at(5, 6).render("\té÷x"),
            "SyntaxError: variable `m` is not defined (line 1, column 4)\n"
            "1 | \té÷x\n"
            "  | \t  ^");
}

TEST(ErrorTest, CarriageReturnsAreNotPrinted) {
  EXPECT_EQ(at(0, 1).render("a b\r\nc").find('\r'), std::string::npos);
}

TEST(ErrorTest, LongLinesAreCutAroundTheCaret) {
  const std::string text = std::string(500, 'a') + "é" + std::string(500, 'b');
  const std::string rendered = at(502, 505).render(text);
  EXPECT_NE(rendered.find("(line 1, column 502)"), std::string::npos);
  EXPECT_NE(rendered.find("…aaa"), std::string::npos);
  EXPECT_NE(rendered.find("bbb…"), std::string::npos);
  // The caret stands under the first b: "1 | …", 39 a, one é.
  EXPECT_NE(rendered.find("\n  | " + std::string(1 + 40, ' ') + "^^^"), std::string::npos)
      << rendered;
  EXPECT_LT(rendered.size(), 400U);
}

TEST(ErrorTest, LineColumnOfAnyOffset) {
  const std::string text = "ab\n\né";
  EXPECT_EQ(line_column(text, 0).line, 1U);
  EXPECT_EQ(line_column(text, 2).column, 3U);
  EXPECT_EQ(line_column(text, 3).line, 2U);
  EXPECT_EQ(line_column(text, 3).column, 1U);
  EXPECT_EQ(line_column(text, 4).line, 3U);
  EXPECT_EQ(line_column(text, 1000).column, 2U);
  EXPECT_EQ(line_column({}, 5).line, 1U);
}

TEST(ErrorTest, ClassesHaveDistinctStableNumbersAndWords) {
  EXPECT_EQ(static_cast<int>(ErrorClass::syntax_error), 100);
  EXPECT_EQ(static_cast<int>(ErrorClass::io_error), 200);
  EXPECT_EQ(static_cast<int>(ErrorClass::timeout), 300);
  EXPECT_EQ(static_cast<int>(ErrorClass::input_error), 400);
  std::set<std::string_view> words;
  for (int code = 0; code < 1000; ++code) {
    const std::string_view word = to_string(static_cast<ErrorClass>(code));
    if (word != "InternalError") words.insert(word);
  }
  EXPECT_EQ(words.size(), 28U);
}

TEST(ErrorTest, OnlyConflictsAndLocksAreRetryable) {
  EXPECT_TRUE(Error::plain(ErrorClass::conflict, "").retryable());
  EXPECT_TRUE(Error::plain(ErrorClass::locked, "").retryable());
  EXPECT_FALSE(Error::plain(ErrorClass::io_error, "").retryable());
}

TEST(VersionTest, IsSemantic) {
  EXPECT_EQ(std::count(version().begin(), version().end(), '.'), 2);
  EXPECT_FALSE(version().empty());
}

}  // namespace
}  // namespace entente
