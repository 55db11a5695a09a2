#include "storage/graph/value_statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "storage/graph/degree_statistics.hpp"
#include "storage/graph/graph_store.hpp"
#include "storage/graph/statistics_cache.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {
namespace {

ValueList integers(std::int64_t from, std::int64_t to) {
  ValueList result;
  for (std::int64_t i = from; i < to; ++i) result.push_back(Value(i));
  return result;
}

TEST(ValueStatistics, CountsExactlyWhatWasLookedAtWhole) {
  ValueList values = integers(0, 60);
  for (int i = 0; i < 30; ++i) values.push_back(Value(7));
  const ValueStatistics statistics(100, 100, values);
  EXPECT_DOUBLE_EQ(statistics.present(), 0.9);
  EXPECT_DOUBLE_EQ(statistics.distinct(), 60);
  EXPECT_DOUBLE_EQ(statistics.equal(Value(7)), 0.31);
  EXPECT_DOUBLE_EQ(statistics.equal(Value(7.0)), 0.31) << "1 and 1.0 are the same value";
  EXPECT_DOUBLE_EQ(statistics.equal(Value(8)), 0.01);
  EXPECT_DOUBLE_EQ(statistics.equal(Value(1000)), 0);
  EXPECT_DOUBLE_EQ(statistics.equal(Value(std::nan(""))), 0);
  EXPECT_DOUBLE_EQ(statistics.equal(Value()), 0);
  const Value ten(10);
  const Value twenty(20);
  EXPECT_NEAR(statistics.between(&ten, &twenty), 0.10, 0.011);
  EXPECT_NEAR(statistics.between(nullptr, &ten), 0.40, 0.011);
  EXPECT_NEAR(statistics.between(&ten, nullptr), 0.50, 0.011);
}

TEST(ValueStatistics, RangesKeepToTheKindOfTheirBounds) {
  ValueList values = integers(0, 50);
  for (int i = 0; i < 50; ++i) values.push_back(Value("t" + std::to_string(i)));
  const ValueStatistics statistics(100, 100, values);
  const Value least(-5);
  EXPECT_NEAR(statistics.between(&least, nullptr), 0.5, 0.011) << "texts are not above numbers";
  const Value text("t1");
  EXPECT_LT(statistics.between(nullptr, &text), 0.1);
  const Value nan(std::nan(""));
  EXPECT_DOUBLE_EQ(statistics.between(&nan, nullptr), 0);
}

TEST(ValueStatistics, BoundsThatCompareWithNothingLeaveNothing) {
  const ValueStatistics statistics(50, 50, integers(0, 50));
  const Value null;
  const Value three(3);
  const Value nested(ValueList{Value(), Value(1)});
  EXPECT_DOUBLE_EQ(statistics.between(&three, &null), 0);
  EXPECT_DOUBLE_EQ(statistics.between(&null, &three), 0);
  EXPECT_DOUBLE_EQ(statistics.between(nullptr, &nested), 0);
  EXPECT_DOUBLE_EQ(statistics.equal(nested), 0);
}

TEST(ValueStatistics, KnowsSharesOfPrefixes) {
  ValueList values;
  for (int i = 0; i < 100; ++i) {
    values.push_back(Value(std::string(i % 4 == 0 ? "alpha" : "beta") + std::to_string(i)));
  }
  const ValueStatistics statistics(100, 100, values);
  EXPECT_NEAR(statistics.prefix("alpha"), 0.25, 1e-9);
  EXPECT_NEAR(statistics.prefix("b"), 0.75, 1e-9);
  EXPECT_DOUBLE_EQ(statistics.prefix("c"), 0);
  EXPECT_NEAR(statistics.prefix(""), 1, 1e-9);
  EXPECT_DOUBLE_EQ(statistics.prefix(std::string(200, 'b')), 0) << "beyond what is kept of a value";
}

TEST(ValueStatistics, EstimatesDistinctValuesBeyondTheSample) {
  // All different: as many values as nodes.
  const ValueStatistics unique(100'000, 1000, integers(0, 1000));
  EXPECT_NEAR(unique.distinct(), 100'000, 1);
  EXPECT_NEAR(unique.equal(Value(5)), 1e-5, 1e-7);
  // Each of ten values a hundred times: there are no others.
  ValueList few;
  for (int i = 0; i < 1000; ++i) few.push_back(Value(i % 10));
  const ValueStatistics repeated(100'000, 1000, few);
  EXPECT_DOUBLE_EQ(repeated.distinct(), 10);
  EXPECT_DOUBLE_EQ(repeated.equal_to_any(), 0.1);
  const auto common = repeated.most_common(3);
  ASSERT_EQ(common.size(), 3U);
  EXPECT_DOUBLE_EQ(common[0].share, 0.1);
}

TEST(ValueStatistics, CutsTheSampleIntoEqualParts) {
  const ValueStatistics statistics(101, 101, integers(0, 101));
  const ValueList bounds = statistics.bounds(4);
  ASSERT_EQ(bounds.size(), 5U);
  EXPECT_EQ(bounds[0].as_integer(), 0);
  EXPECT_EQ(bounds[2].as_integer(), 50);
  EXPECT_EQ(bounds[4].as_integer(), 100);
  EXPECT_TRUE(ValueStatistics(10, 10, {}).bounds(4).empty());
}

TEST(DegreeStatistics, TellHubsFromEvenDegrees) {
  DegreeStatistics even;
  for (int i = 0; i < 100; ++i) even.add(4);
  EXPECT_DOUBLE_EQ(even.skew(), 1);
  EXPECT_EQ(even.buckets()[3], 100U) << "4..7";
  DegreeStatistics hubs;
  for (int i = 0; i < 99; ++i) hubs.add(i < 50 ? 0 : 1);
  hubs.add(51);
  EXPECT_DOUBLE_EQ(hubs.mean(), 1);
  EXPECT_DOUBLE_EQ(hubs.present(), 0.5);
  EXPECT_NEAR(hubs.skew(), 26.5, 1e-9);
  hubs.add(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(hubs.buckets().back(), 1U) << "the last bucket is open";
}

TEST(StatisticsCache, TakesSamplesAgainWhenNodesCame) {
  auto opened = GraphStore::open(OpenOptions{});
  ASSERT_TRUE(opened);
  const auto store = std::move(opened).value();
  const auto fill = [&](int count, int first) {
    auto tx = std::move(store->begin(AccessMode::write)).value();
    const LabelId label = *tx->get_or_create_label("L");
    const PropertyKeyId key = *tx->get_or_create_property_key("k");
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(tx->create_node({&label, 1}, {{key, Value(first + i)}}));
    }
    ASSERT_TRUE(tx->commit());
  };
  StatisticsCache cache;
  const auto ask = [&] {
    auto tx = std::move(store->begin(AccessMode::read)).value();
    return *cache.values(*tx, *tx->find_label("L"), *tx->find_property_key("k"));
  };
  fill(5000, 0);
  const auto first = ask();
  EXPECT_EQ(first->nodes(), 5000U);
  EXPECT_EQ(first->looked_at(), ValueStatistics::sample_max);
  const Value middle(2500);
  EXPECT_NEAR(first->between(nullptr, &middle), 0.5, 0.02) << "old and new nodes are sampled";
  fill(500, 5000);
  EXPECT_EQ(ask(), first) << "a tenth more changes little";
  fill(5000, 5500);
  const auto second = ask();
  EXPECT_NE(second, first);
  EXPECT_EQ(second->nodes(), 10'500U);
}

}  // namespace
}  // namespace entente::storage
