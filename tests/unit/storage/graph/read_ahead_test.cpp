#include <gtest/gtest.h>

#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

class ReadAheadTest : public testing::StoreFixture {
 protected:
  static constexpr std::int64_t total = 200;

  void SetUp() override {
    open();
    auto tx = write();
    label_ = must(tx->get_or_create_label("A"));
    type_ = must(tx->get_or_create_relationship_type("R"));
    key_ = must(tx->get_or_create_property_key("v"));
    for (std::int64_t i = 0; i < total; ++i) {
      nodes_.push_back(must(tx->create_node({&label_, 1}, {{key_, Value(i)}})));
    }
    for (std::int64_t i = 0; i < total; ++i) {
      const NodeId next = nodes_[static_cast<std::size_t>((i + 1) % total)];
      relationships_.push_back(must(tx->create_relationship(nodes_[static_cast<std::size_t>(i)],
                                                            type_, next, {{key_, Value(i)}})));
    }
    commit(tx);
  }

  LabelId label_;
  RelationshipTypeId type_;
  PropertyKeyId key_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
};
ENTENTE_OVER_ALL_STORES(ReadAheadTest);

TEST_P(ReadAheadTest, RecordsAreThoseOfTheTransaction) {
  auto tx = write();
  ASSERT_TRUE(tx->set_node_property(nodes_[3], key_, Value(-3)));
  ASSERT_TRUE(tx->delete_relationship(relationships_[5]));
  const NodeId made = must(tx->create_node({}, {{key_, Value("new")}}));
  std::vector<NodeId> nodes = nodes_;
  nodes.push_back(made);
  nodes.push_back(NodeId(made.value + 1000));
  nodes.push_back(nodes_[0]);
  ASSERT_TRUE(tx->read_ahead(nodes));
  ASSERT_TRUE(tx->read_ahead(relationships_));
  // Written after they were read ahead.
  ASSERT_TRUE(tx->set_node_property(nodes_[7], key_, Value(-7)));
  ASSERT_TRUE(tx->set_relationship_property(relationships_[8], key_, Value(-8)));
  for (int round = 0; round < 2; ++round) {
    for (std::int64_t i = 0; i < total; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const auto node = must(tx->node(nodes_[at]));
      ASSERT_TRUE(node);
      EXPECT_EQ(node->properties.front().second.as_integer(), i == 3 || i == 7 ? -i : i);
      const auto relationship = must(tx->relationship(relationships_[at]));
      ASSERT_EQ(relationship.has_value(), i != 5);
      if (!relationship) continue;
      EXPECT_EQ(relationship->properties.front().second.as_integer(), i == 8 ? -8 : i);
    }
    EXPECT_EQ(must(tx->node(made))->properties.front().second.as_string(), "new");
    EXPECT_FALSE(must(tx->node_exists(NodeId(made.value + 1000))));
  }
}

TEST_P(ReadAheadTest, RelationshipsCanBeCreatedAtNodesReadAhead) {
  auto tx = write();
  ASSERT_TRUE(tx->read_ahead(nodes_));
  for (const NodeId node : nodes_) {
    must(tx->create_relationship(node, type_, nodes_[0], {}));
  }
  commit(tx);
  tx = write();
  EXPECT_EQ(must(tx->degree(nodes_[0], Direction::incoming, {})), total + 1);
  EXPECT_EQ(must(tx->relationship_count(type_)), 2 * total);
}

}  // namespace
}  // namespace entente::storage
