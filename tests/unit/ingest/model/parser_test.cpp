#include "ingest/model/parser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace entente::ingest::model {
namespace {

constexpr std::uint16_t root_label = 0;

TEST(ParseState, ArcsMakeATreeWithOneRoot) {
  // "She reads books": both nouns below the verb, the verb below the root.
  ParseState state(3, root_label);
  EXPECT_FALSE(state.can_left());
  state.apply(shift_transition);
  EXPECT_FALSE(state.can(left_transition(root_label))) << "only the root may use its label";
  EXPECT_FALSE(state.can_right()) << "there is nothing below the top";
  state.apply(left_transition(1));
  state.apply(shift_transition);
  state.apply(shift_transition);
  EXPECT_FALSE(state.can_shift());
  EXPECT_FALSE(state.can_left()) << "the root would get two dependents";
  state.apply(right_transition(2));
  EXPECT_FALSE(state.can(left_transition(1))) << "the root's dependent has the root's label";
  state.apply(left_transition(root_label));
  EXPECT_TRUE(state.finished());
  EXPECT_EQ(state.node(0).head, 1);
  EXPECT_EQ(state.node(2).head, 1);
  EXPECT_EQ(state.node(1).head, state.root());
  EXPECT_EQ(state.node(1).left1, 0);
  EXPECT_EQ(state.node(1).right1, 2);
  EXPECT_EQ(state.node(1).left_labels, 2U);
  EXPECT_EQ(state.node(1).right_count, 1);
}

/// True if every word reaches the root, which has one dependent.
template <class Head>
bool is_tree(std::size_t words, Head head) {
  std::size_t roots = 0;
  for (std::size_t i = 0; i < words; ++i) {
    roots += head(i) == words ? 1 : 0;
    std::size_t steps = 0;
    for (std::size_t at = i; at != words; at = head(at)) {
      if (++steps > words) return false;
    }
  }
  return roots == 1;
}

std::vector<ScoredArc> random_parse(std::size_t words, std::mt19937& random) {
  ParseState state(words, root_label);
  std::vector<ScoredArc> arcs(words);
  while (!state.finished()) {
    std::vector<Transition> possible;
    for (Transition t = 0; t < transition_count(3); ++t) {
      if (state.can(t)) possible.push_back(t);
    }
    const Transition chosen = possible[random() % possible.size()];
    const NodeId top = state.stacked(0);
    state.apply(chosen);
    if (chosen == shift_transition) continue;
    arcs[top] = {{state.node(top).head, state.node(top).label},
                 static_cast<std::int32_t>(random() % 100),
                 static_cast<std::int32_t>(random() % 100)};
  }
  return arcs;
}

TEST(Combination, IsAlwaysATreeOfArcsOfEither) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    const std::size_t words = 1 + random() % 12;
    const auto first = random_parse(words, random);
    const auto second = reversed(random_parse(words, random));
    const auto tree = combine(first, second);
    ASSERT_TRUE(is_tree(words, [&](std::size_t i) { return tree[i].head; })) << "round " << round;
    for (std::size_t i = 0; i < words; ++i) {
      EXPECT_TRUE(tree[i].head == first[i].arc.head || tree[i].head == second[i].arc.head);
    }
    EXPECT_EQ(combine(first, first), [&] {
      std::vector<Arc> arcs;
      for (const auto& scored : first) arcs.push_back(scored.arc);
      return arcs;
    }()) << "two that agree are not changed";
  }
}

TEST(Combination, TheSurerParserDecides) {
  // 0 and 2 hang from 1, the root's dependent; they differ in the head of 3.
  std::vector<ScoredArc> first = {{{1, 1}, 5, 5}, {{4, 0}, 5, 5}, {{1, 1}, 5, 5}, {{1, 1}, 5, 5}};
  std::vector<ScoredArc> second = first;
  second[3] = {{2, 2}, 6, 1};
  EXPECT_EQ(combine(first, second)[3], (Arc{2, 2}));
  second[3].arc_margin = 4;
  EXPECT_EQ(combine(first, second)[3], (Arc{1, 1}));
  second[3] = {{1, 2}, 1, 6};
  EXPECT_EQ(combine(first, second)[3], (Arc{1, 2})) << "the label goes by its own margin";
}

TEST(Reversed, TurnsWordsAndHeadsRound) {
  const std::vector<ScoredArc> arcs = {{{3, 0}, 1, 1}, {{0, 1}, 2, 2}, {{1, 2}, 3, 3}};
  const auto turned = reversed(arcs);
  EXPECT_EQ(turned[2].arc, (Arc{3, 0}));
  EXPECT_EQ(turned[1].arc, (Arc{2, 1}));
  EXPECT_EQ(turned[0].arc, (Arc{1, 2}));
  EXPECT_EQ(turned[0].arc_margin, 3);
}

TEST(ParseInput, CountsWhatStandsBetween) {
  std::vector<ParseWord> words(5);
  words[1].between = between_comma;
  words[2].between = between_verb;
  words[3].between = between_comma;
  const ParseInput input(words);
  EXPECT_EQ(input.between(0, 1), 0U);
  EXPECT_EQ(input.between(0, 2), 1U);
  EXPECT_EQ(input.between(0, 4), 2U | 1U << 2U);
  EXPECT_EQ(input.between(1, 4), 1U | 1U << 2U);
  EXPECT_EQ(input.between(0, no_node), no_atom);
  EXPECT_EQ(input.reversed().between(0, 2), 1U);
}

TEST(Parser, WithoutWeightsStillMakesATree) {
  const SparseModel empty(transition_count(4), {});
  for (std::size_t words = 1; words < 30; ++words) {
    const auto arcs = parse_words(empty, ParseInput(std::vector<ParseWord>(words)), root_label);
    EXPECT_TRUE(is_tree(words, [&](std::size_t i) { return arcs[i].arc.head; }));
  }
}

}  // namespace
}  // namespace entente::ingest::model
