#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class IndexTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    person_ = must(tx->get_or_create_label("Person"));
    age_ = must(tx->get_or_create_property_key("age"));
    name_ = must(tx->get_or_create_property_key("name"));
  }
  NodeId person(Transaction& tx, Properties properties) {
    const LabelId labels[] = {person_};
    return must(tx.create_node(labels, std::move(properties)));
  }
  IndexId index(IndexKind kind, std::vector<PropertyKeyId> properties) {
    auto tx = write();
    const auto definition = must(tx->create_index("", kind, person_, std::move(properties)));
    commit(tx);
    return definition.id;
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
  static std::vector<NodeId> seek(Transaction& tx, IndexId index, std::vector<Value> values) {
    return drain(tx.index_seek(index, values));
  }
  using Nodes = std::vector<NodeId>;

  LabelId person_;
  PropertyKeyId age_, name_;
};

TEST_P(IndexTest, FollowsEveryChangeOfANode) {
  for (const IndexKind kind : {IndexKind::range, IndexKind::unique}) {
    SCOPED_TRACE(static_cast<int>(kind));
    const IndexId id = index(kind, {age_});
    auto tx = write();
    const NodeId node = person(*tx, {{age_, 1}});
    EXPECT_EQ(seek(*tx, id, {1}), Nodes{node});
    commit(tx);
    tx = write();
    EXPECT_EQ(seek(*tx, id, {1.0}), Nodes{node}) << "1 = 1.0 in Cypher";
    must(tx->set_node_property(node, age_, 2));
    EXPECT_TRUE(seek(*tx, id, {1}).empty());
    EXPECT_EQ(seek(*tx, id, {2}), Nodes{node});
    commit(tx);
    tx = write();
    must(tx->remove_label(node, person_));
    EXPECT_TRUE(seek(*tx, id, {2}).empty());
    must(tx->add_label(node, person_));
    EXPECT_EQ(seek(*tx, id, {2}), Nodes{node});
    EXPECT_EQ(must(tx->estimate_distinct(id)), 1);
    ASSERT_TRUE(tx->delete_node(node));
    EXPECT_TRUE(seek(*tx, id, {2}).empty());
    commit(tx);
    tx = write();
    EXPECT_EQ(must(tx->estimate_distinct(id)), 0);
    ASSERT_TRUE(tx->drop_index(id));
    commit(tx);
  }
}

TEST_P(IndexTest, IsBuiltFromWhatIsThereAndDropped) {
  auto tx = write();
  Nodes nodes;
  for (int i = 0; i < 50; ++i) nodes.push_back(person(*tx, {{age_, i % 5}}));
  person(*tx, {{name_, "no age"}});
  commit(tx);
  const IndexId id = index(IndexKind::range, {age_});
  reopen();
  tx = write();
  ASSERT_EQ(tx->indexes().size(), 1U);
  EXPECT_EQ(tx->indexes()[0].name, "index_Person_age");
  EXPECT_EQ(seek(*tx, id, {3}).size(), 10U);
  EXPECT_EQ(must(tx->estimate_distinct(id)), 5);
  EXPECT_EQ(tx->create_index("", IndexKind::range, person_, {age_}).error().error_class,
            ErrorClass::schema_error);
  ASSERT_TRUE(tx->drop_index(id));
  EXPECT_EQ(tx->index_seek(id, {}).error().error_class, ErrorClass::schema_error);
  commit(tx);
  tx = read();
  EXPECT_TRUE(tx->indexes().empty());
}

TEST_P(IndexTest, EstimatesDistinctValues) {
  const IndexId id = index(IndexKind::range, {age_});
  const IndexId names = index(IndexKind::range, {name_});
  auto tx = write();
  EXPECT_EQ(must(tx->estimate_distinct(id)), 0);
  // The first value alone fills any sample of the first entries.
  for (int i = 0; i < 3000; ++i) {
    person(*tx, {{age_, i < 2900 ? 0 : i % 4}, {name_, std::to_string(i / 2)}});
  }
  EXPECT_EQ(must(tx->estimate_distinct(id)), 4);
  EXPECT_NEAR(must(tx->estimate_distinct(names)), 1500, 10);
  EXPECT_EQ(tx->estimate_distinct(IndexId(99)).error().error_class, ErrorClass::schema_error);
}

TEST_P(IndexTest, Ranges) {
  const IndexId id = index(IndexKind::range, {age_});
  auto tx = write();
  const NodeId five = person(*tx, {{age_, 5}});
  const NodeId minus = person(*tx, {{age_, -1}});
  commit(tx);
  tx = write();
  const NodeId half = person(*tx, {{age_, 5.5}});
  const NodeId nan = person(*tx, {{age_, std::nan("")}});
  const NodeId text = person(*tx, {{age_, "five"}});
  const NodeId longer = person(*tx, {{age_, "five!"}});
  const NodeId yes = person(*tx, {{age_, true}});
  const auto range = [&](RangeBound lower, RangeBound upper) {
    return drain(tx->index_range(id, lower, upper));
  };
  EXPECT_EQ(range({Value(5), true}, {}), (Nodes{five, half}));
  EXPECT_EQ(range({Value(5), false}, {}), (Nodes{half}));
  EXPECT_EQ(range({}, {Value(5.5), false}), (Nodes{minus, five}));
  EXPECT_EQ(range({Value(-1), true}, {Value(5), true}), (Nodes{minus, five}));
  EXPECT_EQ(range({Value("five"), true}, {}), (Nodes{text, longer}));
  EXPECT_EQ(range({Value("five"), false}, {}), (Nodes{longer}));
  EXPECT_TRUE(range({Value(1), true}, {Value("z"), true}).empty());
  EXPECT_TRUE(range({Value(std::nan("")), true}, {}).empty());
  EXPECT_TRUE(range({Value(9), true}, {Value(3), true}).empty());
  EXPECT_EQ(drain(tx->index_prefix(id, "five")), (Nodes{text, longer}));
  EXPECT_EQ(drain(tx->index_prefix(id, "five!")), (Nodes{longer}));
  EXPECT_TRUE(seek(*tx, id, {std::nan("")}).empty());
  EXPECT_TRUE(seek(*tx, id, {Value()}).empty());
  EXPECT_EQ(range({}, {}).size(), 7U);
  static_cast<void>(nan);
  static_cast<void>(yes);
}

TEST_P(IndexTest, CompositeIndexes) {
  const IndexId id = index(IndexKind::range, {name_, age_});
  auto tx = write();
  const NodeId b2 = person(*tx, {{name_, "b"}, {age_, 2}});
  const NodeId b1 = person(*tx, {{name_, "b"}, {age_, 1}});
  person(*tx, {{name_, "b"}});
  EXPECT_EQ(seek(*tx, id, {"b", 1}), Nodes{b1});
  EXPECT_EQ(seek(*tx, id, {"b"}), (Nodes{b2, b1})) << "by node, whatever the second value";
  EXPECT_EQ(drain(tx->index_range(id, {Value("b"), true}, {})), (Nodes{b1, b2}));
}

TEST_P(IndexTest, UniqueConstraintIsKept) {
  const IndexId id = index(IndexKind::unique, {name_});
  auto tx = write();
  const NodeId ann = person(*tx, {{name_, "Ann"}});
  const auto second = tx->create_node(std::array{person_}, {{name_, "Ann"}});
  EXPECT_EQ(second.error().error_class, ErrorClass::constraint_validation_failed);
  EXPECT_EQ(must(tx->node_count()), 1U) << "the refused node left something";
  const NodeId bob = person(*tx, {{name_, "Bob"}});
  EXPECT_FALSE(tx->set_node_property(bob, name_, "Ann"));
  EXPECT_EQ(must(tx->node_property(bob, name_)).as_string(), "Bob");
  EXPECT_EQ(seek(*tx, id, {"Bob"}), Nodes{bob});
  // The value is free as soon as its holder lets go.
  must(tx->set_node_property(ann, name_, "Anna"));
  EXPECT_TRUE(tx->set_node_property(bob, name_, "Ann"));
  person(*tx, {});
  person(*tx, {});
  person(*tx, {{name_, std::nan("")}});
  person(*tx, {{name_, std::nan("")}});
  commit(tx);
  tx = write();
  EXPECT_EQ(seek(*tx, id, {"Ann"}), Nodes{bob});
  EXPECT_EQ(drain(tx->index_prefix(id, "An")), (Nodes{bob, ann}));
  const auto stranger = must(tx->create_node({}, {{name_, "Ann"}}));
  EXPECT_FALSE(tx->add_label(stranger, person_));
  EXPECT_FALSE(must(tx->has_label(stranger, person_)));
}

TEST_P(IndexTest, UniqueConstraintOverDuplicatesIsRefused) {
  auto tx = write();
  person(*tx, {{name_, "Ann"}});
  person(*tx, {{name_, "Ann"}});
  commit(tx);
  tx = write();
  const auto refused = tx->create_index("", IndexKind::unique, person_, {name_});
  EXPECT_EQ(refused.error().error_class, ErrorClass::constraint_verification_failed);
}

TEST_P(IndexTest, TooLongValuesAreRefusedWhole) {
  index(IndexKind::range, {name_});
  auto tx = write();
  const std::string huge(100'000, 'x');
  const auto refused = tx->create_node(std::array{person_}, {{name_, huge}});
  EXPECT_EQ(refused.error().error_class, ErrorClass::limit_exceeded);
  EXPECT_EQ(must(tx->node_count()), 0U);
}

TEST_P(IndexTest, SchemaVersionGrowsWithSchemaAndNames) {
  const auto before = store().schema_version();
  index(IndexKind::range, {name_});
  const auto after = store().schema_version();
  EXPECT_GT(after, before);
  auto tx = write();
  must(tx->get_or_create_label("Fresh"));
  EXPECT_GT(store().schema_version(), after);
}

ENTENTE_OVER_ALL_STORES(IndexTest);

}  // namespace
}  // namespace entente::storage
