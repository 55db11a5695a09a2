#include "ingest/clauses/clause_words.hpp"

#include <gtest/gtest.h>

#include "ingest/text/data.hpp"

namespace entente::ingest {
namespace {

TEST(ClauseWords, EverySetOfTheDataHasWords) {
  const auto words = ClauseWords::parse(data::clause_words());
  ASSERT_TRUE(words) << words.error().message;
  for (std::size_t i = 0; i < word_set_names.size(); ++i) {
    EXPECT_GT(words->size(static_cast<WordSet>(i)), 0U) << word_set_names[i];
  }
  EXPECT_TRUE(words->has(WordSet::planned, "agree"));
  EXPECT_FALSE(words->has(WordSet::planned, "buy"));
}

TEST(ClauseWords, ALineOfAnUnknownSetIsAnError) {
  EXPECT_FALSE(ClauseWords::parse("sayings = say | tell\n"));
  EXPECT_FALSE(ClauseWords::parse("  say | tell\n"));
  EXPECT_FALSE(ClauseWords::parse("say\n"));
  EXPECT_TRUE(ClauseWords::parse("say = say |\n  tell\n# comment\n"));
}

}  // namespace
}  // namespace entente::ingest
