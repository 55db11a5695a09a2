#include "query/exec/relationship_trail.hpp"

#include <gtest/gtest.h>

namespace entente::query {
namespace {

RelationshipRef relationship(std::uint64_t id) {
  RelationshipRef result{};
  result.id = RelationshipId{id};
  return result;
}

TEST(RelationshipTrail, KnowsWhatIsOnItAtEveryLength) {
  RelationshipTrail trail;
  // Beyond some length a set answers; it must agree with the list on the way up and down.
  constexpr std::uint64_t longest = 60;
  for (std::uint64_t i = 0; i < longest; ++i) {
    EXPECT_FALSE(trail.contains(RelationshipId{i}));
    trail.push(relationship(i));
    EXPECT_TRUE(trail.contains(RelationshipId{0}));
    EXPECT_TRUE(trail.contains(RelationshipId{i}));
    EXPECT_EQ(trail.size(), i + 1);
  }
  for (std::uint64_t i = longest; i-- > 0;) {
    trail.pop();
    EXPECT_FALSE(trail.contains(RelationshipId{i}));
    EXPECT_EQ(trail.contains(RelationshipId{0}), i > 0);
  }
  trail.push(relationship(7));
  trail.clear();
  EXPECT_FALSE(trail.contains(RelationshipId{7}));
}

}  // namespace
}  // namespace entente::query
