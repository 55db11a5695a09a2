// The score of CaRB on triples for which it can be counted by hand.
#include "ingest/train/triple_score.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace entente::ingest::train {
namespace {

WordTriple triple(const char* subject, const char* predicate, std::vector<std::string> objects,
                  double confidence = 0) {
  WordTriple result{predicate, {subject}, confidence};
  result.arguments.insert(result.arguments.end(), objects.begin(), objects.end());
  return result;
}

TEST(TripleScore, WordsMatchInTheirPlaces) {
  const WordTriple gold = triple("the bank", "was sold to", {"a fund", "in May"});
  const TripleMatch whole = match_triples(gold, gold);
  EXPECT_DOUBLE_EQ(whole.precision, 1);
  EXPECT_DOUBLE_EQ(whole.recall, 1);
  // 2 + 2 + 1 of its 2 + 2 + 2 words are among the 3 + 2 + 4 of the gold triple.
  const TripleMatch part = match_triples(gold, triple("the bank", "sold to", {"fund there"}));
  EXPECT_DOUBLE_EQ(part.precision, 5.0 / 6);
  EXPECT_DOUBLE_EQ(part.recall, 5.0 / 9);
  // Without a word of the predicate in common nothing matches, nor without any object.
  EXPECT_DOUBLE_EQ(match_triples(gold, triple("the bank", "has", {"a fund"})).recall, 0);
  EXPECT_DOUBLE_EQ(match_triples(gold, triple("the bank", "was sold to", {})).recall, 0);
  EXPECT_GT(match_triples(triple("it", "was", {"old"}), triple("it", "be", {"old"})).recall, 0.99);
}

TEST(TripleScore, SpeechMatchesInBothDirections) {
  const WordTriple gold = triple("it is late", "said", {"he"});
  EXPECT_DOUBLE_EQ(match_triples(gold, triple("he", "said", {"it is late"})).precision, 1);
  const WordTriple other = triple("it is late", "saw", {"he"});
  EXPECT_DOUBLE_EQ(match_triples(other, triple("he", "saw", {"it is late"})).precision, 0.2);
}

TEST(TripleScore, CurveRunsOverTheConfidence) {
  const std::vector<TripleSentence> gold = {
      {"", {triple("a", "likes", {"b"}), triple("c", "likes", {"d"})}},
      {"", {triple("e", "is", {"f"})}}};
  const std::vector<std::vector<WordTriple>> found = {
      {triple("a", "likes", {"b"}, 0.9), triple("x", "hates", {"y"}, 0.2)}, {}};
  const TripleScore score = score_triples(gold, found);
  // At 0.9: precision 1, recall (1 + 1/3) / 3, for "likes" alone matches the second; at 0.2 the
  // precision is 1/2.
  EXPECT_DOUBLE_EQ(score.confidence, 0.9);
  EXPECT_DOUBLE_EQ(score.precision, 1);
  EXPECT_DOUBLE_EQ(score.recall, 4.0 / 9);
  EXPECT_DOUBLE_EQ(score.f1, 8.0 / 13);
  EXPECT_DOUBLE_EQ(score.area, 4.0 / 9);
}

TEST(TripleScore, ATripleIsAssignedOnce) {
  const std::vector<TripleSentence> gold = {{"", {triple("a", "likes", {"b"})}}};
  const std::vector<std::vector<WordTriple>> found = {
      {triple("a", "likes", {"b"}, 0.5), triple("a", "likes", {"b"}, 0.5)}};
  EXPECT_DOUBLE_EQ(score_triples(gold, found).precision, 0.5);
}

TEST(TripleScore, GoldFilesAreChecked) {
  const testing::TempDir folder;
  const std::string path = folder.path() + "/gold.tsv";
  std::ofstream(path) << "A b c .\tb\ta\tc\nA b c .\tis\ta\nD e .\te\td\n";
  const auto gold = read_gold_triples(path);
  ASSERT_TRUE(gold) << gold.error().message;
  ASSERT_EQ(gold->size(), 2U);
  EXPECT_EQ((*gold)[0].triples.size(), 2U);
  EXPECT_EQ((*gold)[0].triples[0].arguments, (std::vector<std::string>{"a", "c"}));
  std::ofstream(path) << "A b c .\tb\n";
  EXPECT_FALSE(read_gold_triples(path));
  EXPECT_FALSE(read_gold_triples(folder.path() + "/none.tsv"));
}

}  // namespace
}  // namespace entente::ingest::train
