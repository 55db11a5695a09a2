#include "query/plan/path_automaton.hpp"

#include <gtest/gtest.h>

namespace entente::query {
namespace {

PathStep step(Slot one, Slot list, Direction direction, std::vector<std::string> types) {
  return {one, list, direction, std::move(types)};
}

/// (0) ((1)-[2:R]->(3)<-[4:S]-(5)){2,4} (6)-[7:T]-(8); the lists of the group are 11 … 15.
PathAutomaton example() {
  PathAutomaton automaton;
  automaton.places = {
      {0, 0, std::nullopt, std::nullopt},
      {1, 11, 0, step(2, 12, Direction::outgoing, {"R"})},
      {3, 13, 0, step(4, 14, Direction::incoming, {"S"})},
      {5, 15, 0, std::nullopt},
      {6, 6, std::nullopt, step(7, 7, Direction::either, {"T", "R"})},
      {8, 8, std::nullopt, std::nullopt},
  };
  automaton.groups = {{1, 3, 2, 4}};
  return automaton;
}

TEST(PathAutomaton, KnowsWhatItBinds) {
  EXPECT_EQ(example().results(), (std::vector<Slot>{11, 12, 13, 14, 15, 6, 7}));
  EXPECT_EQ(example().locals(), (std::vector<Slot>{1, 2, 3, 4, 5}));
  EXPECT_EQ(example().types(), (std::vector<std::string>{"R", "S", "T"}));
  PathAutomaton any = example();
  any.places[4].step->types.clear();
  EXPECT_TRUE(any.types().empty());
}

TEST(PathAutomaton, FindsTheGroupBehindAPlace) {
  const PathAutomaton automaton = example();
  ASSERT_NE(automaton.group_behind(0), nullptr);
  EXPECT_EQ(automaton.group_behind(0)->last, 3U);
  EXPECT_EQ(automaton.group_behind(3), nullptr);
  EXPECT_EQ(automaton.group_behind(4), nullptr);
  EXPECT_EQ(automaton.group_behind(5), nullptr);
}

TEST(PathAutomaton, TurnsRoundWithItsConditions) {
  PathAutomaton automaton = example();
  automaton.places.push_back({9, 19, 1, step(10, 20, Direction::outgoing, {})});
  automaton.places.push_back({21, 22, 1, std::nullopt});
  automaton.places.push_back({23, 23, std::nullopt, std::nullopt});
  automaton.groups.push_back({6, 7, 0, std::nullopt});
  const PathAutomaton written = automaton;
  std::vector<PathCondition> conditions{{nullptr, 0}, {nullptr, 1}, {nullptr, std::nullopt}};
  turn(automaton, conditions);
  EXPECT_EQ(automaton.places.front().node, 23U);
  EXPECT_EQ(automaton.groups[0].first, 1U);
  EXPECT_EQ(automaton.groups[0].last, 2U);
  EXPECT_EQ(automaton.groups[0].upper, std::nullopt);
  EXPECT_EQ(automaton.groups[1].first, 5U);
  EXPECT_EQ(automaton.groups[1].last, 7U);
  EXPECT_EQ(automaton.places[5].step->relationship, 4U);
  EXPECT_EQ(automaton.places[5].step->direction, Direction::outgoing);
  EXPECT_EQ(automaton.places[6].step->direction, Direction::incoming);
  EXPECT_EQ(conditions[0].group, 1U);
  EXPECT_EQ(conditions[1].group, 0U);
  EXPECT_EQ(conditions[2].group, std::nullopt);
  turn(automaton, conditions);
  EXPECT_EQ(automaton.results(), written.results());
  EXPECT_EQ(automaton.locals(), written.locals());
  EXPECT_EQ(conditions[0].group, 0U);
}

}  // namespace
}  // namespace entente::query
