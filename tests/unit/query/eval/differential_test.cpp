#include <random>

#include "query/eval/comparison.hpp"
#include "tests/unit/query/eval/eval_fixture.hpp"

namespace entente::query {
namespace {

/// Writes random expressions over the columns of the test. Types are mixed on purpose: what fails
/// by row must fail by column as well.
class ExpressionWriter {
 public:
  explicit ExpressionWriter(std::uint32_t seed) : random_(seed) {}

  std::string write(int depth) {
    if (depth == 0) return leaf();
    switch (pick(20)) {
      case 0:
      case 1:
      case 2: return binary(depth, {"+", "-", "*", "/", "%", "^"});
      case 3:
      case 4:
      case 5:
      case 6: return binary(depth, {"=", "<>", "<", "<=", ">", ">="});
      case 7:
      case 8: return binary(depth, {"AND", "OR", "XOR"});
      case 9: return "(NOT " + write(depth - 1) + ")";
      case 10: return "(" + write(depth - 1) + (pick(2) ? " IS NULL)" : " IS NOT NULL)");
      case 11: return "(" + write(depth - 1) + " IN [1, 2, 3, 4, 5, 6, 7, 8, 2.5, 'a'])";
      case 12: return "(" + write(depth - 1) + " IN [" + write(depth - 1) + ", null])";
      case 13:
        return "CASE WHEN " + write(depth - 1) + " THEN " + write(depth - 1) + " ELSE " +
               write(depth - 1) + " END";
      case 14: return "coalesce(" + write(depth - 1) + ", " + write(depth - 1) + ")";
      case 15: return "[x IN [1, 2, " + write(depth - 1) + "] WHERE x > 1 | x]";
      case 16: return "any(x IN [1, " + write(depth - 1) + "] WHERE x = " + write(depth - 1) + ")";
      case 17: return binary(depth, {"STARTS WITH", "CONTAINS", "=~"});
      case 18: return "(" + node() + pick_of({":A", ":A|B", ":!A", ":A&B"}) + ")";
      default: return "{a: " + write(depth - 1) + "}.a";
    }
  }

 private:
  std::uint32_t pick(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::string pick_of(std::vector<std::string> items) {
    return items[pick(static_cast<std::uint32_t>(items.size()))];
  }
  std::string node() { return pick_of({"n", "m"}); }
  std::string binary(int depth, const std::vector<std::string>& operators) {
    return "(" + write(depth - 1) + " " + pick_of(operators) + " " + write(depth - 1) + ")";
  }
  std::string leaf() {
    return pick_of({"i",
                    "i",
                    "j",
                    "f",
                    "b",
                    "s",
                    "l",
                    "v",
                    "n",
                    "m",
                    "r",
                    "n.p",
                    "n.q",
                    "m.p",
                    "r.p",
                    "id(n)",
                    "id(r)",
                    "1",
                    "2",
                    "0",
                    "2.5",
                    "0.0",
                    "true",
                    "false",
                    "null",
                    "'a'",
                    "[1, 2]",
                    "$p",
                    "$q",
                    "-3",
                    "9223372036854775807"});
  }
  std::mt19937 random_;
};

class DifferentialTest : public EvalFixture {
 protected:
  static constexpr std::size_t rows = 24;

  void SetUp() override {
    parameters_.set("p", Value(3));
    parameters_.set("q", Value(ValueList{1, 2, 3}));
    std::vector<Value> nodes;
    std::vector<Value> relationships;
    for (int i = 0; i < 6; ++i) {
      std::vector<std::string> labels;
      if (i % 2 == 0) labels.push_back("A");
      if (i % 3 == 0) labels.push_back("B");
      PropertyMap properties;
      if (i != 3) properties.emplace_back("p", Value(i));
      if (i % 2 == 1) properties.emplace_back("q", i == 1 ? Value("text") : Value(0.5 * i));
      nodes.emplace_back(create_node(labels, properties));
    }
    for (int i = 0; i < 4; ++i) {
      relationships.push_back(create_relationship(nodes[i].node_id(), i % 2 ? "X" : "Y",
                                                  nodes[i + 1].node_id(), {{"p", Value(i)}}));
    }
    const std::vector<Value> mixed = {Value(1),
                                      Value(1.0),
                                      Value("a"),
                                      Value(true),
                                      Value(),
                                      nodes[0],
                                      Value(ValueList{1, Value()}),
                                      Value(2.5)};
    for (const char* name : {"i", "j", "f", "b", "s", "l", "v", "n", "m", "r", "x"}) slot(name);
    batch_ = Batch(names_.size());
    for (std::size_t row = 0; row < rows; ++row) {
      const auto k = static_cast<std::int64_t>(row);
      add("i", Value(k % 5));
      add("j", row % 4 == 0 ? Value() : Value(k - 10));
      add("f", row % 7 == 0 ? Value() : Value(static_cast<double>(k) / 4));
      add("b", row % 5 == 0 ? Value() : Value(row % 2 == 0));
      add("s", Value(std::string(row % 3 + 1, 'a')));
      add("l", Value(ValueList{Value(k % 3), Value(2)}));
      add("v", mixed[row % mixed.size()]);
      add("n", nodes[row % nodes.size()]);
      add("m", row % 3 == 0 ? Value() : nodes[(row * 5) % nodes.size()]);
      add("r", relationships[row % relationships.size()]);
    }
    batch_.set_rows(rows);
  }

  void add(const std::string& name, const Value& value) { batch_.column(slot(name)).append(value); }

  /// Compares both ways of evaluation; returns false if the expression fails.
  bool check(const std::string& text) {
    SCOPED_TRACE(text);
    const auto compiled = compile(text);
    if (!compiled) {
      ADD_FAILURE() << compiled.error().message;
      return false;
    }
    LocalScope locals;
    std::vector<Value> expected;
    bool failed = false;
    for (std::size_t row = 0; row < rows && !failed; ++row) {
      auto value = compiled->expression->evaluate_row(*context_, {batch_, row, locals});
      failed = !value.has_value();
      if (!failed) expected.push_back(std::move(value).value());
    }
    Column column;
    const Status status = compiled->expression->evaluate(*context_, batch_, column);
    EXPECT_EQ(status.has_value(), !failed);
    if (failed || !status) return false;
    EXPECT_EQ(column.size(), rows);
    for (std::size_t row = 0; row < rows && row < column.size(); ++row) {
      EXPECT_TRUE(identical(column.get(row), expected[row]))
          << "row " << row << ": " << column.get(row).to_text() << " instead of "
          << expected[row].to_text();
    }
    return true;
  }

  Batch batch_;
};

TEST_F(DifferentialTest, ColumnsGiveWhatRowsGive) {
  ExpressionWriter writer(20'240'601);
  int succeeded = 0;
  for (int i = 0; i < 3000 && !HasFailure(); ++i)
    succeeded += check(writer.write(1 + i % 3)) ? 1 : 0;
  // Most random expressions must not fail, or the test would say little.
  EXPECT_GT(succeeded, 800);
}

TEST_F(DifferentialTest, KernelsAreExercised) {
  for (const char* text : {"i + 1",
                           "i * j",
                           "j - i",
                           "f * 2.0",
                           "f / 0.0",
                           "i < 3",
                           "j >= i",
                           "f <= i",
                           "i = f",
                           "n = m",
                           "n <> m",
                           "r = r",
                           "n.p",
                           "m.p",
                           "r.p",
                           "n:A",
                           "n:!A&B",
                           "id(n)",
                           "id(m)",
                           "NOT b",
                           "b AND i > 2",
                           "b OR m.p > 1",
                           "i IN [1, 2, 3, 4, 5, 6, 7, 8]",
                           "v IN [1, 2, 3, 4, 5, 6, 7, 'a']",
                           "s =~ $s",
                           "m IS NULL"}) {
    parameters_.set("s", Value("a+"));
    EXPECT_TRUE(check(text)) << text;
  }
}

TEST_F(DifferentialTest, ShortCircuitProtectsTheOtherSide) {
  EXPECT_TRUE(check("i <> 0 AND 10 / i > 2"));
  EXPECT_TRUE(check("i = 0 OR 10 / i > 2"));
  EXPECT_TRUE(check("CASE WHEN i = 0 THEN 0 ELSE 10 / i END"));
  EXPECT_FALSE(check("10 / i > 2 AND i <> 0"));
}

TEST_F(DifferentialTest, OverflowIsFoundOnlyInRowsThatHaveValues) {
  EXPECT_FALSE(check("i + 9223372036854775807"));
  EXPECT_TRUE(check("j + 9223372036854775000"));
}

TEST_F(DifferentialTest, EmptyBatchesGiveEmptyColumns) {
  Batch empty(batch_.symbol_count());
  for (const char* text : {"i + 1", "n.p", "n:A", "b AND true", "$p", "[x IN l | x]", "$absent"}) {
    const auto compiled = compile(text);
    ASSERT_TRUE(compiled) << text;
    for (const char* name : {"i", "n", "b", "l"}) {
      empty.column(slot(name)).reset(batch_.column(slot(name)).type());
    }
    Column column;
    EXPECT_TRUE(compiled->expression->evaluate(*context_, empty, column)) << text;
    EXPECT_EQ(column.size(), 0U) << text;
  }
}

TEST_F(DifferentialTest, PredicatesSelectTheRowsThatAreTrue) {
  for (const char* text : {"b", "v = 1", "i > 2", "null", "true"}) {
    const auto compiled = compile(text);
    ASSERT_TRUE(compiled);
    Column column;
    ASSERT_TRUE(compiled->expression->evaluate(*context_, batch_, column));
    std::vector<std::uint32_t> selected;
    ASSERT_TRUE(select_true(column, selected)) << text;
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < rows; ++row) {
      if (equals(column.get(row), Value(true)) == true) expected.push_back(row);
    }
    EXPECT_EQ(selected, expected) << text;
  }
  Column numbers;
  numbers.append(1);
  std::vector<std::uint32_t> selected;
  EXPECT_FALSE(select_true(numbers, selected));
}

}  // namespace
}  // namespace entente::query
