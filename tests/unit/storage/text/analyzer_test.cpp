#include "storage/text/analyzer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace entente::storage {
namespace {

std::vector<std::string> terms(std::string_view analyzer, std::string_view text) {
  std::vector<std::string> result;
  for (const TextTerm& term : find_analyzer(analyzer)->terms(text)) result.push_back(term.term);
  return result;
}

using Terms = std::vector<std::string>;

TEST(AnalyzerTest, StandardFindsUnicodeWords) {
  EXPECT_EQ(terms("standard-no-stop-words", "The Größe of 3.5 pipes: NORD-Stream's"),
            (Terms{"the", "größe", "of", "3.5", "pipes", "nord", "stream's"}));
  EXPECT_EQ(terms("standard-no-stop-words", ""), Terms{});
  EXPECT_EQ(terms("standard-no-stop-words", " ,.; "), Terms{});
  EXPECT_EQ(terms("standard-no-stop-words", "Москва ΑΘΉΝΑ"), (Terms{"москва", "αθήνα"}));
}

TEST(AnalyzerTest, StopWordsLeaveGaps) {
  EXPECT_EQ(terms("standard", "The gas of the north"), (Terms{"gas", "north"}));
  const auto found = find_analyzer("standard")->terms("the gas of the north");
  EXPECT_EQ(found[0].position, 1U);
  EXPECT_EQ(found[1].position, 4U);
}

TEST(AnalyzerTest, EnglishStems) {
  EXPECT_EQ(terms("english", "The company's pipelines are flooding"),
            (Terms{"compani", "pipelin", "flood"}));
}

TEST(AnalyzerTest, OtherSplits) {
  EXPECT_EQ(terms("whitespace", "Nord-Stream  2\tGas"), (Terms{"Nord-Stream", "2", "Gas"}));
  EXPECT_EQ(terms("keyword", "Nord Stream"), Terms{"Nord Stream"});
  EXPECT_EQ(terms("keyword", ""), Terms{});
  EXPECT_EQ(terms("simple", "R2-D2 Won't"), (Terms{"r", "d", "won", "t"}));
  EXPECT_EQ(terms("stop", "The Gas, the Oil"), (Terms{"gas", "oil"}));
  EXPECT_EQ(terms("standard-folding", "Müller Ångström"), (Terms{"muller", "angstrom"}));
  EXPECT_EQ(terms("german", "Pipelines Häuser").size(), 2U);
  EXPECT_EQ(terms("url_or_email", "Mail ann@example.org, see https://example.org/a?b (now)"),
            (Terms{"mail", "ann@example.org", "see", "https://example.org/a?b", "now"}));
}

TEST(AnalyzerTest, BrokenBytesAndLongWordsAreHarmless) {
  for (const Analyzer& analyzer : all_analyzers()) {
    const auto found = analyzer.terms("a\xFF\xC3 b\xE2\x82");
    EXPECT_LE(found.size(), 8U) << analyzer.name;
    const std::string word(5000, 'x');
    for (const TextTerm& term : analyzer.terms(word)) {
      EXPECT_LE(term.term.size(), Analyzer::max_term_bytes) << analyzer.name;
    }
  }
}

TEST(AnalyzerTest, TheListIsSortedAndHasTheDefault) {
  const auto all = all_analyzers();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  EXPECT_NE(find_analyzer(default_analyzer), nullptr);
  EXPECT_EQ(find_analyzer("klingon"), nullptr);
  const auto words = english_stop_words();
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
}

}  // namespace
}  // namespace entente::storage
