#include "storage/format/ordered_value.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace entente::storage {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t int_max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t int_min = std::numeric_limits<std::int64_t>::min();

void expect_ascending(const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      const auto order = ordered_value(values[i]) <=> ordered_value(values[j]);
      EXPECT_EQ(order, i <=> j) << values[i].to_text() << " against " << values[j].to_text();
    }
  }
}

TEST(OrderedValueTest, NumbersOfBothKindsInOneOrder) {
  expect_ascending({-infinity,
                    -1e300,
                    int_min,
                    int_min + 1,
                    -9007199254740993,
                    -9007199254740992.0,
                    -9007199254740991,
                    -2.5,
                    -2,
                    -0.5,
                    -std::numeric_limits<double>::denorm_min(),
                    0,
                    std::numeric_limits<double>::denorm_min(),
                    0.5,
                    1,
                    1.5,
                    2,
                    9007199254740991,
                    9007199254740992.0,
                    9007199254740993,
                    9007199254740994.0,
                    int_max - 1,
                    int_max,
                    9223372036854775808.0,
                    1e300,
                    infinity,
                    std::nan("")});
}

TEST(OrderedValueTest, EqualNumbersHaveEqualBytes) {
  EXPECT_EQ(ordered_value(Value(1)), ordered_value(Value(1.0)));
  EXPECT_EQ(ordered_value(Value(0.0)), ordered_value(Value(-0.0)));
  EXPECT_EQ(ordered_value(Value(0)), ordered_value(Value(-0.0)));
  EXPECT_EQ(ordered_value(Value(int_min)), ordered_value(Value(-9223372036854775808.0)));
  EXPECT_EQ(ordered_value(Value(std::int64_t{1} << 62)), ordered_value(Value(std::ldexp(1.0, 62))));
  EXPECT_NE(ordered_value(Value(int_max)), ordered_value(Value(9223372036854775808.0)));
}

TEST(OrderedValueTest, RandomNumbersCompareAsTheyShould) {
  std::mt19937_64 random(7);
  const auto integer = [&] {
    const auto v = static_cast<std::int64_t>(random());
    return v >> (random() % 63);
  };
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t a = integer();
    // A neighbour in the doubles, so that close calls are common.
    double b = static_cast<double>(a);
    if (random() % 2 == 0) b = std::nextafter(b, random() % 2 == 0 ? infinity : -infinity);
    const long double exact_a = static_cast<long double>(a);
    const long double exact_b = b;
    const bool less = exact_a < exact_b;
    const bool equal = exact_a == exact_b;
    EXPECT_EQ(ordered_value(Value(a)) < ordered_value(Value(b)), less) << a << ' ' << b;
    EXPECT_EQ(ordered_value(Value(a)) == ordered_value(Value(b)), equal) << a << ' ' << b;
    const std::int64_t c = integer();
    EXPECT_EQ(ordered_value(Value(a)) < ordered_value(Value(c)), a < c);
  }
}

TEST(OrderedValueTest, Strings) {
  expect_ascending({Value(""), Value(std::string("\0", 1)), Value(std::string("\0\0", 2)),
                    Value(std::string("\0a", 2)), Value("\x01"), Value("a"),
                    Value(std::string("a\0", 2)), Value(std::string("a\0b", 3)), Value("ab"),
                    Value("b"), Value("é"), Value("\xFF")});
}

TEST(OrderedValueTest, TemporalValues) {
  expect_ascending({Date{-800000}, Date{-1}, Date{0}, Date{19000}});
  expect_ascending({LocalTime{0}, LocalTime{1}, LocalTime{86'399'999'999'999}});
  // The same instant: the smaller offset first; an earlier instant goes before either.
  constexpr std::int64_t hour = 3'600'000'000'000;
  expect_ascending({Time{9 * hour, 3600}, Time{9 * hour, 0}, Time{10 * hour, 3600}});
  expect_ascending({LocalDateTime{-5, 1}, LocalDateTime{-5, 2}, LocalDateTime{0, 0}});
  expect_ascending({DateTime{-1, 0, 0, ""}, DateTime{10, 5, 0, ""}, DateTime{10, 5, 0, "Etc/UTC"},
                    DateTime{10, 5, 3600, ""}, DateTime{11, 0, -3600, ""}});
}

TEST(OrderedValueTest, ListsGoElementByElement) {
  expect_ascending({Value(ValueList{}), Value(ValueList{Value("a")}),
                    Value(ValueList{Value("a"), Value("a")}), Value(ValueList{Value("b")}),
                    Value(ValueList{Value(1)}), Value(ValueList{Value(1.5)}),
                    Value(ValueList{Value(2), Value(0)})});
  EXPECT_EQ(ordered_value(Value(ValueList{Value(1)})), ordered_value(Value(ValueList{Value(1.0)})));
}

TEST(OrderedValueTest, KindsInTheOrderOfOrderBy) {
  expect_ascending({Value(ValueList{Value(1)}), Value(DateTime{0, 0, 0, ""}),
                    Value(LocalDateTime{0, 0}), Value(Date{0}), Value(Time{0, 0}),
                    Value(LocalTime{0}), Value(Duration{1, 0, 0, 0}), Value(Point{}), Value("text"),
                    Value(false), Value(true), Value(-5)});
}

TEST(OrderedValueTest, EveryEncodingDelimitsItself) {
  const std::vector<Value> values = {Value(1),
                                     Value(2.5),
                                     Value(""),
                                     Value(std::string("a\0b", 3)),
                                     Value(true),
                                     Value(Date{3}),
                                     Value(LocalTime{4}),
                                     Value(Time{5, 60}),
                                     Value(LocalDateTime{6, 7}),
                                     Value(DateTime{8, 9, 3600, "Europe/Paris"}),
                                     Value(Duration{1, 2, 3, 4}),
                                     Value(Point{}),
                                     Value(Point{9157, 1, 2, 3}),
                                     Value(ValueList{Value(1), Value("x"), Value(ValueList{})})};
  std::string all;
  for (const Value& value : values) append_ordered_value(all, value);
  std::string_view rest = all;
  for (const Value& value : values) {
    const std::string encoded = ordered_value(value);
    ASSERT_TRUE(rest.starts_with(encoded)) << value.to_text();
    const std::size_t before = rest.size();
    ASSERT_TRUE(skip_ordered_value(rest)) << value.to_text();
    EXPECT_EQ(before - rest.size(), encoded.size()) << value.to_text();
    for (std::size_t n = 0; n < encoded.size(); ++n) {
      std::string_view cut = std::string_view(encoded).substr(0, n);
      EXPECT_FALSE(skip_ordered_value(cut)) << value.to_text() << " cut at " << n;
    }
  }
  EXPECT_TRUE(rest.empty());
}

TEST(OrderedValueTest, ComparableRangeHoldsItsKindOnly) {
  const auto inside = [](const Value& bound, const Value& value) {
    const OrderedRange range = comparable_range(bound);
    const std::string encoded = ordered_value(value);
    return encoded >= range.begin && encoded < range.end;
  };
  EXPECT_TRUE(inside(Value(1), Value(-infinity)));
  EXPECT_TRUE(inside(Value(1), Value(infinity)));
  EXPECT_FALSE(inside(Value(1), Value(std::nan(""))));
  EXPECT_FALSE(inside(Value(1), Value(true)));
  EXPECT_TRUE(inside(Value("a"), Value("")));
  EXPECT_TRUE(inside(Value("a"), Value("\xFF\xFF")));
  EXPECT_FALSE(inside(Value("a"), Value(true)));
  EXPECT_FALSE(inside(Value(Date{0}), Value(LocalDateTime{0, 0})));
  EXPECT_TRUE(comparable_range(Value(std::nan(""))).empty());
  EXPECT_TRUE(comparable_range(Value(Duration{})).empty());
}

TEST(OrderedValueTest, StringPrefix) {
  const std::string prefix = ordered_string_prefix(std::string("a\0", 2));
  EXPECT_TRUE(ordered_value(Value(std::string("a\0", 2))).starts_with(prefix));
  EXPECT_TRUE(ordered_value(Value(std::string("a\0x", 3))).starts_with(prefix));
  EXPECT_FALSE(ordered_value(Value("a")).starts_with(prefix));
  EXPECT_FALSE(ordered_value(Value("ax")).starts_with(prefix));
}

TEST(OrderedValueTest, WhatHasNoEncodingSaysSo) {
  EXPECT_FALSE(has_ordered_encoding(Value()));
  EXPECT_FALSE(has_ordered_encoding(Value::map({})));
  EXPECT_FALSE(has_ordered_encoding(Value(NodeId(1))));
  EXPECT_FALSE(has_ordered_encoding(Value(ValueList{Value()})));
  EXPECT_TRUE(has_ordered_encoding(Value(ValueList{Value(1)})));
  EXPECT_TRUE(matches_nothing(Value(ValueList{Value(1.0), Value(std::nan(""))})));
  EXPECT_FALSE(matches_nothing(Value(1.0)));
}

TEST(OrderedValueTest, RandomBytesNeverCrash) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 50000; ++i) {
    std::string bytes(random() % 30, '\0');
    for (char& c : bytes) {
      // Mostly valid tags, so that the reader gets beyond the first byte.
      constexpr std::array<int, 13> tags = {0x00, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24,
                                            0x25, 0x30, 0x40, 0x50, 0x60, 0xFF};
      c = static_cast<char>(tags[random() % tags.size()]);
    }
    std::string_view view = bytes;
    while (!view.empty() && skip_ordered_value(view)) {
    }
    std::string_view escaped = bytes;
    (void)read_escaped(escaped);
  }
  std::string deep(100000, '\x10');
  std::string_view view = deep;
  EXPECT_FALSE(skip_ordered_value(view));
}

}  // namespace
}  // namespace entente::storage
