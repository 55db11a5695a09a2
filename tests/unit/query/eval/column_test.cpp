#include "query/eval/column.hpp"

#include <gtest/gtest.h>

namespace entente::query {
namespace {

Value relationship_value(std::uint64_t id) {
  Relationship r;
  r.id = RelationshipId(id);
  r.type_id = RelationshipTypeId(3);
  r.source = NodeId(1);
  r.target = NodeId(2);
  return Value(std::move(r));
}

/// One value for each representation, with a second of the same kind.
std::vector<std::vector<Value>> samples() {
  return {{true, false},
          {1, 2},
          {1.5, -0.0},
          {NodeId(7), NodeId(8)},
          {relationship_value(5), relationship_value(6)},
          {"a", "b"},
          {Value(ValueList{1, 2}), Value(ValueList{})}};
}

TEST(Column, AppendingTakesTheTypeOfTheFirstValue) {
  const std::vector<ColumnType> expected = {
      ColumnType::boolean,      ColumnType::integer, ColumnType::floating, ColumnType::node,
      ColumnType::relationship, ColumnType::value,   ColumnType::value};
  const auto all = samples();
  for (std::size_t i = 0; i < all.size(); ++i) {
    Column column;
    for (const Value& value : all[i]) column.append(value);
    EXPECT_EQ(column.type(), expected[i]) << i;
    ASSERT_EQ(column.size(), all[i].size());
    for (std::size_t row = 0; row < all[i].size(); ++row) {
      EXPECT_TRUE(identical(column.get(row), all[i][row])) << i;
    }
  }
}

TEST(Column, NullsKeepTheTypeAndTheRowsBefore) {
  for (const auto& values : samples()) {
    Column column;
    column.append(values[0]);
    const ColumnType type = column.type();
    column.append_null();
    column.append(values[1]);
    EXPECT_EQ(column.type(), type);
    EXPECT_FALSE(column.all_valid());
    EXPECT_FALSE(column.is_null(0));
    EXPECT_TRUE(column.is_null(1));
    EXPECT_TRUE(column.get(1).is_null());
    EXPECT_FALSE(column.is_null(2));
    EXPECT_TRUE(identical(column.get(2), values[1]));
  }
}

TEST(Column, AnotherKindMakesItGeneral) {
  Column column;
  column.append(1);
  column.append_null();
  column.append("text");
  EXPECT_EQ(column.type(), ColumnType::value);
  EXPECT_TRUE(identical(column.get(0), Value(1)));
  EXPECT_TRUE(column.is_null(1));
  EXPECT_TRUE(identical(column.get(2), Value("text")));
}

TEST(Column, ResolvedElementsAreNotReducedToReferences) {
  Node node;
  node.id = NodeId(4);
  node.labels = {"A"};
  Column column;
  column.append(Value(NodeId(3)));
  column.append(Value(node));
  EXPECT_EQ(column.type(), ColumnType::value);
  EXPECT_EQ(column.get(1).as_node().labels.front(), "A");
}

TEST(Column, GatherEqualsAppendingRowByRow) {
  for (const auto& source_values : samples()) {
    for (const auto& target_values : samples()) {
      Column source;
      source.append(source_values[0]);
      source.append_null();
      source.append(source_values[1]);
      Column target;
      target.append(target_values[0]);
      const std::vector<std::uint32_t> rows = {2, 0, 1, 2};
      target.gather(source, rows);
      ASSERT_EQ(target.size(), 5U);
      EXPECT_TRUE(identical(target.get(0), target_values[0]));
      for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_TRUE(identical(target.get(i + 1), source.get(rows[i])));
      }
    }
  }
}

TEST(Column, RepeatTruncateAndReset) {
  Column source;
  source.append(Value(NodeId(9)));
  Column column;
  column.append_repeated(source, 0, 3);
  EXPECT_EQ(column.type(), ColumnType::node);
  EXPECT_EQ(column.size(), 3U);
  column.append_null();
  column.truncate(2);
  EXPECT_EQ(column.size(), 2U);
  EXPECT_EQ(column.nodes().back(), NodeId(9));
  column.reset(ColumnType::integer);
  EXPECT_EQ(column.size(), 0U);
  EXPECT_TRUE(column.all_valid());
}

TEST(Batch, SelectKeepsOrderAndLeavesUnboundColumns) {
  Batch batch(3);
  batch.column(0).append(1);
  batch.column(0).append(2);
  batch.column(2).append("a");
  batch.column(2).append("b");
  batch.set_rows(2);
  const std::vector<std::uint32_t> rows = {1, 0, 1};
  batch.select(rows);
  EXPECT_EQ(batch.rows(), 3U);
  EXPECT_EQ(batch.column(0).integers(), (std::vector<std::int64_t>{2, 1, 2}));
  EXPECT_EQ(batch.column(1).type(), ColumnType::empty);
  EXPECT_EQ(batch.column(2).get(1).as_string(), "a");
}

TEST(Batch, GatherTakesOnlyTheSlotsAskedFor) {
  Batch from(2);
  from.column(0).append(1);
  from.column(1).append(2);
  from.set_rows(1);
  Batch to(2);
  const std::vector<std::uint32_t> rows = {0, 0};
  const std::vector<Slot> slots = {1};
  to.gather(from, rows, slots);
  EXPECT_EQ(to.rows(), 2U);
  EXPECT_EQ(to.column(0).type(), ColumnType::empty);
  EXPECT_EQ(to.column(1).integers(), (std::vector<std::int64_t>{2, 2}));
}

}  // namespace
}  // namespace entente::query
