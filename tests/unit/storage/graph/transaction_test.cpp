#include <gtest/gtest.h>

#include <algorithm>

#include "storage/graph/graph_store.hpp"

namespace entente::storage {
namespace {

TEST(Smoke, Basic) {
  auto opened = GraphStore::open({});
  ASSERT_TRUE(opened) << opened.error().message;
  auto store = *opened;
  auto tx = std::move(store->begin(AccessMode::write)).value();
  const LabelId person = *tx->get_or_create_label("Person");
  const auto knows = *tx->get_or_create_relationship_type("KNOWS");
  const auto name = *tx->get_or_create_property_key("name");
  const LabelId labels[] = {person};
  const NodeId a = *tx->create_node(labels, {{name, Value("Ann")}});
  const NodeId b = *tx->create_node(labels, {{name, Value("Bob")}});
  const auto r = tx->create_relationship(a, knows, b, {});
  ASSERT_TRUE(r) << r.error().message;
  ASSERT_TRUE(tx->create_relationship(a, knows, a, {}));
  EXPECT_EQ(*tx->node_count(person), 2U);
  EXPECT_EQ(*tx->degree(a, Direction::either, {}), 2U);
  const auto committed = tx->commit();
  ASSERT_TRUE(committed) << committed.error().message;
  tx.reset();
  tx = std::move(store->begin(AccessMode::read)).value();
  EXPECT_EQ(*tx->node_count(), 2U);
  EXPECT_EQ(*tx->relationship_count(knows), 2U);
  EXPECT_EQ(tx->node_property(b, name)->as_string(), "Bob");
  auto expansion = std::move(tx->expand(Direction::either, {})).value();
  const NodeId sources[] = {b, a};
  ASSERT_TRUE(expansion->begin(sources));
  ExpandColumns out;
  while (*expansion->next(out, 1)) {
  }
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out.neighbour[0], a);
  EXPECT_EQ(out.outgoing[0], 0);
  EXPECT_EQ(out.neighbour[1], a);
  EXPECT_EQ(out.neighbour[2], b);
}

}  // namespace
}  // namespace entente::storage
