#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "entente/entente.hpp"

namespace entente::testing {
namespace {

/// One relationship of a pattern, with what its ends must be.
struct Piece {
  std::string pattern;       // (a)-[r1:R]->(b)
  std::string relationship;  // r1
  std::string type;
};

struct PatternCase {
  std::string name;
  std::vector<Piece> pieces;
  std::string where;  // may be empty
  std::string start;  // what to count the values of
};

/// A world with hubs: few companies employ most people, few tags are liked by nearly everybody.
class PlanQuality : public ::testing::TestWithParam<PatternCase> {
 protected:
  void SetUp() override {
    auto opened = Database::open(OpenOptions{});
    ASSERT_TRUE(opened) << opened.error().message;
    database_ = std::make_unique<Database>(std::move(opened).value());
    session_ = std::make_unique<Session>(database_->session());
    run("CREATE INDEX FOR (n:Person) ON (n.id)");
    run("CREATE INDEX FOR (n:Tag) ON (n.name)");
    run("UNWIND range(0, 499) AS i CREATE (:Person {id: i, age: i % 60, city: 'c' + (i % 7)})");
    run("UNWIND range(0, 59) AS i CREATE (:Company {id: i, size: i * i})");
    run("UNWIND range(0, 4) AS i CREATE (:Country {id: i})");
    run("UNWIND range(0, 29) AS i CREATE (:Tag {name: 't' + i})");
    relate("Person", "WORKS_AT", "Company", 500, "i", "(i * i) % 60 % (1 + i % 60)");
    relate("Company", "BASED_IN", "Country", 60, "i", "i % 5");
    relate("Person", "KNOWS", "Person", 1500, "(i * 7) % 500", "(i * i + 3 * i) % 500 % (1 + i)");
    relate("Person", "LEADS", "Company", 30, "i * 11 % 500", "i % 60");
    run("MATCH (p:Person), (t:Tag {name: 't0'}) WHERE p.id % 10 <> 3 CREATE (p)-[:LIKES]->(t)");
    run("MATCH (p:Person), (t:Tag) WHERE t.name = 't' + (1 + p.id % 29) "
        "CREATE (p)-[:LIKES]->(t)");
  }

  void relate(const std::string& from, const std::string& type, const std::string& to, int count,
              const std::string& source, const std::string& target) {
    run(
        fmt::format("UNWIND range(0, {}) AS i MATCH (a:{}), (b:{}) WHERE a.id = {} AND b.id = {} "
                    "CREATE (a)-[:{}]->(b)",
                    count - 1, from, to, source, target, type));
  }

  ResultSummary run(const std::string& text) {
    auto result = session_->run(text);
    EXPECT_TRUE(result) << text << ": " << (result ? "" : result.error().message);
    if (!result) return {};
    auto rows = result->rows();
    EXPECT_TRUE(rows) << text;
    answer_ = rows && !rows->empty() ? rows->front().front().to_text() : "";
    return result->summary();
  }

  static double rows_of(const PlanNode& node) {
    double sum = static_cast<double>(node.rows.value_or(0));
    for (const auto& child : node.children) sum += rows_of(child);
    return sum;
  }

  static std::string text_of(const PlanNode& node, std::size_t depth = 0) {
    std::string text = fmt::format("{:{}}{} {} ~{:.3g} {}\n", "", depth, node.name, node.details,
                                   node.estimated_rows, node.rows.value_or(0));
    for (const auto& child : node.children) text += text_of(child, depth + 1);
    return text;
  }

  /// Rows all operators gave.
  double work(const std::string& text) {
    const ResultSummary summary = run("PROFILE " + text);
    EXPECT_TRUE(summary.plan) << text;
    if (summary.plan) plan_ = text_of(*summary.plan);
    return summary.plan ? rows_of(*summary.plan) : 0;
  }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Session> session_;
  std::string answer_;
  std::string plan_;
};

/// The pattern matched one relationship after the other, in this order.
std::string forced(const PatternCase& pattern, const std::vector<std::size_t>& order) {
  std::string text;
  std::vector<const Piece*> before;
  for (const std::size_t i : order) {
    const Piece& piece = pattern.pieces[i];
    text += "MATCH " + piece.pattern;
    std::string different;
    for (const Piece* other : before) {
      if (other->type != piece.type) continue;
      different += (different.empty() ? " WHERE " : " AND ") + piece.relationship + " <> " +
                   other->relationship;
    }
    text += different + " ";
    before.push_back(&piece);
  }
  const std::string where = pattern.where.empty() ? "" : "WITH * WHERE " + pattern.where + " ";
  return text + where + "RETURN count(DISTINCT " + pattern.start + ")";
}

TEST_P(PlanQuality, IsNotFarFromTheBestOrder) {
  const PatternCase& pattern = GetParam();
  std::string text = "MATCH ";
  for (const auto& piece : pattern.pieces) {
    if (&piece != &pattern.pieces.front()) text += ", ";
    text += piece.pattern;
  }
  if (!pattern.where.empty()) text += " WHERE " + pattern.where;
  const double chosen = work(text + " RETURN count(DISTINCT " + pattern.start + ")");
  const std::string expected = answer_;
  const std::string plan = plan_;
  double best = 0;
  std::string best_text;
  std::vector<std::size_t> order(pattern.pieces.size());
  std::iota(order.begin(), order.end(), 0U);
  do {
    const std::string one = forced(pattern, order);
    const double rows = work(one);
    EXPECT_EQ(answer_, expected) << one;
    if (best_text.empty() || rows < best) {
      best = rows;
      best_text = one + "\n" + plan_;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  // Small sums differ by the rows of an operator more or less.
  EXPECT_LE(chosen, 2 * best + 50) << text << "\n" << plan << "best: " << best_text;
}

const PatternCase pattern_cases[] = {
    {"chain_from_a_value",
     {{"(a:Person {id: 7})-[r1:KNOWS]->(b:Person)", "r1", "KNOWS"},
      {"(b)-[r2:WORKS_AT]->(c:Company)", "r2", "WORKS_AT"},
      {"(c)-[r3:BASED_IN]->(d:Country)", "r3", "BASED_IN"}},
     "",
     "d.id"},
    {"chain_to_few",
     {{"(a:Person)-[r1:KNOWS]->(b:Person)", "r1", "KNOWS"},
      {"(b)-[r2:LEADS]->(c:Company)", "r2", "LEADS"},
      {"(c)-[r3:BASED_IN]->(d:Country)", "r3", "BASED_IN"}},
     "d.id = 2",
     "a.id"},
    {"through_a_hub",
     {{"(a:Person)-[r1:LIKES]->(t:Tag)", "r1", "LIKES"},
      {"(b:Person)-[r2:LIKES]->(t)", "r2", "LIKES"},
      {"(b)-[r3:LEADS]->(c:Company)", "r3", "LEADS"}},
     "a.id < 20",
     "c.id"},
    {"star",
     {{"(a:Person)-[r1:WORKS_AT]->(c:Company)", "r1", "WORKS_AT"},
      {"(a)-[r2:LIKES]->(t:Tag)", "r2", "LIKES"},
      {"(a)-[r3:KNOWS]->(b:Person)", "r3", "KNOWS"},
      {"(a)-[r4:LEADS]->(d:Company)", "r4", "LEADS"}},
     "",
     "b.id"},
    {"triangle",
     {{"(a:Person)-[r1:KNOWS]->(b:Person)", "r1", "KNOWS"},
      {"(b)-[r2:WORKS_AT]->(c:Company)", "r2", "WORKS_AT"},
      {"(a)-[r3:LEADS]->(c)", "r3", "LEADS"}},
     "",
     "a.id"},
    {"range_decides",
     {{"(a:Person)-[r1:WORKS_AT]->(c:Company)", "r1", "WORKS_AT"},
      {"(c)-[r2:BASED_IN]->(d:Country)", "r2", "BASED_IN"},
      {"(a)-[r3:LIKES]->(t:Tag)", "r3", "LIKES"}},
     "c.size >= 3300 AND c.size < 3500",
     "t.name"},
    {"rare_value",
     {{"(a:Person)-[r1:KNOWS]->(b:Person)", "r1", "KNOWS"},
      {"(a)-[r2:LIKES]->(t:Tag {name: 't5'})", "r2", "LIKES"},
      {"(b)-[r3:LIKES]->(u:Tag {name: 't7'})", "r3", "LIKES"}},
     "",
     "b.id"},
    {"square",
     {{"(a:Person)-[r1:KNOWS]->(b:Person)", "r1", "KNOWS"},
      {"(b)-[r2:WORKS_AT]->(c:Company)", "r2", "WORKS_AT"},
      {"(a)-[r3:LEADS]->(d:Company)", "r3", "LEADS"},
      {"(d)-[r4:BASED_IN]->(e:Country)<-[r5:BASED_IN]-(c)", "r4", "BASED_IN"}},
     "",
     "c.id"},
};
INSTANTIATE_TEST_SUITE_P(Patterns, PlanQuality, ::testing::ValuesIn(pattern_cases),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace entente::testing
