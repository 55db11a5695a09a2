#include "shell/session/statement_splitter.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace entente::shell {
namespace {

std::vector<std::string> pieces_of(const std::string& text, std::size_t step = 0) {
  StatementSplitter splitter;
  std::vector<std::string> pieces;
  const auto take = [&](std::optional<Piece> piece) {
    pieces.push_back((piece->command ? "!" : "") + std::to_string(piece->line) + " " + piece->text);
  };
  const std::size_t part = step == 0 ? text.size() + 1 : step;
  for (std::size_t i = 0; i < text.size(); i += part) {
    splitter.add(text.substr(i, part));
    while (auto piece = splitter.next()) take(std::move(piece));
  }
  while (auto piece = splitter.finish()) take(std::move(piece));
  EXPECT_TRUE(splitter.blank());
  return pieces;
}

struct Case {
  const char* text;
  std::vector<std::string> pieces;
};

const std::vector<Case> cases = {
    {"", {}},
    {"  \n ; ;; // nothing\n /* at all */ ;", {}},
    {"RETURN 1", {"1 RETURN 1"}},
    {"RETURN 1; RETURN 2;", {"1 RETURN 1", "1 RETURN 2"}},
    {"RETURN\n1;\n\nRETURN 2", {"1 RETURN\n1", "4 RETURN 2"}},
    {"RETURN ';', \";\", `;`;x", {"1 RETURN ';', \";\", `;`", "1 x"}},
    {R"(RETURN 'it\'s; ' ; y)", {R"(1 RETURN 'it\'s; ')", "1 y"}},
    {R"(RETURN '\\'; y)", {R"(1 RETURN '\\')", "1 y"}},
    {"RETURN 1 // ; not\n + 2;", {"1 RETURN 1 // ; not\n + 2"}},
    {"RETURN 1 /* ; ' */ + 2; z", {"1 RETURN 1 /* ; ' */ + 2", "1 z"}},
    {"RETURN 4 / 2; RETURN 2 */**/ 3", {"1 RETURN 4 / 2", "1 RETURN 2 */**/ 3"}},
    {":mode csv\nRETURN 1;\n  :quit ; \n", {"!1 :mode csv", "2 RETURN 1", "!3 :quit"}},
    {":param x = 'a;b'\n", {"!1 :param x = 'a;b'"}},
    {":source it's\nRETURN 1", {"!1 :source it's", "2 RETURN 1"}},
    {"// comment\n:help\n", {"!2 :help"}},
    {"MATCH (n\n:Person) RETURN n", {"1 MATCH (n\n:Person) RETURN n"}},
    {"RETURN 1; :help", {"1 RETURN 1", "!1 :help"}},
    {"RETURN 'never closed;\n", {"1 RETURN 'never closed;"}},
    {"RETURN `a``b;`; q", {"1 RETURN `a``b;`", "1 q"}},
    {"RETURN 1 /", {"1 RETURN 1 /"}},
    {"RETURN '\\", {"1 RETURN '\\"}},
    {"/* a\nb */ RETURN 1", {"2 RETURN 1"}},
};

TEST(StatementSplitter, CutsStatementsAndCommands) {
  for (const Case& c : cases) EXPECT_EQ(pieces_of(c.text), c.pieces) << c.text;
}

TEST(StatementSplitter, GivesTheSameHoweverTheTextArrives) {
  for (const Case& c : cases) {
    for (const std::size_t step : {1U, 2U, 3U, 5U}) {
      EXPECT_EQ(pieces_of(c.text, step), c.pieces) << c.text << " in steps of " << step;
    }
  }
}

TEST(StatementSplitter, KnowsWhatIsOpen) {
  using State = StatementSplitter::State;
  const std::vector<std::pair<std::string, State>> open = {{"RETURN 1\n", State::text},
                                                           {"RETURN 'a\n", State::single_quoted},
                                                           {"RETURN \"a\n", State::double_quoted},
                                                           {"RETURN `a\n", State::back_quoted},
                                                           {"RETURN /* a\n", State::block_comment}};
  for (const auto& [text, state] : open) {
    StatementSplitter splitter;
    splitter.add(text);
    EXPECT_FALSE(splitter.next());
    EXPECT_EQ(splitter.state(), state) << text;
    EXPECT_FALSE(splitter.blank());
    splitter.clear();
    EXPECT_TRUE(splitter.blank());
    EXPECT_FALSE(splitter.finish());
  }
}

TEST(StatementSplitter, TakesLinearTime) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "RETURN 1;\n";
  EXPECT_EQ(pieces_of(text).size(), 200'000U);
}

TEST(FlattenStatement, KeepsTheMeaningOnOneLine) {
  EXPECT_EQ(flatten_statement("MATCH (n) // all\n  RETURN n"), "MATCH (n)    RETURN n");
  EXPECT_EQ(flatten_statement("RETURN 'two\nlines'"), "RETURN 'two\\nlines'");
  EXPECT_EQ(flatten_statement("RETURN 1 /* a\nb */ + 2"), "RETURN 1   + 2");
  EXPECT_EQ(flatten_statement("RETURN 'http://x'"), "RETURN 'http://x'");
  EXPECT_EQ(flatten_statement("RETURN 1\n\n\n+ 1\n"), "RETURN 1 + 1");
}

}  // namespace
}  // namespace entente::shell
