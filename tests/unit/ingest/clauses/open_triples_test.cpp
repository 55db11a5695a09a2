// Open triples of trees that are given, in data/triples.txt, and how they are judged.
#include "ingest/clauses/open_triples.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/text/data.hpp"
#include "tests/unit/ingest/clauses/given_tree.hpp"

namespace entente::ingest {
namespace {

std::string print(const SplitText& text, const OpenTriple& triple) {
  std::string predicate = words_of(text, triple.predicate);
  if (!triple.implied.empty()) {
    predicate = "{" + triple.implied + "}" + (predicate.empty() ? "" : " ") + predicate;
  }
  std::string result = words_of(text, triple.subject) + " | " + predicate;
  for (const Phrase& object : triple.objects) result += " | " + words_of(text, object);
  return result;
}

TEST(OpenTriples, OfGivenTrees) {
  const auto all = examples_of("triples.txt");
  ASSERT_GT(all.size(), 10U);
  for (const TreeExample& example : all) {
    const GivenTree given(example.tree);
    std::vector<std::string> found;
    for (const TripleCandidate& candidate : find_triple_candidates(given.split, given.parsed)) {
      found.push_back(print(given.split, candidate.triple));
    }
    std::vector<std::string> expected = example.expected;
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected) << "triples.txt:" << example.line << ": " << given.text;
  }
}

TEST(OpenTriples, HaveHeadsInsideOfTheirPhrases) {
  for (const TreeExample& example : examples_of("triples.txt")) {
    const GivenTree given(example.tree);
    for (const TripleCandidate& candidate : find_triple_candidates(given.split, given.parsed)) {
      const OpenTriple& triple = candidate.triple;
      const auto inside = [](const Phrase& phrase, std::uint32_t head) {
        return std::binary_search(phrase.begin(), phrase.end(), head);
      };
      for (const auto head : triple.subject_heads) EXPECT_TRUE(inside(triple.subject, head));
      ASSERT_EQ(triple.objects.size(), triple.object_heads.size());
      for (std::size_t k = 0; k < triple.objects.size(); ++k) {
        for (const auto head : triple.object_heads[k]) {
          EXPECT_TRUE(inside(triple.objects[k], head)) << given.text;
        }
      }
    }
  }
}

/// A possessor whose phrase reaches behind the noun left nothing to have, and a triple without words.
TEST(OpenTriples, ImpliedOnesHaveAnObject) {
  const GivenTree given(
      "Airbus NNP 3 nmod:poss | 's POS 1 case | show NN 0 root | Wings NNP 1 appos");
  for (const TripleCandidate& candidate : find_triple_candidates(given.split, given.parsed)) {
    EXPECT_FALSE(candidate.triple.predicate.empty() && candidate.triple.objects.empty());
  }
}

TEST(OpenTriples, KeepWhatIsSaidOfTheirClause) {
  const GivenTree given(
      "Putin NNP 2 nsubj | said/say VBD 0 root | Kyiv NNP 6 nsubj | would MD 6 aux | not RB 6 "
      "advmod "
      "| sign VB 2 ccomp | it/it PRP 6 obj");
  const auto found = find_triple_candidates(given.split, given.parsed);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].triple.negated);
  EXPECT_EQ(found[0].triple.speaker, no_token);
  EXPECT_TRUE(found[1].triple.negated);
  EXPECT_EQ(found[1].triple.modality, Modality::possible);
  EXPECT_EQ(found[1].triple.speaker, 0U);
}

TEST(OpenTriples, AreJudgedByTheirFeatures) {
  const auto weights = TripleWeights::parse("# comment\nlong -2\nalways 1.5\n");
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_NEAR(weights->confidence({{"always", 1}}), 0.8176, 1e-4);
  EXPECT_NEAR(weights->confidence({{"always", 1}, {"long", 0.75}, {"unheard_of", 9}}), 0.5, 1e-9);
  EXPECT_FALSE(TripleWeights::parse("always\n"));
  EXPECT_FALSE(TripleWeights::parse("always much\n"));
  EXPECT_FALSE(TripleWeights::parse("always 1 2\n"));
}

TEST(OpenTriples, WeightsOfTheTreeKnowTheFeatures) {
  ASSERT_TRUE(TripleWeights::parse(data::triple_weights()));
  const GivenTree given("Shell NNP 2 nsubj | bought/buy VBD 0 root | BG NNP 2 obj");
  const auto found = find_open_triples(given.split, given.parsed);
  ASSERT_EQ(found.size(), 1U);
  // A plain sentence of three words is what people write down as it is.
  EXPECT_GT(found[0].confidence, 0.5);
  EXPECT_LT(found[0].confidence, 1);
}

}  // namespace
}  // namespace entente::ingest
