#include "storage/graph/counter_table.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "storage/format/counter.hpp"
#include "storage/kv/memory_store.hpp"

namespace entente::storage {
namespace {

TEST(CounterTable, AddsUpWhatTheStoreHolds) {
  const auto store = make_memory_store();
  WriteBatch batch;
  batch.put(KeyFamily::statistics, StatisticKey::nodes().encode(), encode_counter(5));
  batch.merge(KeyFamily::statistics, StatisticKey::nodes().encode(), encode_counter(-2));
  batch.put(KeyFamily::statistics, "damaged", "x");
  ASSERT_TRUE(store->write(batch, {}));
  CounterTable table = *CounterTable::load(**store->snapshot());
  EXPECT_EQ(table.value(StatisticKey::nodes()), 3);
  EXPECT_EQ(table.value(StatisticKey::relationships()), 0);

  const CounterTable before = table;
  const CounterDeltas deltas = {{StatisticKey::nodes(), 4}, {StatisticKey::relationships(), 7}};
  ASSERT_TRUE(table.add(deltas));
  EXPECT_EQ(table.value(StatisticKey::nodes()), 7);
  EXPECT_EQ(before.value(StatisticKey::nodes()), 3);

  WriteBatch written;
  table.write(deltas, written);
  ASSERT_EQ(written.size(), 2U);
  EXPECT_EQ(written[0].kind, WriteKind::put);
  EXPECT_EQ(written[0].value, encode_counter(7));
  EXPECT_EQ(written[1].value, encode_counter(7));
}

TEST(CounterTable, RefusesToOverflow) {
  CounterTable table;
  ASSERT_TRUE(table.add({{StatisticKey::nodes(), std::numeric_limits<std::int64_t>::max()}}));
  EXPECT_EQ(table.add({{StatisticKey::nodes(), 1}}).error().error_class, ErrorClass::corruption);
}

}  // namespace
}  // namespace entente::storage
