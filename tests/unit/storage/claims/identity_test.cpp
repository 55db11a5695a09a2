#include "storage/claims/identity.hpp"

#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

class IdentityTest : public testing::StoreFixture {
 protected:
  static NodeId person(Transaction& tx, const std::string& name) {
    return node(tx, "Person", name);
  }
  static NodeId node(Transaction& tx, const std::string& label, const std::string& name) {
    const std::vector<LabelId> labels = {must(tx.get_or_create_label(label))};
    return must(tx.create_node(labels, {{must(tx.get_or_create_property_key("name")), name}}));
  }
  static void relate(Transaction& tx, NodeId from, std::string_view type, NodeId to) {
    must(tx.create_relationship(from, must(tx.get_or_create_relationship_type(type)), to, {}));
  }
  static NodeId day(Transaction& tx, const std::string& iso) {
    const std::vector<LabelId> labels = {must(tx.get_or_create_label("Date"))};
    return must(tx.create_node(labels, {{must(tx.get_or_create_property_key("name")), iso},
                                        {must(tx.get_or_create_property_key("date")), iso}}));
  }
  static IdentityFact rule(double confidence) {
    IdentityFact fact;
    fact.reason = "short name";
    fact.confidence = confidence;
    fact.made_by = "rule";
    return fact;
  }
};

TEST_P(IdentityTest, MergedNodeLeadsToTheOneItWasMergedInto) {
  auto tx = write();
  const NodeId a = person(*tx, "Putin");
  const NodeId b = person(*tx, "Vladimir Putin");
  EXPECT_EQ(must(same_nodes(*tx, a)), std::vector<NodeId>{a});
  EXPECT_EQ(must(merge_nodes(*tx, a, b, {})), IdentityChange::made);
  EXPECT_EQ(must(same_nodes(*tx, a)), (std::vector<NodeId>{b, a}));
  EXPECT_EQ(must(canonical_node(*tx, b)), b);
  EXPECT_EQ(must(merge_nodes(*tx, a, b, {})), IdentityChange::unchanged);
}

TEST_P(IdentityTest, MergingTheOtherWayTurnsTheLinkAround) {
  auto tx = write();
  const NodeId a = person(*tx, "Facebook");
  const NodeId b = person(*tx, "Meta");
  must(merge_nodes(*tx, a, b, {}));
  must(merge_nodes(*tx, b, a, {}));
  EXPECT_EQ(must(canonical_node(*tx, b)), a);
}

TEST_P(IdentityTest, SplitIsRememberedUntilTheyAreMergedAgain) {
  auto tx = write();
  const NodeId a = person(*tx, "George Bush");
  const NodeId b = person(*tx, "George W. Bush");
  must(merge_nodes(*tx, a, b, {}));
  EXPECT_EQ(must(split_nodes(*tx, a, b, SplitMemory::remember, {})), IdentityChange::made);
  EXPECT_TRUE(must(are_different(*tx, b, a)));
  EXPECT_EQ(must(same_nodes(*tx, a)), std::vector<NodeId>{a});
  must(merge_nodes(*tx, a, b, {}));
  EXPECT_FALSE(must(are_different(*tx, a, b)));
  EXPECT_EQ(must(canonical_node(*tx, a)), b);
}

TEST_P(IdentityTest, ForgettingLeavesWhatRulesSay) {
  auto tx = write();
  const NodeId a = person(*tx, "Putin");
  const NodeId b = person(*tx, "Vladimir Putin");
  must(put_identity_fact(*tx, a, same_as_type, b, rule(0.5)));
  const auto nothing = split_nodes(*tx, a, b, SplitMemory::forget, {});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().error_class, ErrorClass::not_found);
  must(merge_nodes(*tx, b, a, {}));
  must(split_nodes(*tx, b, a, SplitMemory::forget, {}));
  EXPECT_EQ(must(canonical_node(*tx, a)), b);
  EXPECT_FALSE(must(are_different(*tx, a, b)));
}

TEST_P(IdentityTest, AChainNeverBringsDifferentNodesTogether) {
  auto tx = write();
  const NodeId a = person(*tx, "A");
  const NodeId b = person(*tx, "B");
  const NodeId c = person(*tx, "C");
  must(put_identity_fact(*tx, a, same_as_type, c, rule(0.9)));
  must(put_identity_fact(*tx, b, same_as_type, c, rule(0.5)));
  EXPECT_EQ(must(same_nodes(*tx, a)), (std::vector<NodeId>{c, a, b}));
  must(split_nodes(*tx, a, b, SplitMemory::remember, {}));
  // The weaker of the two links gives way.
  EXPECT_EQ(must(same_nodes(*tx, a)), (std::vector<NodeId>{c, a}));
  EXPECT_EQ(must(same_nodes(*tx, c)), (std::vector<NodeId>{c, a}));
  EXPECT_EQ(must(same_nodes(*tx, b)), std::vector<NodeId>{b});
}

TEST_P(IdentityTest, WhatPeopleStateIsSurerThanAnyRule) {
  auto tx = write();
  const NodeId a = person(*tx, "A");
  const NodeId b = person(*tx, "B");
  const NodeId c = person(*tx, "C");
  must(put_identity_fact(*tx, a, same_as_type, c, rule(1)));
  must(merge_nodes(*tx, b, c, {}));
  must(split_nodes(*tx, a, b, SplitMemory::remember, {}));
  EXPECT_EQ(must(same_nodes(*tx, b)), (std::vector<NodeId>{c, b}));
  EXPECT_EQ(must(same_nodes(*tx, a)), std::vector<NodeId>{a});
}

TEST_P(IdentityTest, KindsAndFactsSpeakAgainstAMerge) {
  auto tx = write();
  const NodeId man = person(*tx, "Paris");
  const NodeId city = node(*tx, "City", "Paris");
  const auto kinds = merge_nodes(*tx, man, city, {});
  ASSERT_FALSE(kinds);
  EXPECT_EQ(kinds.error().error_class, ErrorClass::argument_error);
  EXPECT_EQ(kinds.error().message, "the two cannot be one: one is a Person, the other a City");

  const NodeId father = person(*tx, "George H. W. Bush");
  const NodeId son = person(*tx, "George W. Bush");
  relate(*tx, father, "BORN_ON", day(*tx, "1924-06-12"));
  relate(*tx, son, "BORN_ON", day(*tx, "1946-07-06"));
  const auto dates = merge_nodes(*tx, father, son, {});
  ASSERT_FALSE(dates);
  EXPECT_NE(dates.error().message.find("BORN_ON of 'George H. W. Bush' is 1924-06-12"),
            std::string::npos)
      << dates.error().message;
}

TEST_P(IdentityTest, AYearAndADayInItSpeakOfOneBirth) {
  auto tx = write();
  const NodeId a = person(*tx, "Angela Merkel");
  const NodeId b = person(*tx, "Merkel");
  relate(*tx, a, "BORN_ON", day(*tx, "1954-07-17"));
  relate(*tx, b, "BORN_ON", day(*tx, "1954"));
  EXPECT_EQ(must(identity_conflict(*tx, a, b)), std::nullopt);
}

TEST_P(IdentityTest, KindredLabelsMayBeOne) {
  auto tx = write();
  const NodeId a = node(*tx, "Company", "Gazprom");
  const NodeId b = node(*tx, "Organization", "Gazprom");
  EXPECT_EQ(must(identity_conflict(*tx, a, b)), std::nullopt);
}

TEST_P(IdentityTest, NodesThatAreNotThereAreTheCallersMistake) {
  auto tx = write();
  const NodeId a = person(*tx, "A");
  EXPECT_EQ(merge_nodes(*tx, a, NodeId(99'999), {}).error().error_class,
            ErrorClass::argument_error);
  EXPECT_EQ(merge_nodes(*tx, a, a, {}).error().error_class, ErrorClass::argument_error);
}

TEST_P(IdentityTest, VeryLongChainsAreALimitNotAHang) {
  auto tx = write();
  NodeId last = person(*tx, "0");
  const NodeId first = last;
  for (std::size_t i = 0; i <= identity_group_max; ++i) {
    const NodeId next = person(*tx, std::to_string(i + 1));
    must(put_identity_fact(*tx, last, same_as_type, next, rule(0.5)));
    last = next;
  }
  EXPECT_EQ(same_nodes(*tx, first).error().error_class, ErrorClass::limit_exceeded);
}

ENTENTE_OVER_ALL_STORES(IdentityTest);

}  // namespace
}  // namespace entente::storage
