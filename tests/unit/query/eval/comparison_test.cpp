#include "query/eval/comparison.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace entente::query {
namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

Value path_of(std::uint64_t node) {
  Path path;
  path.nodes = {Value(NodeId(node))};
  return Value(std::move(path));
}

Value relationship_of(std::uint64_t id) {
  Relationship r;
  r.id = RelationshipId(id);
  return Value(std::move(r));
}

/// One value of every kind and the corners of numbers, in ascending order of ORDER BY.
std::vector<Value> ascending() {
  return {Value::map({}),
          Value::map({{"a", Value(1)}}),
          Value::map({{"a", Value(2)}}),
          Value(NodeId(1)),
          Value(NodeId(2)),
          relationship_of(1),
          Value(ValueList{}),
          Value(ValueList{"a"}),
          Value(ValueList{1}),
          Value(ValueList{1, 2}),
          Value(ValueList{Value()}),
          path_of(1),
          Value(Point{7203, 1, 2, 0}),
          Value(DateTime{10, 0, 3600, ""}),
          Value(DateTime{10, 0, 7200, ""}),
          Value(LocalDateTime{0, 5}),
          Value(Date{-3}),
          Value(Date{4}),
          Value(Time{5'000'000'000'000, 3600}),
          Value(LocalTime{3}),
          Value(Duration{0, 30, 0, 0}),
          Value(Duration{1, 0, 0, 0}),
          Value(Duration{0, 31, 0, 0}),
          Value(""),
          Value("a"),
          Value("ab"),
          Value("b"),
          Value(false),
          Value(true),
          Value(-std::numeric_limits<double>::infinity()),
          Value(std::numeric_limits<std::int64_t>::min()),
          Value(-1),
          Value(0.5),
          Value(std::int64_t{9007199254740992}),
          Value(std::int64_t{9007199254740993}),
          Value(std::numeric_limits<std::int64_t>::max()),
          Value(9223372036854775808.0),
          Value(std::numeric_limits<double>::infinity()),
          Value(nan_value),
          Value()};
}

TEST(Order, IsTotalAndAsStated) {
  const auto values = ascending();
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      const int expected = i < j ? -1 : (i > j ? 1 : 0);
      EXPECT_EQ(order(values[i], values[j]), expected)
          << values[i].to_text() << " and " << values[j].to_text();
    }
  }
}

TEST(Equivalence, IsWhereTheOrderIsEqualAndHashesAgree) {
  auto values = ascending();
  for (const Value& value : {Value(1), Value(1.0), Value(0.0), Value(-0.0), Value(-1.0),
                             Value(ValueList{1.0}), Value(9007199254740992.0)}) {
    values.push_back(value);
  }
  for (const Value& a : values) {
    for (const Value& b : values) {
      EXPECT_EQ(equivalent(a, b), order(a, b) == 0) << a.to_text() << " and " << b.to_text();
      if (equivalent(a, b)) {
        EXPECT_EQ(equivalence_hash(a), equivalence_hash(b)) << a.to_text();
      }
    }
  }
}

TEST(Equality, AgreesWithEquivalenceWhereNothingIsNullOrNan) {
  for (const Value& a : ascending()) {
    for (const Value& b : ascending()) {
      const auto equal = equals(a, b);
      if (a.is_null() || b.is_null()) {
        EXPECT_EQ(equal, std::nullopt);
      } else if (equal) {
        const bool nan = a.is_float() && std::isnan(a.as_float());
        EXPECT_EQ(*equal, equivalent(a, b) && !nan) << a.to_text() << " and " << b.to_text();
      }
    }
  }
}

TEST(Equality, IntegersAndFloatsAreComparedExactly) {
  EXPECT_EQ(equals(Value(std::int64_t{9007199254740993}), Value(9007199254740992.0)), false);
  EXPECT_EQ(equals(Value(std::numeric_limits<std::int64_t>::max()), Value(9223372036854775807.0)),
            false);
  EXPECT_EQ(equals(Value(3), Value(3.0)), true);
}

TEST(Comparability, DependsOnTheKinds) {
  using Outcome = Comparability::Outcome;
  EXPECT_EQ(compare(Value(1), Value(1.5)).outcome, Outcome::less);
  EXPECT_EQ(compare(Value(nan_value), Value(1)).outcome, Outcome::incomparable);
  EXPECT_EQ(compare(Value(nan_value), Value("a")).outcome, Outcome::unknown);
  EXPECT_EQ(compare(Value(1), Value()).outcome, Outcome::unknown);
  EXPECT_EQ(compare(Value(Date{1}), Value(Date{2})).outcome, Outcome::less);
  EXPECT_EQ(compare(Value(Date{1}), Value(LocalDateTime{})).outcome, Outcome::unknown);
  EXPECT_EQ(compare(Value(Duration{1, 0, 0, 0}), Value(Duration{2, 0, 0, 0})).outcome,
            Outcome::unknown);
  EXPECT_EQ(compare(Value(Time{3'600'000'000'000, 3600}), Value(Time{0, 0})).outcome,
            Outcome::greater);
  EXPECT_EQ(compare(Value(Time{3'600'000'000'000, 7200}), Value(Time{0, 0})).outcome,
            Outcome::less);
}

}  // namespace
}  // namespace entente::query
