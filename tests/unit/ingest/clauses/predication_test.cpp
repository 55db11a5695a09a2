// Predications of trees that are given, in data/trees.txt, and of texts that the model reads.
#include "ingest/clauses/predication.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "ingest/model/parse_text.hpp"
#include "tests/unit/ingest/clauses/given_tree.hpp"
#include "tests/unit/ingest/clauses/print_predications.hpp"

namespace entente::ingest {
namespace {

TEST(Predications, OfGivenTrees) {
  const auto all = examples_of("trees.txt");
  ASSERT_GT(all.size(), 50U);
  for (const TreeExample& example : all) {
    const GivenTree given(example.tree);
    std::vector<std::string> found;
    for (const Predication& predication : find_predications(given.split, given.parsed)) {
      found.push_back(print(given.split, predication));
    }
    EXPECT_EQ(found, example.expected) << "trees.txt:" << example.line << ": " << given.text;
  }
}

TEST(Predications, OfSentencesThatTheModelReads) {
  const auto model = model::load_model(ENTENTE_TEST_SOURCE_DIR "/ingest/model/data/english.model");
  ASSERT_TRUE(model) << model.error().message;
  for (const TreeExample& example : examples_of("sentences.txt")) {
    const SplitText split = split_text(example.tree, {{0, example.tree.size(), false}});
    std::set<std::string> found;
    std::string all;
    for (const Predication& one : find_predications(split, model::parse_text(**model, split))) {
      found.insert(print(split, one));
      all += "  " + print(split, one) + "\n";
    }
    for (const std::string& expected : example.expected) {
      EXPECT_EQ(found.count(expected), 1U)
          << expected << "\nis not among those of “" << example.tree << "”:\n"
          << all;
    }
  }
}

/// Every tree, and what is no tree, is read without harm, and the same way each time.
TEST(Predications, OfRandomTrees) {
  const auto all = examples_of("trees.txt");
  const std::vector<std::string_view> relations = {
      "nsubj",     "obj",      "obl",       "nmod",  "conj",     "appos",    "acl",
      "acl:relcl", "xcomp",    "ccomp",     "advcl", "cop",      "aux:pass", "parataxis",
      "flat",      "case",     "mark",      "root",  "fixed",    "amod",     "nsubj:pass",
      "obl:agent", "compound", "nmod:poss", "iobj",  "nmod:desc"};
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    GivenTree given(all[random() % all.size()].tree);
    auto& tokens = given.parsed.front().tokens;
    for (auto& token : tokens) {
      if (random() % 2 == 0)
        token.head = static_cast<std::uint32_t>(random() % (tokens.size() + 2));
      if (random() % 3 == 0) token.relation = relations[random() % relations.size()];
    }
    const auto found = find_predications(given.split, given.parsed);
    for (const Predication& predication : found) {
      ASSERT_LT(predication.head, given.split.tokens.size());
      for (const Argument& argument : predication.arguments) {
        ASSERT_LT(argument.head, given.split.tokens.size());
        EXPECT_NE(argument.head, predication.head);
      }
    }
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end(),
                               [](const auto& a, const auto& b) { return a.head < b.head; }));
  }
}

/// One list of thousands of coordinated names must not make millions of arguments.
TEST(Predications, AreBoundedInLongCoordinations) {
  std::string tree = "Banks/bank NNS 2 nsubj | fail VB 0 root";
  for (int i = 0; i < 300; ++i) tree += " | sell VB 2 conj | Shell NNP 1 conj";
  const GivenTree given(tree);
  for (const Predication& predication : find_predications(given.split, given.parsed)) {
    EXPECT_LE(predication.arguments.size(), 64U);
  }
}

}  // namespace
}  // namespace entente::ingest
