#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "query/ast/ast_builder.hpp"
#include "query/ast/ast_dump.hpp"
#include "query/ast/ast_printer.hpp"
#include "query/syntax/parser.hpp"
#include "tests/support/feature_parser.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/query_text_generator.hpp"

// parse → print → parse gives the same tree.

namespace entente::query {
namespace {

/// True if the text is a statement; then its printed form must have the same tree, and printing
/// that must change nothing more.
bool round_trips(const std::string& text) {
  const auto first = parse_statement(text);
  if (!first) {
    EXPECT_EQ(first.error().phase, Phase::compile_time);
    EXPECT_LE(first.error().span.begin, first.error().span.end);
    EXPECT_FALSE(first.error().message.empty());
    return false;
  }
  const std::string printed = print_statement(*first);
  const auto second = parse_statement(printed);
  EXPECT_TRUE(second) << text << "\nprinted as\n"
                      << printed << "\n"
                      << (second ? "" : second.error().render(printed));
  if (!second) return true;
  EXPECT_EQ(dump_statement(*first), dump_statement(*second)) << text << "\nprinted as\n" << printed;
  EXPECT_EQ(print_statement(*second), printed);
  return true;
}

TEST(RoundTrip, EveryGoldenStatement) {
  for (const auto& one : entente::testing::load_golden("ast/statements.golden").cases) {
    EXPECT_TRUE(round_trips(one.input)) << one.input;
  }
}

TEST(RoundTrip, EveryGoldenExpression) {
  std::size_t parsed = 0;
  for (const auto& one : entente::testing::load_golden("ast/expressions.golden").cases) {
    parsed += round_trips("MATCH (_) WHERE " + one.input) ? 1 : 0;
  }
  EXPECT_GT(parsed, 120U);
}

TEST(RoundTrip, ParenthesesStayWhereTheyMatter) {
  const auto printed = [](const std::string& expression) {
    const auto statement = parse_statement("RETURN " + expression);
    return statement ? print_statement(*statement).substr(7) : statement.error().message;
  };
  EXPECT_EQ(printed("(1 + 2) * 3"), "(1 + 2) * 3");
  EXPECT_EQ(printed("(1 * 2) + 3"), "1 * 2 + 3");
  EXPECT_EQ(printed("1 - (2 - 3)"), "1 - (2 - 3)");
  EXPECT_EQ(printed("(1 - 2) - 3"), "1 - 2 - 3");
  EXPECT_EQ(printed("a AND (b AND c)"), "a AND (b AND c)");
  EXPECT_EQ(printed("a AND b AND c AND d AND e"), "a AND b AND c AND d AND e");
  EXPECT_EQ(printed("(NOT a) = b"), "(NOT a) = b");
  EXPECT_EQ(printed("-(-1)"), "-(-1)");
  EXPECT_EQ(printed("(-1).x"), "(-1).x");
  EXPECT_EQ(printed("(a = b) = c"), "(a = b) = c");
  EXPECT_EQ(printed("(n:A|B)"), "(n:A|B)");
  EXPECT_EQ(printed("(a + b):A"), "(a + b):A");
}

/// Every query of the feature files: what is wrong on purpose does not parse, the rest must
/// survive.
TEST(RoundTrip, EveryQueryOfTheFeatureFiles) {
  std::size_t parsed = 0;
  std::size_t queries = 0;
  for (const auto& file : test::feature_files(ENTENTE_TEST_SOURCE_DIR "/tests/features")) {
    const auto scenarios = test::parse_feature(file);
    ASSERT_TRUE(scenarios) << scenarios.error().message;
    for (const auto& scenario : *scenarios) {
      for (const auto& step : scenario.steps) {
        if (step.doc_string.empty()) continue;
        ++queries;
        parsed += round_trips(step.doc_string) ? 1 : 0;
        if (HasFailure()) FAIL() << file << ": " << scenario.name;
      }
    }
  }
  EXPECT_GT(queries, 200U);
  EXPECT_GT(parsed, queries * 8 / 10);
}

/// Statements written by the rules of the grammar. Some mean nothing and are refused while the tree
/// is built (a number too large, a pattern as a value); most are trees.
TEST(RoundTrip, GeneratedStatements) {
  std::size_t parsed = 0;
  constexpr unsigned count = 20'000;
  for (unsigned seed = 0; seed < count; ++seed) {
    const std::string text = entente::testing::QueryTextGenerator(seed).statement();
    const auto trace = trace_parse(text);
    ASSERT_TRUE(trace.complete || trace.too_deep) << text << "\nis not read behind\n"
                                                  << text.substr(0, trace.furthest);
    parsed += round_trips(text) ? 1 : 0;
    if (HasFailure()) FAIL() << "seed " << seed << ": " << text;
  }
  EXPECT_GT(parsed, count / 2);
}

// Random sequences of tokens: most are no statements, some are; none may crash the parser, and
// those that parse must survive the round trip.
constexpr std::array<std::string_view, 72> fragments = {
    "MATCH", "OPTIONAL",    "WHERE",   "RETURN", "WITH",      "UNWIND", "AS",  "CREATE",
    "MERGE", "SET",         "DELETE",  "CALL",   "YIELD",     "UNION",  "ALL", "ORDER BY",
    "SKIP",  "LIMIT",       "AND",     "OR",     "XOR",       "NOT",    "IN",  "IS",
    "NULL",  "STARTS WITH", "CASE",    "WHEN",   "THEN",      "ELSE",   "END", "EXISTS",
    "COUNT", "DISTINCT",    "FOREACH", "(",      ")",         "[",      "]",   "{",
    "}",     "a",           "b",       "n.x",    ":A",        ":",      ",",   ".",
    "..",    "|",           "=",       "<>",     "<",         ">",      "+",   "-",
    "*",     "/",           "^",       "%",      "->",        "<-",     "--",  "1",
    "2.5",   "'s'",         "$p",      "true",   "(a)-->(b)", "(n)",    "&",   "!"};

TEST(RandomTokens, NeverCrashAndRoundTripIfTheyParse) {
  std::mt19937 random(20160612);
  std::uniform_int_distribution<std::size_t> pick(0, fragments.size() - 1);
  std::size_t parsed = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = i % 2 == 0 ? "RETURN" : "MATCH (n) WHERE";
    const std::size_t length = 1 + random() % 8;
    for (std::size_t j = 0; j < length; ++j) text += ' ' + std::string(fragments[pick(random)]);
    parsed += round_trips(text) ? 1 : 0;
    if (HasFailure()) FAIL() << text;
  }
  EXPECT_GT(parsed, 500U);
}

TEST(RandomTokens, BrokenStatementsNeverCrash) {
  std::mt19937 random(7);
  const auto golden = entente::testing::load_golden("ast/statements.golden");
  for (const auto& one : golden.cases) {
    for (int i = 0; i < 40; ++i) {
      std::string text = one.input;
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text.erase(at); break;
        case 1: text.erase(at, 1 + random() % 4); break;
        default: text.insert(at, " " + std::string(fragments[random() % fragments.size()]) + " ");
      }
      round_trips(text);
      if (HasFailure()) FAIL() << text;
    }
  }
}

}  // namespace
}  // namespace entente::query
