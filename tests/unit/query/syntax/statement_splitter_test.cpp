#include <gtest/gtest.h>

#include <string>

#include "entente/language.hpp"

namespace entente {
namespace {

/// "text" per statement; "…" behind one that is not terminated, "(" before one that is not closed.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> result;
  for (const StatementText& part : split_statements(text)) {
    std::string shown(text.substr(part.span.begin, part.span.end - part.span.begin));
    if (!part.terminated) shown += "…";
    if (!part.closed) shown = "(" + shown;
    result.push_back(std::move(shown));
  }
  return result;
}

using Parts = std::vector<std::string>;

TEST(SplitStatements, CutsAtSemicolons) {
  EXPECT_EQ(split("RETURN 1; RETURN 2;"), (Parts{"RETURN 1", "RETURN 2"}));
  EXPECT_EQ(split("RETURN 1"), (Parts{"RETURN 1…"}));
  EXPECT_EQ(split("RETURN 1;\n\n  RETURN 2  \n"), (Parts{"RETURN 1", "RETURN 2…"}));
}

TEST(SplitStatements, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(split(""), Parts{});
  EXPECT_EQ(split("  ; ;; // nothing\n /* here */ ; "), Parts{});
}

TEST(SplitStatements, MindsTextsNamesAndComments) {
  EXPECT_EQ(split("RETURN ';'; RETURN \";\""), (Parts{"RETURN ';'", "RETURN \";\"…"}));
  EXPECT_EQ(split(R"(RETURN 'it\'s;'; RETURN 1)"), (Parts{R"(RETURN 'it\'s;')", "RETURN 1…"}));
  EXPECT_EQ(split("MATCH (`;`) RETURN 1;"), (Parts{"MATCH (`;`) RETURN 1"}));
  EXPECT_EQ(split("RETURN 1 // one; or\n+ 2;"), (Parts{"RETURN 1 // one; or\n+ 2"}));
  EXPECT_EQ(split("RETURN /* ; */ 1;"), (Parts{"RETURN /* ; */ 1"}));
  EXPECT_EQ(split("RETURN 4 / 2; RETURN 1;"), (Parts{"RETURN 4 / 2", "RETURN 1"}));
}

TEST(SplitStatements, SkipsCommentsBeforeAStatement) {
  EXPECT_EQ(split("// header\nRETURN 1; /* next */ RETURN 2;"), (Parts{"RETURN 1", "RETURN 2"}));
}

TEST(SplitStatements, TellsWhatIsNotClosed) {
  EXPECT_EQ(split("RETURN 'a;"), (Parts{"(RETURN 'a;…"}));
  EXPECT_EQ(split("RETURN `a;"), (Parts{"(RETURN `a;…"}));
  EXPECT_EQ(split("RETURN 1 /* a;"), (Parts{"(RETURN 1 /* a;…"}));
  EXPECT_EQ(split("RETURN 1; /* a"), (Parts{"RETURN 1", "(/* a…"}));
  EXPECT_EQ(split("MATCH (a"), (Parts{"(MATCH (a…"}));
  EXPECT_EQ(split("CALL { RETURN 1 "), (Parts{"(CALL { RETURN 1…"}));
}

}  // namespace
}  // namespace entente
