#include "query/exec/row_file.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "entente/database.hpp"
#include "query/exec/batch_util.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::query {
namespace {

class RowFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = std::move(storage::GraphStore::open({})).value();
    transaction_ = std::move(store_->begin(storage::AccessMode::read)).value();
    space_.set_limits(1U << 20U, 1U << 30U, "");
  }

  /// What a file gives back of the batches written to it, one after the other.
  std::vector<ValueList> round_trip(const std::vector<Batch>& batches, std::vector<Slot> slots) {
    EvalContext context{*transaction_, parameters_, memory_, interruption_, {}, 0};
    RowFile file(space_, slots);
    for (const Batch& batch : batches) EXPECT_TRUE(file.append(context, batch));
    EXPECT_TRUE(file.rewind(context));
    std::vector<ValueList> rows;
    Batch out(batches.front().symbol_count());
    while (true) {
      out.clear();
      const auto more = file.read(context, out);
      EXPECT_TRUE(more);
      if (!more || !*more) break;
      for (std::size_t row = 0; row < out.rows(); ++row) {
        ValueList& values = rows.emplace_back();
        for (const Slot slot : slots) {
          const Column& column = out.column(slot);
          values.push_back(column.type() == ColumnType::empty ? Value() : column.get(row));
        }
      }
    }
    EXPECT_EQ(file.rows(), rows.size());
    return rows;
  }

  static Batch batch_of(std::vector<Value> values) {
    Batch batch(1);
    batch.set_rows(values.size());
    batch.column(0).assign(std::move(values));
    return batch;
  }

  std::shared_ptr<storage::GraphStore> store_;
  std::unique_ptr<storage::Transaction> transaction_;
  Parameters parameters_;
  MemoryBudget memory_{1U << 20U};
  Interruption interruption_{StopToken(), std::nullopt};
  SpillSpace space_;
};

TEST_F(RowFiles, KeepEveryKindOfValue) {
  Relationship bare;
  bare.id = RelationshipId(7);
  bare.type_id = RelationshipTypeId(3);
  bare.source = NodeId(1);
  bare.target = NodeId(1ULL << 40U);
  Relationship whole = bare;
  whole.resolved = true;
  whole.type = "KNOWS";
  whole.properties = {{"since", Value(Date{-400})}};
  const Value node(Node{NodeId(5), {"A", "B"}, {{"k", Value("v")}}});
  Path path;
  path.nodes = {node, Value(NodeId(9))};
  path.relationships = {Value(whole)};
  const std::vector<Value> values = {
      Value(),
      Value(true),
      Value(std::numeric_limits<std::int64_t>::min()),
      Value(-0.0),
      Value(std::numeric_limits<double>::infinity()),
      Value(std::nan("")),
      Value(std::string("a\0b", 3)),
      Value(ValueList{Value(1), Value(ValueList{}), Value()}),
      Value::map({{"a", Value(1.5)}, {"", Value::map({})}}),
      node,
      Value(NodeId(1ULL << 60U)),
      Value(bare),
      Value(whole),
      Value(path),
      Value(LocalTime{86'399'999'999'999}),
      Value(Time{5, -3600}),
      Value(LocalDateTime{-5, 999'999'999}),
      Value(DateTime{1, 2, 3600, "Europe/Berlin"}),
      Value(Duration{-1, 2, -3, 4}),
      Value(Point{4979, 1.25, -2.5, 3.75}),
  };
  const auto rows = round_trip({batch_of(values)}, {0});
  ASSERT_EQ(rows.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_TRUE(identical(rows[i][0], values[i])) << i << " " << rows[i][0].to_text();
    EXPECT_EQ(rows[i][0].to_text(), values[i].to_text());
  }
  EXPECT_TRUE(std::signbit(rows[3][0].as_float()));
}

TEST_F(RowFiles, KeepColumnsThatChangeTheirRepresentation) {
  std::vector<Batch> batches;
  batches.push_back(batch_of({Value(1), Value(), Value(3)}));
  batches.push_back(batch_of({Value(0.5)}));
  Batch unbound(1);
  unbound.set_rows(2);
  batches.push_back(std::move(unbound));
  batches.push_back(batch_of({Value(true), Value(NodeId(4))}));
  const auto rows = round_trip(batches, {0});
  ASSERT_EQ(rows.size(), 8U);
  std::string text;
  for (const auto& row : rows) text += row[0].to_text() + " ";
  EXPECT_EQ(text, "1 null 3 0.5 null null true (#4) ");
}

TEST_F(RowFiles, SplitLargeBatchesIntoChunks) {
  std::vector<Value> values;
  for (int i = 0; i < 5000; ++i)
    values.emplace_back(std::string(static_cast<std::size_t>(i % 97), 'x'));
  const auto rows = round_trip({batch_of(values)}, {0});
  ASSERT_EQ(rows.size(), values.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_TRUE(identical(rows[i][0], values[i]));
}

TEST_F(RowFiles, GiveTheirBytesBack) {
  EvalContext context{*transaction_, parameters_, memory_, interruption_, {}, 0};
  {
    RowFile file(space_, {0});
    ASSERT_TRUE(file.append(context, batch_of({Value(1)})));
    ASSERT_TRUE(file.rewind(context));
    EXPECT_GT(space_.used(), 0U);
  }
  EXPECT_EQ(space_.used(), 0U);
}

}  // namespace
}  // namespace entente::query
