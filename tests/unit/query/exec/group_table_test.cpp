#include "query/exec/group_table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "entente/database.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::query {
namespace {

class GroupTables : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = std::move(storage::GraphStore::open({})).value();
    transaction_ = std::move(store_->begin(storage::AccessMode::read)).value();
  }

  std::vector<std::uint32_t> assign(GroupTable& table, const Column& column) {
    EvalContext context{*transaction_, parameters_, memory_, interruption_, {}, 0};
    const Column* keys[] = {&column};
    std::vector<std::uint32_t> groups;
    EXPECT_TRUE(table.assign(context, keys, column.size(), groups));
    return groups;
  }

  static Column column(std::initializer_list<Value> values) {
    Column result;
    for (const Value& value : values) result.append(value);
    return result;
  }

  using Groups = std::vector<std::uint32_t>;
  std::shared_ptr<storage::GraphStore> store_;
  std::unique_ptr<storage::Transaction> transaction_;
  Parameters parameters_;
  MemoryBudget memory_{1U << 20U};
  Interruption interruption_{StopToken(), std::nullopt};
};

TEST_F(GroupTables, NumbersKeysByFirstAppearance) {
  GroupTable table(1);
  EXPECT_EQ(assign(table, column({7, 3, 7, Value(), 3, Value()})), Groups({0, 1, 0, 2, 1, 2}));
  EXPECT_EQ(table.size(), 3U);
  EXPECT_TRUE(table.key(0).is_null(2));
}

TEST_F(GroupTables, KeepsNumbersWhenKeysBecomeGeneral) {
  GroupTable table(1);
  EXPECT_EQ(assign(table, column({1, 2, 0})), Groups({0, 1, 2}));
  EXPECT_EQ(assign(table, column({Value("x"), Value(2.0), Value(1), Value(std::nan("")),
                                  Value(std::nan(""))})),
            Groups({3, 1, 0, 4, 4}));
}

TEST_F(GroupTables, TellsNullFromZero) {
  GroupTable table(1);
  EXPECT_EQ(assign(table, column({0, Value(), 0})), Groups({0, 1, 0}));
}

TEST_F(GroupTables, GrowsAndCountsItsMemory) {
  GroupTable table(1);
  Column many(ColumnType::integer);
  for (std::int64_t i = 0; i < 5000; ++i) many.integers().push_back(i * 1'000'003);
  const Groups groups = assign(table, many);
  for (std::uint32_t i = 0; i < groups.size(); ++i) ASSERT_EQ(groups[i], i);
  EXPECT_GT(memory_.used(), 5000U * 16);
  table.clear();
  EXPECT_EQ(memory_.used(), 0U);
}

}  // namespace
}  // namespace entente::query
