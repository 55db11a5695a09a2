#include "storage/graph/column_data.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "storage/format/value_codec.hpp"

namespace entente::storage {
namespace {

ColumnData build(std::uint64_t id_end, const std::vector<std::pair<std::uint64_t, Value>>& rows) {
  ColumnBuilder builder(id_end);
  for (const auto& [id, value] : rows) {
    std::string encoded;
    append_value(encoded, value);
    ByteReader in(encoded);
    builder.add_encoded(id, in);
    EXPECT_TRUE(in.finished());
  }
  return builder.finish();
}

TEST(ColumnDataTest, HoldsEachKindInItsOwnVector) {
  const struct {
    Value value;
    ColumnKind kind;
  } cases[] = {
      {Value(std::numeric_limits<std::int64_t>::min()), ColumnKind::integer},
      {Value(-0.0), ColumnKind::floating},
      {Value(std::numeric_limits<double>::quiet_NaN()), ColumnKind::floating},
      {Value(false), ColumnKind::boolean},
      {Value(true), ColumnKind::boolean},
      {Value(Date{std::numeric_limits<std::int32_t>::min()}), ColumnKind::date},
      {Value(Date{std::int64_t{1} << 31}), ColumnKind::mixed},
      {Value(""), ColumnKind::string},
      {Value(Duration{1, 2, 3, 4}), ColumnKind::mixed},
  };
  for (const auto& c : cases) {
    const ColumnData data = build(200, {{3, c.value}, {130, c.value}});
    EXPECT_EQ(data.kind, c.kind) << c.value.to_text();
    EXPECT_EQ(data.value_count, 2U);
    for (std::uint64_t id = 0; id < 300; ++id) {
      const Value wanted = id == 3 || id == 130 ? c.value : Value();
      EXPECT_TRUE(identical(data.value(id), wanted)) << c.value.to_text() << " at " << id;
    }
  }
  EXPECT_TRUE(std::signbit(build(1, {{0, Value(-0.0)}}).floats[0]));
}

TEST(ColumnDataTest, BecomesMixedWhateverComesFirst) {
  const std::vector<Value> kinds = {Value(1),
                                    Value(1.5),
                                    Value(true),
                                    Value(Date{1}),
                                    Value("one"),
                                    Value(ValueList{Value(1)}),
                                    Value(Date{1LL << 40})};
  for (const Value& first : kinds) {
    for (const Value& second : kinds) {
      const ColumnData data = build(70, {{1, first}, {65, second}, {66, first}});
      EXPECT_TRUE(identical(data.value(1), first));
      EXPECT_TRUE(identical(data.value(65), second));
      EXPECT_TRUE(identical(data.value(66), first));
      EXPECT_TRUE(data.value(2).is_null());
      EXPECT_EQ(data.kind == ColumnKind::mixed, column_kind(first) != column_kind(second) ||
                                                    column_kind(first) == ColumnKind::mixed);
    }
  }
}

TEST(ColumnDataTest, SharesEqualStrings) {
  std::vector<std::pair<std::uint64_t, Value>> rows;
  for (std::uint64_t id = 0; id < 5000; ++id) {
    rows.emplace_back(id, Value("text " + std::to_string(id % 700)));
  }
  const ColumnData data = build(5000, rows);
  EXPECT_EQ(data.dictionary.size(), 700U);
  EXPECT_EQ(data.codes[3], data.codes[703]);
  for (const auto& [id, value] : rows) EXPECT_TRUE(identical(data.value(id), value));
}

TEST(ColumnDataTest, GoesOnFromAnOlderOne) {
  const ColumnData base = build(100, {{1, Value("a")}, {2, Value("b")}});
  ColumnBuilder builder(base, 300);
  builder.remove(1);
  builder.remove(50);
  builder.add(2, Value("c"));
  builder.add(299, Value("b"));
  const ColumnData data = builder.finish();
  EXPECT_EQ(data.kind, ColumnKind::string);
  EXPECT_EQ(data.id_end, 300U);
  EXPECT_EQ(data.value_count, 2U);
  EXPECT_TRUE(data.value(1).is_null());
  EXPECT_EQ(data.value(2).as_string(), "c");
  EXPECT_EQ(data.value(299).as_string(), "b");
  EXPECT_EQ(data.dictionary.size(), 3U);
}

TEST(ColumnDataTest, ForgetsStringsThatWereReplaced) {
  ColumnData data = build(10, {{1, Value("first")}});
  for (int i = 0; i < 5000; ++i) {
    ColumnBuilder builder(data, 10);
    builder.add(1, Value("later " + std::to_string(i)));
    data = builder.finish();
  }
  EXPECT_LT(data.dictionary.size(), 1100U);
  EXPECT_EQ(data.value(1).as_string(), "later 4999");
}

TEST(ColumnDataTest, RefusesDamagedValues) {
  for (const Value& value :
       {Value(300), Value(1.5), Value("text"), Value(Date{300}), Value(ValueList{Value(1)})}) {
    std::string encoded;
    append_value(encoded, value);
    ColumnBuilder builder(10);
    ByteReader in(std::string_view(encoded).substr(0, encoded.size() - 1));
    builder.add_encoded(1, in);
    EXPECT_FALSE(in.ok()) << value.to_text();
  }
}

/// Ranges that were built apart give what one builder gives, whatever kinds meet.
TEST(ColumnDataTest, PutsRangesTogether) {
  const std::vector<Value> kinds[] = {
      {Value(1), Value(-7)},
      {Value(0.5), Value(-0.0)},
      {Value(true), Value(false)},
      {Value(Date{1}), Value(Date{-3})},
      {Value("a"), Value("b")},
      {Value("b"), Value("c")},
      {Value(ValueList{Value(1)}), Value(2)},
      {},
  };
  constexpr std::uint64_t range = 128;
  constexpr std::uint64_t id_end = 300;
  for (const auto& first : kinds) {
    for (const auto& second : kinds) {
      std::vector<std::pair<std::uint64_t, Value>> rows;
      std::vector<ColumnBuilder> parts;
      for (std::uint64_t begin = 0; begin < id_end; begin += range) {
        parts.emplace_back(std::min(range, id_end - begin));
        const auto& values = begin == 0 ? first : second;
        for (std::size_t i = 0; i < values.size(); ++i) {
          parts.back().add(3 + 17 * i, values[i]);
          rows.emplace_back(begin + 3 + 17 * i, values[i]);
        }
      }
      const ColumnData whole = build(id_end, rows);
      const ColumnData joined = concatenate(std::move(parts), range, id_end);
      EXPECT_EQ(joined.kind, whole.kind);
      EXPECT_EQ(joined.id_end, whole.id_end);
      EXPECT_EQ(joined.value_count, whole.value_count);
      EXPECT_EQ(joined.valid, whole.valid);
      EXPECT_EQ(joined.codes, whole.codes);
      for (std::uint64_t id = 0; id < id_end; ++id) {
        EXPECT_TRUE(identical(joined.value(id), whole.value(id))) << id;
      }
    }
  }
}

}  // namespace
}  // namespace entente::storage
