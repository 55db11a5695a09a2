#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "entente/entente.hpp"
#include "tests/support/query_generator.hpp"

namespace entente::testing {
namespace {

/// A value down to the last bit.
std::string exact_text(const Value& value) {
  if (value.is_float()) return fmt::format("{:a}", value.as_float());
  return value.to_text();
}

class ParallelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    OpenOptions options;
    options.path = ":memory:";
    options.projections = ProjectionPolicy::eager;
    auto opened = Database::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    database_.emplace(std::move(opened).value());
    session_.emplace(database_->session());
  }

  void run(const std::string& query) {
    auto result = session_->run(query);
    ASSERT_TRUE(result) << query << ": " << result.error().message;
    ASSERT_TRUE(result->rows()) << query;
  }

  /// 3,000 nodes with properties of every kind, some of them hubs.
  void make_graph() {
    run("UNWIND range(1, 3000) AS i CREATE (n:N {i: i, f: i * 0.37 - 90, g: i % 7, s: 'text ' + "
        "toString(i % 11), d: date('2020-01-01') + duration({days: i % 40})})");
    run("MATCH (n:N) WHERE n.i % 5 = 0 REMOVE n.f SET n:M, n.m = CASE n.i % 4 WHEN 0 THEN n.i "
        "WHEN 1 THEN 'x' WHEN 2 THEN n.i * 0.5 ELSE [n.i] END");
    run("MATCH (a:N), (b:N) WHERE b.i = a.i * 3 % 3001 CREATE (a)-[:R {w: a.i * 1.25}]->(b)");
    run("MATCH (a:N), (b:N) WHERE b.i = a.i % 3 + 1 CREATE (a)-[:S {w: -a.i}]->(b)");
    run("MATCH (a:N) WHERE a.i % 9 = 0 CREATE (a)-[:S {w: a.i}]->(a)");
  }

  static QueryOptions divided(unsigned threads) {
    QueryOptions options;
    options.threads = threads;
    options.parallel_rows_min = 0;
    return options;
  }
  static QueryOptions undivided() {
    QueryOptions options;
    options.parallel_rows_min = ~std::uint64_t{0};
    return options;
  }

  std::string answer(const std::string& query, const QueryOptions& options) {
    auto result = session_->run(query, {{"two", Value(2)}}, options);
    if (!result) return "error: " + result.error().message;
    std::string text;
    while (true) {
      const auto more = result->next();
      if (!more) return "error: " + more.error().message;
      if (!*more) return text;
      for (const Value& value : result->row()) text += exact_text(value) + " | ";
      text += "\n";
    }
  }

  /// Threads that PROFILE says worked on some operator of the query.
  unsigned threads_of(const std::string& query, const QueryOptions& options) {
    auto result = session_->run("PROFILE " + query, {}, options);
    EXPECT_TRUE(result) << query;
    if (!result || !result->rows() || !result->summary().plan) return 0;
    return most_threads(*result->summary().plan);
  }
  static unsigned most_threads(const PlanNode& node) {
    unsigned most = node.threads.value_or(1);
    for (const PlanNode& child : node.children) most = std::max(most, most_threads(child));
    return most;
  }

  std::optional<Database> database_;
  std::optional<Session> session_;
};

/// Queries that are divided. Floats among them are such that sums do not depend on their order.
const char* const queries[] = {
    // Aggregates over scans, by groups and without.
    "MATCH (n:N) WITH n.g AS g, n AS n RETURN g, count(*), sum(n.i), avg(n.f), min(n.s), max(n.d)",
    "MATCH (n:N) WHERE n.s > 'text 3' RETURN n.g AS g, collect(n.i) AS items",
    "MATCH (n:M) RETURN n.g AS g, collect(n.m)[..20] AS some, stdev(n.i), percentileDisc(n.i, 0.3)",
    "MATCH (n) RETURN labels(n) AS l, count(n.f), count(*)",
    "MATCH (n:N) RETURN sum(n.i + 1), count(n.f), min(n.i * -1)",
    "MATCH (n:N) WHERE n.nothing = 1 RETURN sum(n.i + 1), collect(n.i), count(*)",
    "MATCH (n:Nobody) RETURN sum(n.i + 1), count(*)",
    // Folded scans.
    "MATCH (n:N) WHERE n.g > 2 AND n.f IS NOT NULL RETURN count(*), sum(n.f), min(n.f), max(n.m)",
    "MATCH ()-[r]->() RETURN count(*), sum(r.w)",
    "MATCH ()-[r:R]->() WHERE r.w > 100 RETURN avg(r.w)",
    // Expansions, cycles, degrees.
    "MATCH (a:N)-[r]->(b) RETURN type(r) AS t, count(*), sum(r.w), min(b.i)",
    "MATCH (a:N)-[:R]->(b:N)-[:S]->(c) RETURN c.g AS g, count(*), sum(a.i - b.i)",
    "MATCH (a:N)-[:S]->(b)-[:S]->(c), (a)-[:S]->(c) RETURN count(*)",
    "MATCH (a:N)-[:R]->(b)-[:R]->(c) RETURN count(*)",
    "MATCH (a)-->(b)<--(c) RETURN count(*)",
    "MATCH (a:M)-[:R*1..3]->(b) RETURN b.g AS g, count(*)",
    // The first rows in order; ties stay as they are found.
    "MATCH (n:N) RETURN n.i AS i, n.g AS g ORDER BY n.g DESC LIMIT 25",
    "MATCH (n:N) RETURN n.s AS s ORDER BY n.g, n.f SKIP 3 LIMIT 40",
    "MATCH (a:N)-[r:S]->(b) RETURN b.i AS b, r.w AS w ORDER BY b, w % 100 LIMIT 30",
    "MATCH (n:N) RETURN n ORDER BY n.d, n.i LIMIT 3",
    "MATCH (n:N) RETURN n.i AS i ORDER BY i LIMIT 0",
    "MATCH (n:N) WHERE n.i < 3 RETURN n.i AS i ORDER BY i DESC LIMIT 1000",
};

TEST_F(ParallelTest, AnswersAreTheSameWithEveryNumberOfThreads) {
  make_graph();
  for (const char* query : queries) {
    const std::string one = answer(query, divided(1));
    EXPECT_FALSE(one.starts_with("error")) << query << "\n" << one;
    for (const unsigned threads : {2U, 3U, 8U}) {
      EXPECT_EQ(answer(query, divided(threads)), one) << query << " by " << threads;
    }
  }
}

TEST_F(ParallelTest, AnswersAreThoseOfAnUndividedRun) {
  make_graph();
  for (const char* query : queries) {
    const std::string whole = answer(query, undivided());
    const std::string parts = answer(query, divided(4));
    // The mean and the deviation of floats may differ in the last digits.
    const std::string text(query);
    if (text.find("avg(") != std::string::npos || text.find("stdev(") != std::string::npos ||
        text.find("sum(n.f)") != std::string::npos) {
      EXPECT_EQ(parts.size() > 10, whole.size() > 10) << query;
      continue;
    }
    EXPECT_EQ(parts, whole) << query;
  }
}

TEST_F(ParallelTest, ProfileTellsThreads) {
  make_graph();
  for (const char* query :
       {"MATCH (a:N)-[r]->(b) RETURN type(r) AS t, count(*)", "MATCH (n:N) RETURN sum(n.i + 1)",
        "MATCH (a:N)-[:S]->(b)-[:S]->(c), (a)-[:S]->(c) RETURN count(*)",
        "MATCH (n:N) RETURN n.i AS i ORDER BY n.g LIMIT 5"}) {
    EXPECT_EQ(threads_of(query, divided(2)), 2U) << query;
    EXPECT_EQ(threads_of(query, divided(1)), 1U) << query;
    EXPECT_EQ(threads_of(query, {}), 1U) << query << ": too small for several by default";
  }
}

/// Putting as many groups together as there are rows costs more than threads save.
TEST_F(ParallelTest, NearlyAsManyGroupsAsRowsAreFoundUndivided) {
  run("UNWIND range(1, 40000) AS i CREATE (:G {i: i, few: i % 10, many: i / 2})");
  const auto by = [](const std::string& key) {
    return "MATCH (n:G) RETURN n." + key + " AS k, count(*) AS rows ORDER BY rows DESC, k LIMIT 1";
  };
  EXPECT_EQ(answer(by("many"), divided(2)), "1 | 2 | \n");
  EXPECT_EQ(threads_of(by("many"), divided(2)), 1U);
  EXPECT_EQ(answer(by("few"), divided(2)), "0 | 4000 | \n");
  EXPECT_EQ(threads_of(by("few"), divided(2)), 2U);
}

TEST_F(ParallelTest, RowsOfOperatorsAreCountedTogether) {
  make_graph();
  const std::string query = "PROFILE MATCH (a:N)-[r:R]->(b) RETURN a.g AS g, count(*)";
  std::vector<std::string> counted;
  for (const QueryOptions& options : {undivided(), divided(2)}) {
    auto result = session_->run(query, {}, options);
    ASSERT_TRUE(result && result->rows());
    std::string text;
    const PlanNode* node = &*result->summary().plan;
    for (; node != nullptr; node = node->children.empty() ? nullptr : &node->children.front()) {
      if (node->name == "Argument") break;
      text += fmt::format("{} {}\n", node->name, node->rows.value_or(0));
    }
    counted.push_back(text);
  }
  EXPECT_EQ(counted[0], counted[1]);
}

TEST_F(ParallelTest, FoldedScansTellTheirRows) {
  make_graph();
  auto result = session_->run("PROFILE MATCH (n:N) WHERE n.g = 3 RETURN sum(n.i)");
  ASSERT_TRUE(result && result->rows());
  const PlanNode* node = &*result->summary().plan;
  while (node->name != "Aggregate" && node->name != "EagerAggregation") {
    ASSERT_FALSE(node->children.empty()) << node->name;
    node = &node->children.front();
  }
  EXPECT_NE(node->details.find("columns in memory"), std::string::npos) << node->details;
  ASSERT_FALSE(node->children.empty());
  EXPECT_EQ(node->children.front().rows, 429U);
  EXPECT_EQ(node->children.front().children.front().rows, 3000U);
}

TEST_F(ParallelTest, TheFirstErrorIsTheOneOfAnUndividedRun) {
  make_graph();
  run("MATCH (n:N) WHERE n.i IN [7, 2900] SET n.z = 0");
  for (const std::string query :
       {"MATCH (n:N) RETURN sum(n.i / coalesce(n.z, 1))",
        "MATCH (n:N) WHERE n.i > 5 RETURN n.g AS g, collect(n.i / coalesce(n.z, 1))",
        "MATCH (n:N) RETURN n.i / coalesce(n.z, 1) AS x ORDER BY x LIMIT 3"}) {
    const std::string whole = answer(query, undivided());
    EXPECT_TRUE(whole.starts_with("error")) << query << whole;
    for (const unsigned threads : {1U, 2U, 8U}) {
      EXPECT_EQ(answer(query, divided(threads)), whole) << query;
    }
  }
}

/// Other parts would go on for longer than anyone waits.
TEST_F(ParallelTest, AnErrorEndsTheOtherThreads) {
  make_graph();
  run("MATCH (n:N) WHERE n.i = 1 SET n.z = 0");
  for (const unsigned threads : {2U, 8U}) {
    const std::string found = answer(
        "MATCH (a:N)-[:S*1..40]-(b) WHERE a.i / coalesce(a.z, 1) > 0 RETURN b.g AS g, count(*)",
        divided(threads));
    EXPECT_EQ(found, "error: an integer cannot be divided by zero") << threads;
  }
}

/// The values of one list are held by the parts and by the whole for a while.
TEST_F(ParallelTest, AListThatFillsMemoryIsCollectedUndivided) {
  make_graph();
  const std::string query = "MATCH (n:N) RETURN collect(n.s + n.s) AS texts";
  QueryOptions options = undivided();
  options.memory_bytes_max = 10'000;
  while (answer(query, options).starts_with("error")) options.memory_bytes_max += 10'000;
  const std::string whole = answer(query, options);
  QueryOptions by_threads = divided(4);
  by_threads.memory_bytes_max = options.memory_bytes_max;
  EXPECT_EQ(answer(query, by_threads), whole);
}

TEST_F(ParallelTest, WhereMemoryIsShortItRunsUndivided) {
  make_graph();
  const std::string query =
      "MATCH (n:N) RETURN n.g AS g, collect(n.s + n.s + n.s + n.s) AS texts, count(*) AS k";
  QueryOptions options = divided(4);
  options.memory_bytes_max = 200'000;
  auto whole = undivided();
  whole.memory_bytes_max = options.memory_bytes_max;
  EXPECT_EQ(answer(query, options), answer(query, whole));
  options.memory_bytes_max = whole.memory_bytes_max = 1000;
  options.temporary_bytes_max = whole.temporary_bytes_max = 0;
  const std::string failed = answer(query, whole);
  EXPECT_TRUE(failed.starts_with("error")) << failed;
  EXPECT_EQ(answer(query, options), failed);
}

TEST_F(ParallelTest, StopsEveryThread) {
  make_graph();
  const std::string endless =
      "MATCH (a:N)-[:S*1..9]-(b) WITH a.g AS g, b.g AS h RETURN g, h, count(*)";
  QueryOptions options = divided(3);
  options.timeout_ms = std::chrono::milliseconds(30);
  auto result = session_->run(endless, {}, options);
  const auto error = [&] {
    if (!result) return result.error();
    const auto rows = result->rows();
    return rows ? Error{} : rows.error();
  }();
  EXPECT_EQ(error.error_class, ErrorClass::timeout) << error.message;

  options = divided(3);
  const StopToken stop = options.stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    stop.request_stop();
  });
  EXPECT_EQ(answer(endless, options), "error: the query was stopped");
  stopper.join();
}

TEST_F(ParallelTest, OwnWritesAreSeen) {
  make_graph();
  ASSERT_TRUE(session_->begin());
  run("UNWIND range(1, 100) AS i CREATE (:N {i: 10000 + i, g: 99})");
  const std::string query = "MATCH (n:N) WHERE n.g = 99 RETURN n.g AS g, count(*), min(n.i)";
  EXPECT_EQ(answer(query, divided(2)), "99 | 100 | 10001 | \n");
  ASSERT_TRUE(session_->rollback());
  EXPECT_EQ(answer(query, divided(2)), "");
}

/// Readers at several threads see one state each while a writer goes on.
TEST_F(ParallelTest, EachRunSeesOneState) {
  run("UNWIND range(1, 2000) AS i CREATE (a:A {v: 1})-[:R {v: 1}]->(:B {v: -1})");
  std::atomic<bool> done{false};
  std::thread writer([&] {
    Session session = database_->session();
    for (int i = 0; i < 60; ++i) {
      auto result = session.run(
          "MATCH (a:A)-[r:R]->(b:B) WITH a, r, b LIMIT 20 SET a.v = a.v + 1, b.v = b.v - 1 "
          "CREATE (:A {v: 5})-[:R {v: 0}]->(:B {v: -5})");
      EXPECT_TRUE(result);
    }
    done = true;
  });
  for (int i = 0; i < 20 || !done; ++i) {
    EXPECT_EQ(answer("MATCH (n) RETURN sum(n.v + 0)", divided(3)), "0 | \n");
    EXPECT_EQ(answer("MATCH (n) RETURN sum(n.v)", divided(3)), "0 | \n");
    EXPECT_EQ(answer("MATCH (a)-[:R]->(b) RETURN sum(a.v + b.v)", divided(3)), "0 | \n");
    if (::testing::Test::HasFailure()) break;
  }
  writer.join();
}

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : otherwise;
}

/// As long and of the same seed as the differential test of rules and stores.
TEST_F(ParallelTest, GeneratedQueriesGiveTheSameWithEveryNumberOfThreads) {
  const std::uint32_t seed = setting("ENTENTE_GENERATED_SEED", 77);
  const std::uint32_t count = setting("ENTENTE_GENERATED_QUERIES", 1500);
  for (const std::string& statement : generated_graph(seed)) run(statement);
  QueryGenerator generator(seed);
  std::uint32_t compared = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const GeneratedQuery query = generator.next();
    if (query.updating) continue;
    ++compared;
    const std::string whole = answer(query.text, undivided());
    for (const unsigned threads : {1U, 2U, 8U}) {
      ASSERT_EQ(answer(query.text, divided(threads)), whole) << query.text << " by " << threads;
    }
  }
  EXPECT_GT(compared, count / 3);
}

}  // namespace
}  // namespace entente::testing
