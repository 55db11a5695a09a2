#include <gtest/gtest.h>

#include "tests/unit/query/plan/plan_fixture.hpp"

namespace entente::query {
namespace {

/// Everybody knows person 0, and the next two besides.
class HubTest : public PlanTest {
 protected:
  void SetUp() override {
    PlanTest::SetUp();
    auto tx = begin(storage::AccessMode::write);
    const auto type = *tx->get_or_create_relationship_type("KNOWS");
    const auto label = *tx->find_label("Person");
    const auto cursor = *tx->nodes_with_label(label);
    std::vector<NodeId> all(persons);
    ASSERT_EQ(*cursor->next(all), persons);
    for (std::size_t i = 1; i < persons; ++i) {
      ASSERT_TRUE(tx->create_relationship(all[i], type, all[0], {}));
      for (const std::size_t step : {1U, 2U}) {
        const std::size_t to = 1 + (i - 1 + step) % (persons - 1);
        ASSERT_TRUE(tx->create_relationship(all[i], type, all[to], {}));
      }
    }
    ASSERT_TRUE(tx->commit());
    hub_ = all[0];
    other_ = all[7];
    transaction_ = begin(storage::AccessMode::read);
  }

  /// The estimate of the first operator of that name, from the top.
  double estimate(const std::string& text, const std::string& name) {
    const auto planned = plan(text);
    EXPECT_TRUE(planned) << planned.error().message;
    const PlanNode tree = describe(*planned);
    const PlanNode* node = &tree;
    while (node->name != name) {
      if (node->children.empty()) {
        ADD_FAILURE() << text << " has no " << name << "\n" << explain(text);
        return -1;
      }
      node = &node->children.front();
    }
    return node->estimated_rows;
  }

  NodeId hub_;
  NodeId other_;
};

/// The end with few relationships is the one to start from, whichever is written first.
TEST_F(HubTest, IsReachedRatherThanLeft) {
  for (const bool hub_first : {true, false}) {
    const std::string a = hub_first ? "0" : "50";
    const std::string b = hub_first ? "50" : "0";
    const std::string text = "MATCH (a:Person {id: " + a +
                             "})-[:KNOWS]-(x)-[:KNOWS]-(b:Person {id: " + b + "}) RETURN x.age";
    const std::string from = hub_first ? "(b)" : "(a)";
    const std::string found = explain(text);
    EXPECT_NE(found.find("Expand(All) " + from), std::string::npos) << found;
  }
}

TEST_F(HubTest, IsEstimatedByItsOwnRelationships) {
  EXPECT_DOUBLE_EQ(estimate("MATCH (a:Person {id: 0})<-[:KNOWS]-(b) RETURN b.age", "Expand(All)"),
                   99);
  EXPECT_DOUBLE_EQ(estimate("MATCH (a:Person {id: 7})<-[:KNOWS]-(b) RETURN b.age", "Expand(All)"),
                   2);
  EXPECT_DOUBLE_EQ(
      estimate("MATCH (a:Person) WHERE a.id = 0 MATCH (a)<--(b) RETURN b.age", "Expand(All)"), 99);
  // Nobody knows which one a parameter is.
  EXPECT_NEAR(estimate("MATCH (a:Person {id: $id})<-[:KNOWS]-(b) RETURN b.age", "Expand(All)"),
              2.97, 1e-9);
  // It may get some while the plan is kept.
  EXPECT_DOUBLE_EQ(estimate("MATCH (a:Person {id: 0})-[:KNOWS]->(b) RETURN b.age", "Expand(All)"),
                   1);
}

TEST_F(HubTest, IsKnownByItsId) {
  const auto rows = [&](NodeId id) {
    return estimate("MATCH (a:Person) WHERE id(a) = " + std::to_string(id.value) +
                        " MATCH (a)<-[:KNOWS]-(b) RETURN b.age",
                    "Expand(All)");
  };
  EXPECT_NEAR(rows(hub_) / rows(other_), 99.0 / 2, 1e-6);
}

TEST_F(HubTest, ManyStepsBeginWithItsOwn) {
  const std::string steps = "})<-[:KNOWS*2..2]-(b) RETURN count(b.age)";
  const double hub = estimate("MATCH (a:Person {id: 0" + steps, "VarLengthExpand(All)");
  const double other = estimate("MATCH (a:Person {id: 7" + steps, "VarLengthExpand(All)");
  EXPECT_NEAR(hub / other, 99.0 / 2, 1e-6);
}

}  // namespace
}  // namespace entente::query
