#include "ingest/import_base/external_ids.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::importing {
namespace {

TEST(ExternalIdsTest, GroupsAndGrowth) {
  ExternalIds ids;
  EXPECT_EQ(ids.find(std::nullopt, "x").outcome, ExternalIds::Lookup::unknown);
  for (std::uint64_t i = 1; i <= 5000; ++i) {
    NodeId& place = ids.at(0, "id" + std::to_string(i));
    EXPECT_EQ(place.value, 0U);
    place = NodeId(i);
  }
  EXPECT_EQ(ids.at(0, "id77"), NodeId(77));
  ids.at(1, "id77") = NodeId(9000);
  EXPECT_EQ(ids.size(), 5001U);
  EXPECT_EQ(ids.find(std::nullopt, "id78").node, NodeId(78));
  EXPECT_EQ(ids.find(0, "id77").node, NodeId(77));
  EXPECT_EQ(ids.find(1, "id77").node, NodeId(9000));
  EXPECT_EQ(ids.find(1, "id78").outcome, ExternalIds::Lookup::unknown);
  EXPECT_EQ(ids.find(std::nullopt, "id77").outcome, ExternalIds::Lookup::ambiguous);
  EXPECT_EQ(ids.id(5000), "id77");
  EXPECT_EQ(ids.group(5000), 1U);
}

TEST(ExternalIdsTest, AnIdWithoutItsNodeIsNotFound) {
  ExternalIds ids;
  ids.at(0, "rejected");
  EXPECT_EQ(ids.find(0, "rejected").outcome, ExternalIds::Lookup::unknown);
  ids.at(1, "rejected") = NodeId(7);
  EXPECT_EQ(ids.find(std::nullopt, "rejected").node, NodeId(7));
}

}  // namespace
}  // namespace entente::importing
