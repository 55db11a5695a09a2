#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "storage/graph/graph_store.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class TransactionTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    person_ = must(tx->get_or_create_label("Person"));
    city_ = must(tx->get_or_create_label("City"));
    knows_ = must(tx->get_or_create_relationship_type("KNOWS"));
    likes_ = must(tx->get_or_create_relationship_type("LIKES"));
    name_ = must(tx->get_or_create_property_key("name"));
    age_ = must(tx->get_or_create_property_key("age"));
  }

  NodeId make(Transaction& tx, std::vector<LabelId> labels, Properties properties = {}) {
    return must(tx.create_node(labels, std::move(properties)));
  }
  NodeId make_committed(std::vector<LabelId> labels, Properties properties = {}) {
    auto tx = write();
    const NodeId id = make(*tx, std::move(labels), std::move(properties));
    commit(tx);
    return id;
  }
  static std::vector<NodeId> drain(Result<std::unique_ptr<NodeCursor>> opened) {
    auto cursor = must(std::move(opened));
    std::vector<NodeId> all;
    std::array<NodeId, 3> batch;
    while (const std::size_t n = must(cursor->next(batch))) {
      all.insert(all.end(), batch.begin(), batch.begin() + n);
    }
    return all;
  }
  static ExpandColumns expand(Transaction& tx, std::vector<NodeId> sources, Direction direction,
                              std::vector<RelationshipTypeId> types = {}, std::size_t rows = 1000) {
    auto expansion = must(tx.expand(direction, std::move(types)));
    ExpandColumns out;
    EXPECT_TRUE(expansion->begin(sources));
    while (must(expansion->next(out, rows))) {
    }
    return out;
  }

  LabelId person_, city_;
  RelationshipTypeId knows_, likes_;
  PropertyKeyId name_, age_;
};

TEST_P(TransactionTest, WritesAreVisibleToTheTransactionAtOnceAndToOthersAfterCommit) {
  auto tx = write();
  const NodeId ann = make(*tx, {person_}, {{name_, "Ann"}});
  EXPECT_TRUE(must(tx->node_exists(ann)));
  EXPECT_EQ(must(tx->node_count(person_)), 1U);
  auto other = read();
  EXPECT_FALSE(must(other->node_exists(ann)));
  commit(tx);
  EXPECT_FALSE(must(other->node_exists(ann))) << "a snapshot does not move";
  other = read();
  EXPECT_TRUE(must(other->node_exists(ann)));
  EXPECT_EQ(must(other->node_property(ann, name_)).as_string(), "Ann");
  EXPECT_TRUE(must(other->node_property(ann, age_)).is_null());
  reopen();
  other = read();
  EXPECT_EQ(must(other->node_property(ann, name_)).as_string(), "Ann");
  EXPECT_EQ(other->label_name(person_), "Person");
}

TEST_P(TransactionTest, RollbackAndDestructionLeaveNothing) {
  auto tx = write();
  const NodeId first = make(*tx, {person_});
  tx->rollback();
  tx = write();
  const NodeId second = make(*tx, {person_});
  tx.reset();
  tx = read();
  EXPECT_FALSE(must(tx->node_exists(first)));
  EXPECT_FALSE(must(tx->node_exists(second)));
  EXPECT_EQ(must(tx->node_count()), 0U);
}

TEST_P(TransactionTest, IdsAreNeverReused) {
  auto tx = write();
  const NodeId first = make(*tx, {});
  tx->rollback();
  reopen();
  tx = write();
  EXPECT_GT(make(*tx, {}), first);
}

TEST_P(TransactionTest, ReadTransactionsRefuseWrites) {
  const NodeId node = make_committed({person_});
  auto tx = read();
  EXPECT_EQ(tx->create_node({}, {}).error().error_class, ErrorClass::read_only);
  EXPECT_EQ(tx->set_node_property(node, name_, 1).error().error_class, ErrorClass::read_only);
  EXPECT_EQ(tx->delete_node(node).error().error_class, ErrorClass::read_only);
  EXPECT_EQ(tx->get_or_create_label("New").error().error_class, ErrorClass::read_only);
  EXPECT_EQ(must(tx->get_or_create_label("Person")), person_);
}

TEST_P(TransactionTest, PropertiesAreSetReplacedAndRemoved) {
  const NodeId node = make_committed({person_}, {{age_, 3}, {name_, "Ann"}, {age_, 4}});
  auto tx = write();
  EXPECT_EQ(must(tx->node_property(node, age_)).as_integer(), 4);
  EXPECT_TRUE(must(tx->set_node_property(node, age_, 5)));
  EXPECT_FALSE(must(tx->set_node_property(node, age_, 5)));
  EXPECT_TRUE(must(tx->set_node_property(node, name_, nullptr)));
  EXPECT_FALSE(must(tx->set_node_property(node, name_, nullptr)));
  commit(tx);
  tx = write();
  const auto record = must(tx->node(node));
  ASSERT_TRUE(record);
  ASSERT_EQ(record->properties.size(), 1U);
  EXPECT_EQ(record->properties[0].second.as_integer(), 5);
  const auto bad = tx->set_node_property(node, age_, Value::map({{"a", 1}}));
  EXPECT_EQ(bad.error().error_class, ErrorClass::type_error);
  EXPECT_EQ(bad.error().detail, "InvalidPropertyType");
}

TEST_P(TransactionTest, LabelsFollowTheNode) {
  const NodeId node = make_committed({person_});
  auto tx = write();
  EXPECT_TRUE(must(tx->add_label(node, city_)));
  EXPECT_FALSE(must(tx->add_label(node, city_)));
  EXPECT_EQ(drain(tx->nodes_with_label(city_)), std::vector<NodeId>{node});
  EXPECT_TRUE(must(tx->remove_label(node, person_)));
  commit(tx);
  tx = read();
  EXPECT_EQ(drain(tx->nodes_with_label(city_)), std::vector<NodeId>{node});
  EXPECT_TRUE(drain(tx->nodes_with_label(person_)).empty());
  EXPECT_EQ(must(tx->labels_in_use()), std::vector<std::string>{"City"});
  std::vector<std::uint8_t> has;
  const NodeId ids[] = {node, NodeId(99)};
  ASSERT_TRUE(tx->have_label(ids, city_, has));
  EXPECT_EQ(has, (std::vector<std::uint8_t>{1, 0}));
}

TEST_P(TransactionTest, ExpandsInTheStatedOrder) {
  auto tx = write();
  const NodeId a = make(*tx, {person_});
  const NodeId b = make(*tx, {person_});
  const auto likes_b = must(tx->create_relationship(a, likes_, b, {}));
  const auto knows_b = must(tx->create_relationship(a, knows_, b, {}));
  commit(tx);
  tx = write();
  const auto loop = must(tx->create_relationship(a, knows_, a, {}));
  const auto back = must(tx->create_relationship(b, knows_, a, {}));
  const auto again = must(tx->create_relationship(a, knows_, b, {}));
  for (const std::size_t rows : {1U, 2U, 100U}) {
    const ExpandColumns out = expand(*tx, {b, a}, Direction::either, {}, rows);
    EXPECT_EQ(out.relationship, (std::vector<RelationshipId>{back, knows_b, again, likes_b, loop,
                                                             knows_b, again, likes_b, back}));
    EXPECT_EQ(out.source_row, (std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1, 1, 1, 1}));
    EXPECT_EQ(out.outgoing, (std::vector<std::uint8_t>{1, 0, 0, 0, 1, 1, 1, 1, 0}));
  }
  const ExpandColumns in = expand(*tx, {a}, Direction::incoming, {knows_});
  EXPECT_EQ(in.relationship, (std::vector<RelationshipId>{loop, back}));
  EXPECT_EQ(in.neighbour, (std::vector<NodeId>{a, b}));
  EXPECT_EQ(must(tx->degree(a, Direction::either, {})), 5U);
  EXPECT_EQ(must(tx->degree(a, Direction::outgoing, {})), 4U);
  const RelationshipTypeId twice[] = {knows_, knows_};
  EXPECT_EQ(must(tx->degree(a, Direction::either, twice)), 4U);
  EXPECT_TRUE(expand(*tx, {NodeId(12345)}, Direction::either).source_row.empty());
}

TEST_P(TransactionTest, DeletingRelationshipsAndNodes) {
  auto tx = write();
  const NodeId a = make(*tx, {person_});
  const NodeId b = make(*tx, {person_});
  const auto r = must(tx->create_relationship(a, knows_, b, {{age_, 7}}));
  must(tx->create_relationship(a, knows_, a, {}));
  commit(tx);

  tx = write();
  ASSERT_TRUE(tx->delete_node(a));
  EXPECT_EQ(tx->check_deleted_nodes().error().detail, "DeleteConnectedNode");
  EXPECT_EQ(tx->commit().error().error_class, ErrorClass::constraint_verification_failed);

  tx = write();
  EXPECT_TRUE(must(tx->node_exists(a))) << "nothing of a failed commit may remain";
  ASSERT_TRUE(tx->delete_node(a));
  ASSERT_TRUE(tx->detach_delete_node(b));
  EXPECT_EQ(tx->check_deleted_nodes().error().detail, "DeleteConnectedNode") << "the loop is left";
  tx->rollback();

  tx = write();
  ASSERT_TRUE(tx->detach_delete_node(a));
  EXPECT_EQ(tx->changes().relationships_deleted, 2U);
  EXPECT_FALSE(must(tx->relationship_exists(r)));
  EXPECT_EQ(tx->create_relationship(a, knows_, b, {}).error().error_class,
            ErrorClass::entity_not_found);
  commit(tx);
  tx = read();
  EXPECT_EQ(must(tx->relationship_count()), 0U);
  EXPECT_EQ(must(tx->node_count(person_)), 1U);
  EXPECT_EQ(must(tx->degree(b, Direction::either, {})), 0U);
  EXPECT_TRUE(must(tx->relationship_types_in_use()).empty());
}

TEST_P(TransactionTest, CountsByLabelAndTypeStayExact) {
  auto tx = write();
  const NodeId a = make(*tx, {person_});
  const NodeId b = make(*tx, {city_});
  must(tx->create_relationship(a, knows_, b, {}));
  must(tx->create_relationship(a, likes_, b, {}));
  must(tx->create_relationship(b, likes_, b, {}));
  commit(tx);
  tx = write();
  const auto estimate = [&](std::optional<LabelId> l, std::optional<RelationshipTypeId> t,
                            Direction d) { return must(tx->estimate_relationships(l, t, d)); };
  EXPECT_EQ(estimate(person_, knows_, Direction::outgoing), 1);
  EXPECT_EQ(estimate(person_, std::nullopt, Direction::outgoing), 2);
  EXPECT_EQ(estimate(city_, likes_, Direction::incoming), 2);
  EXPECT_EQ(estimate(std::nullopt, likes_, Direction::incoming), 2);
  must(tx->add_label(a, city_));
  EXPECT_EQ(estimate(city_, likes_, Direction::outgoing), 2);
  must(tx->remove_label(b, city_));
  EXPECT_EQ(estimate(city_, likes_, Direction::incoming), 0);
  EXPECT_EQ(estimate(city_, likes_, Direction::outgoing), 1);
  // A node that goes before its relationships takes its share of the counts along.
  must(tx->add_label(b, city_));
  const ExpandColumns all = expand(*tx, {b}, Direction::either);
  ASSERT_TRUE(tx->delete_node(b));
  for (const RelationshipId r : all.relationship) ASSERT_TRUE(tx->delete_relationship(r));
  commit(tx);
  tx = write();
  EXPECT_EQ(estimate(city_, likes_, Direction::incoming), 0);
  EXPECT_EQ(estimate(person_, std::nullopt, Direction::either), 0);
}

TEST_P(TransactionTest, SavepointsUndoEverything) {
  auto tx = write();
  const NodeId a = make(*tx, {person_}, {{age_, 1}});
  const std::size_t outer = tx->savepoint();
  const NodeId b = make(*tx, {person_});
  must(tx->create_relationship(a, knows_, b, {}));
  must(tx->set_node_property(a, age_, 2));
  const std::size_t inner = tx->savepoint();
  must(tx->create_relationship(a, knows_, a, {}));
  must(tx->add_label(a, city_));
  ASSERT_TRUE(tx->delete_node(b));
  tx->rollback_to(inner);
  EXPECT_TRUE(must(tx->node_exists(b)));
  EXPECT_EQ(must(tx->degree(a, Direction::either, {})), 1U);
  EXPECT_FALSE(must(tx->has_label(a, city_)));
  EXPECT_TRUE(tx->check_deleted_nodes());
  tx->rollback_to(outer);
  EXPECT_FALSE(must(tx->node_exists(b)));
  EXPECT_EQ(must(tx->node_property(a, age_)).as_integer(), 1);
  EXPECT_EQ(must(tx->degree(a, Direction::either, {})), 0U);
  EXPECT_EQ(tx->changes().nodes_created, 1U);
  EXPECT_EQ(must(tx->node_count()), 1U);
  tx->rollback_to(outer);
  commit(tx);
  tx = read();
  EXPECT_EQ(must(tx->node_count()), 1U);
  EXPECT_EQ(must(tx->relationship_count()), 0U);
}

TEST_P(TransactionTest, CursorsDoNotChaseTheirOwnCreations) {
  auto tx = write();
  for (int i = 0; i < 10; ++i) make(*tx, {person_});
  auto cursor = must(tx->all_nodes());
  auto labelled = must(tx->nodes_with_label(person_));
  std::array<NodeId, 2> batch;
  std::size_t seen = 0;
  while (const std::size_t n = must(cursor->next(batch))) {
    seen += n;
    make(*tx, {person_});
    ASSERT_LE(seen, 10U);
  }
  EXPECT_EQ(seen, 10U);
  seen = 0;
  while (const std::size_t n = must(labelled->next(batch))) seen += n;
  EXPECT_EQ(seen, 10U);
}

TEST_P(TransactionTest, CursorsSurviveDeletionsUnderThem) {
  auto tx = write();
  std::vector<NodeId> nodes;
  for (int i = 0; i < 10; ++i) nodes.push_back(make(*tx, {person_}));
  commit(tx);
  tx = write();
  must(tx->set_node_property(nodes[9], age_, 1));
  auto cursor = must(tx->all_nodes());
  std::array<NodeId, 1> batch;
  std::vector<NodeId> seen;
  while (must(cursor->next(batch)) == 1) {
    seen.push_back(batch[0]);
    ASSERT_TRUE(tx->delete_node(batch[0]));
  }
  EXPECT_EQ(seen, nodes);
  EXPECT_EQ(must(tx->node_count()), 0U);
}

TEST_P(TransactionTest, AllRelationshipsGivesTheirEnds) {
  auto tx = write();
  const NodeId a = make(*tx, {});
  const NodeId b = make(*tx, {});
  const auto first = must(tx->create_relationship(a, knows_, b, {}));
  commit(tx);
  tx = write();
  const auto second = must(tx->create_relationship(b, likes_, a, {}));
  auto cursor = must(tx->all_relationships());
  std::array<RelationshipEnds, 4> batch;
  ASSERT_EQ(must(cursor->next(batch)), 2U);
  EXPECT_EQ(batch[0].id, first);
  EXPECT_EQ(batch[1].id, second);
  EXPECT_EQ(batch[1].source, b);
  EXPECT_EQ(batch[1].type, likes_);
  EXPECT_EQ(must(cursor->next(batch)), 0U);
}

ENTENTE_OVER_ALL_STORES(TransactionTest);

}  // namespace
}  // namespace entente::storage
