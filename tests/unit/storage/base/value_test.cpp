#include "entente/value.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "storage/base/value_text.hpp"

namespace entente {
namespace {

Value node(std::uint64_t id, std::vector<std::string> labels, PropertyMap properties) {
  return Value(Node{NodeId(id), std::move(labels), std::move(properties)});
}

Value relationship(std::uint64_t id, std::uint64_t source, std::uint64_t target,
                   const std::string& type) {
  Relationship r;
  r.id = RelationshipId(id);
  r.source = NodeId(source);
  r.target = NodeId(target);
  r.resolved = true;
  r.type = type;
  return Value(std::move(r));
}

TEST(ValueTest, KindsAndAccessors) {
  EXPECT_TRUE(Value().is_null());
  EXPECT_TRUE(Value(nullptr).is_null());
  EXPECT_TRUE(Value(true).as_boolean());
  EXPECT_EQ(Value(-3).as_integer(), -3);
  EXPECT_EQ(Value(2.5).as_float(), 2.5);
  EXPECT_EQ(Value(2).as_number(), 2.0);
  EXPECT_EQ(Value("text").as_string(), "text");
  EXPECT_EQ(Value(ValueList{Value(1)}).as_list().size(), 1U);
  EXPECT_EQ(Value(NodeId(7)).node_id(), NodeId(7));
  EXPECT_FALSE(Value(NodeId(7)).node_resolved());
  EXPECT_EQ(Value(Date{3}).as_date().days, 3);
  EXPECT_EQ(to_string(Value(DateTime{}).kind()), "ZONED DATETIME");
}

TEST(ValueTest, CopiesShareAndOutliveTheirOriginal) {
  Value copy;
  const char* where = nullptr;
  {
    const Value original(std::string(1000, 'x'));
    where = original.as_string().data();
    copy = original;
    const Value& self = copy;
    copy = self;
  }
  EXPECT_EQ(copy.as_string().data(), where);
  EXPECT_EQ(copy.as_string().size(), 1000U);
}

TEST(ValueTest, MovingLeavesNull) {
  Value a("text");
  const Value b(std::move(a));
  EXPECT_TRUE(a.is_null());  // NOLINT(bugprone-use-after-move): what a move leaves is promised.
  Value c(1);
  c = b;
  EXPECT_EQ(c.as_string(), "text");
  c.swap(a);
  EXPECT_TRUE(c.is_null());
}

TEST(ValueTest, MapsAreSortedAndTheLastOfEqualKeysWins) {
  const Value map = Value::map({{"b", Value(1)}, {"a", Value(2)}, {"b", Value(3)}});
  ASSERT_EQ(map.as_map().size(), 2U);
  EXPECT_EQ(map.as_map()[0].first, "a");
  EXPECT_EQ(map.find("b")->as_integer(), 3);
  EXPECT_EQ(map.find("c"), nullptr);
}

TEST(ValueTest, IdenticalTellsKindsApart) {
  EXPECT_TRUE(identical(Value(), Value()));
  EXPECT_FALSE(identical(Value(1), Value(1.0)));
  EXPECT_TRUE(identical(Value(std::nan("")), Value(std::nan(""))));
  EXPECT_TRUE(
      identical(Value(ValueList{Value(1), Value("a")}), Value(ValueList{Value(1), Value("a")})));
  EXPECT_FALSE(identical(Value(ValueList{Value(1)}), Value(ValueList{Value(1), Value(1)})));
  EXPECT_FALSE(identical(Value::map({{"a", Value(1)}}), Value::map({{"b", Value(1)}})));
  EXPECT_TRUE(identical(Value(NodeId(3)), node(3, {"A"}, {})));
  EXPECT_FALSE(identical(Value(Date{1}), Value(Date{2})));
}

TEST(ValueTest, HeapBytesGrowWithContent) {
  EXPECT_EQ(Value(1).heap_bytes(), 0U);
  EXPECT_EQ(Value(NodeId(1)).heap_bytes(), 0U);
  EXPECT_GE(Value(std::string(1000, 'x')).heap_bytes(), 1000U);
  const Value small(ValueList{Value(1)});
  const Value large(ValueList(100, Value(std::string(100, 'x'))));
  EXPECT_GE(large.heap_bytes(), small.heap_bytes() + 100 * 100);
}

TEST(ValueTest, ThreadsMayShareContent) {
  const Value shared(ValueList(10, Value("text")));
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([copy = shared] {
      for (int i = 0; i < 2000; ++i) {
        const Value again = copy;
        EXPECT_EQ(again.as_list().size(), 10U);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(ValueTextTest, ScalarsAndCollections) {
  EXPECT_EQ(Value().to_text(), "null");
  EXPECT_EQ(Value(false).to_text(), "false");
  EXPECT_EQ(Value("it's \\ \n").to_text(), "'it\\'s \\\\ \\n'");
  EXPECT_EQ(Value(ValueList{Value(1), Value("a"), Value()}).to_text(), "[1, 'a', null]");
  EXPECT_EQ(Value::map({{"a b", Value(1)}, {"c", Value(ValueList{})}}).to_text(),
            "{`a b`: 1, c: []}");
  EXPECT_EQ(Value(Date{0}).to_text(), "1970-01-01");
}

TEST(ValueTextTest, Floats) {
  EXPECT_EQ(storage::float_text(1.0), "1.0");
  EXPECT_EQ(storage::float_text(-0.0), "-0.0");
  EXPECT_EQ(storage::float_text(0.1), "0.1");
  EXPECT_EQ(storage::float_text(1e7), "1.0E7");
  EXPECT_EQ(storage::float_text(9999999.0), "9999999.0");
  EXPECT_EQ(storage::float_text(1.5e-4), "1.5E-4");
  EXPECT_EQ(storage::float_text(1e300), "1.0E300");
  EXPECT_EQ(storage::float_text(std::numeric_limits<double>::infinity()), "Infinity");
  EXPECT_EQ(storage::float_text(std::nan("")), "NaN");
}

TEST(ValueTextTest, ElementsAndPaths) {
  const Value a = node(1, {"A", "B c"}, {{"k", Value(1)}});
  const Value b = node(2, {}, {});
  EXPECT_EQ(a.to_text(), "(:A:`B c` {k: 1})");
  EXPECT_EQ(b.to_text(), "()");
  const Value forward = relationship(5, 1, 2, "KNOWS");
  EXPECT_EQ(forward.to_text(), "[:KNOWS]");
  EXPECT_EQ(Value(Path{{a, b}, {forward}}).to_text(), "(:A:`B c` {k: 1})-[:KNOWS]->()");
  EXPECT_EQ(Value(Path{{b, a}, {forward}}).to_text(), "()<-[:KNOWS]-(:A:`B c` {k: 1})");
}

TEST(ValueTextTest, DeepNestingIsCut) {
  Value deep(1);
  for (int i = 0; i < 500; ++i) deep = Value(ValueList{deep});
  const std::string text = deep.to_text();
  EXPECT_NE(text.find("…"), std::string::npos);
  EXPECT_LT(text.size(), 300U);
}

}  // namespace
}  // namespace entente
