#include "query/plan/planned_reads.hpp"

#include "tests/unit/query/plan/plan_fixture.hpp"

namespace entente::query {
namespace {

/// Beside the small world 4,000 places, each with a road to the next one.
class PlannedReadsTest : public PlanTest {
 protected:
  static constexpr std::uint64_t places = 4000;

  void SetUp() override {
    PlanTest::SetUp();
    auto tx = begin(storage::AccessMode::write);
    const auto place = *tx->get_or_create_label("Place");
    const auto road = *tx->get_or_create_relationship_type("ROAD");
    const auto size = *tx->get_or_create_property_key("size");
    const auto length = *tx->get_or_create_property_key("length");
    NodeId before;
    for (std::uint64_t i = 0; i < places; ++i) {
      const auto value = static_cast<std::int64_t>(i);
      const NodeId node = *tx->create_node({&place, 1}, {{size, Value(value)}});
      if (i > 0) {
        ASSERT_TRUE(tx->create_relationship(before, road, node, {{length, Value(value)}}));
      }
      before = node;
    }
    ASSERT_TRUE(tx->commit());
    transaction_ = begin(storage::AccessMode::read);
  }

  NamedReads reads(const std::string& text) {
    auto result = plan(text);
    EXPECT_TRUE(result) << result.error().message;
    return result ? result->reads : NamedReads{};
  }
};

TEST_F(PlannedReadsTest, PointQueriesPlanNone) {
  EXPECT_TRUE(reads("MATCH (p:Person {id: 3})-[:WORKS_AT]->(c) RETURN c.name").empty());
  EXPECT_TRUE(reads("MATCH (p:Person) WHERE p.age > 3 RETURN count(*)").empty());
  EXPECT_TRUE(reads("RETURN 1").empty());
}

TEST_F(PlannedReadsTest, ScansOfALabelReadColumnsInOrder) {
  const NamedReads found = reads("MATCH (p:Place) WHERE p.size > 5 RETURN p.size AS s, count(*)");
  ASSERT_EQ(found.properties.size(), 1U);
  EXPECT_EQ(found.properties[0].entity, storage::EntityKind::node);
  EXPECT_EQ(found.properties[0].key, "size");
  EXPECT_EQ(found.properties[0].elements, places);
  EXPECT_TRUE(found.properties[0].in_order);
  EXPECT_EQ(found.expansions, 0U);
}

TEST_F(PlannedReadsTest, SumsOverATypeReadItsSetAndColumn) {
  const NamedReads found = reads("MATCH ()-[r:ROAD]->() RETURN sum(r.length)");
  ASSERT_EQ(found.sets.size(), 1U);
  EXPECT_EQ(found.sets[0].entity, storage::EntityKind::relationship);
  EXPECT_EQ(found.sets[0].token, "ROAD");
  ASSERT_EQ(found.properties.size(), 1U);
  EXPECT_EQ(found.properties[0].entity, storage::EntityKind::relationship);
  EXPECT_EQ(found.properties[0].key, "length");
  EXPECT_FALSE(found.properties[0].in_order);
  // Sets and columns are all it takes.
  EXPECT_EQ(found.expansions, 0U);
}

TEST_F(PlannedReadsTest, ExpansionsCountTheirStartNodes) {
  const NamedReads found = reads("MATCH (p:Place)-[:ROAD]->(q) RETURN q, count(*)");
  EXPECT_GE(found.expansions, places / 2);
}

TEST_F(PlannedReadsTest, WhatMayEndEarlyDoesNotCount) {
  EXPECT_TRUE(reads("MATCH (p:Place) WHERE p.size > 5 RETURN p LIMIT 3").empty());
  EXPECT_FALSE(reads("MATCH (p:Place) RETURN p ORDER BY p.size LIMIT 3").empty());
}

}  // namespace
}  // namespace entente::query
