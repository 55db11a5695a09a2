#include "ingest/model/spanning_tree.hpp"

#include <gtest/gtest.h>

#include <random>

namespace entente::ingest::model {
namespace {

/// True if all words hang from the root, and exactly one directly.
bool is_tree(const std::vector<std::uint32_t>& heads) {
  const std::size_t words = heads.size();
  std::size_t roots = 0;
  for (std::size_t i = 0; i < words; ++i) {
    roots += heads[i] == words ? 1 : 0;
    std::size_t steps = 0;
    for (std::uint32_t at = heads[i]; at != words; at = heads[at]) {
      if (at > words || ++steps > words) return false;
    }
  }
  return roots == 1;
}

float sum(const Matrix& scores, const std::vector<std::uint32_t>& heads) {
  float total = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) total += scores.row(i)[heads[i]];
  return total;
}

/// Scores are whole numbers, so that sums are exact.
Matrix random_scores(std::size_t words, std::mt19937& random) {
  Matrix scores(words, words + 1);
  for (float& value : scores.values) value = static_cast<float>(random() % 41) - 20;
  return scores;
}

TEST(HighestTree, IsTheBestOfAllTrees) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const std::size_t words = 1 + random() % 5;
    const Matrix scores = random_scores(words, random);
    float best = -1e9F;
    std::vector<std::uint32_t> heads(words, 0);
    // Every way to give each word a head, as a number with `words` digits.
    for (bool more = true; more;) {
      if (is_tree(heads)) best = std::max(best, sum(scores, heads));
      more = false;
      for (std::size_t i = 0; i < words && !more; ++i) {
        more = ++heads[i] <= words;
        if (!more) heads[i] = 0;
      }
    }
    const auto found = highest_tree(scores);
    ASSERT_TRUE(is_tree(found)) << round;
    ASSERT_EQ(sum(scores, found), best) << round;
  }
}

TEST(HighestTree, StaysATreeHoweverLong) {
  std::mt19937 random(12);
  for (const std::size_t words : {20, 90, 250}) {
    EXPECT_TRUE(is_tree(highest_tree(random_scores(words, random)))) << words;
  }
  Matrix equal(40, 41);
  EXPECT_TRUE(is_tree(highest_tree(equal)));
}

TEST(HighestTree, HasOneRootEvenWhereTheRootScoresBest) {
  Matrix scores(3, 4);
  for (std::size_t i = 0; i < 3; ++i) scores.row(i)[3] = 900;
  scores.row(1)[3] = 901;
  EXPECT_EQ(highest_tree(scores)[1], 3U);
  EXPECT_TRUE(is_tree(highest_tree(scores)));
}

}  // namespace
}  // namespace entente::ingest::model
