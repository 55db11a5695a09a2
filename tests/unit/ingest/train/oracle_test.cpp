#include "ingest/train/oracle.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace entente::ingest::train {
namespace {

using model::NodeId;
using model::ParseState;
using model::Transition;

/// The largest number of right arcs that any way to go on can reach, tried out. One label only, so
/// that the number of ways stays small; the tree's root label is 1.
int best_reachable(const ParseState& state, const GoldTree& gold) {
  if (state.finished()) return 0;
  int best = -1000;
  for (const Transition t : {model::shift_transition, model::left_transition(0),
                             model::left_transition(1), model::right_transition(0)}) {
    if (!state.can(t)) continue;
    ParseState next = state;
    next.apply(t);
    int right = 0;
    if (t != model::shift_transition) {
      const NodeId top = state.stacked(0);
      right = next.node(top).head == gold[top].head ? 1 : 0;
    }
    best = std::max(best, right + best_reachable(next, gold));
  }
  return best;
}

/// A random projective tree, made by the transitions themselves.
GoldTree random_tree(std::size_t words, std::mt19937& random) {
  ParseState state(words, 1);
  while (!state.finished()) {
    std::vector<Transition> possible;
    for (const Transition t : {model::shift_transition, model::left_transition(0),
                               model::left_transition(1), model::right_transition(0)}) {
      if (state.can(t)) possible.push_back(t);
    }
    state.apply(possible[random() % possible.size()]);
  }
  GoldTree gold;
  for (NodeId i = 0; i < words; ++i) gold.push_back({state.node(i).head, state.node(i).label});
  return gold;
}

bool root_is_free(const ParseState& state, const GoldTree& gold) {
  const auto& stack = state.stack();
  return std::none_of(stack.begin() + (stack.empty() ? 0 : 1), stack.end(),
                      [&](NodeId word) { return gold[word].head == state.root(); });
}

TEST(Oracle, CostsAreArcsThatCannotBeReachedAnyMore) {
  std::mt19937 random(11);
  int states = 0;
  for (int round = 0; round < 150; ++round) {
    const std::size_t words = 2 + random() % 4;
    const GoldTree gold = random_tree(words, random);
    ParseState state(words, 1);
    while (!state.finished()) {
      const int before = best_reachable(state, gold);
      const Oracle oracle(state, gold);
      std::vector<Transition> possible;
      for (const Transition t : {model::shift_transition, model::left_transition(0),
                                 model::left_transition(1), model::right_transition(0)}) {
        if (!state.can(t)) continue;
        possible.push_back(t);
        ParseState next = state;
        next.apply(t);
        int reached = best_reachable(next, gold);
        if (t != model::shift_transition) {
          const NodeId top = state.stacked(0);
          reached += next.node(top).head == gold[top].head ? 1 : 0;
        }
        // That the root takes one dependent only is not part of the costs, so they are too low
        // where the right root stands on another word, which it then cannot leave behind.
        EXPECT_LE(oracle.cost(t), before - reached) << "round " << round;
        if (root_is_free(state, gold) && root_is_free(next, gold)) {
          EXPECT_EQ(oracle.cost(t), before - reached) << "round " << round;
          ++states;
        }
      }
      EXPECT_EQ(oracle.least(), 0) << "in a projective tree something is always right";
      state.apply(possible[random() % possible.size()]);
    }
  }
  EXPECT_GT(states, 1000);
}

TEST(Oracle, WrongLabelsOfRightArcsCost) {
  const GoldTree gold = {{1, 2}, {2, 1}};
  ParseState state(2, 1);
  state.apply(model::shift_transition);
  const Oracle oracle(state, gold);
  EXPECT_EQ(oracle.cost(model::left_transition(2)), 0);
  EXPECT_EQ(oracle.cost(model::left_transition(3)), 1);
  EXPECT_EQ(oracle.cost(model::shift_transition), 1) << "the left word would lose its head";
}

}  // namespace
}  // namespace entente::ingest::train
