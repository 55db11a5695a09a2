#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

/// Queries that hold more than the budgets below, and whether their rows have an order.
struct Large {
  const char* query;
  bool ordered;
};
constexpr Large large_queries[] = {
    // Sorting: keys of one and of mixed kinds, ties, directions, long rows, nulls.
    {"UNWIND range(1, 5000) AS x RETURN x, x % 7 AS y ORDER BY x % 7 DESC, x", true},
    {"UNWIND range(1, 5000) AS x RETURN x ORDER BY (x * 1979) % 5002", true},
    {"UNWIND range(1, 5000) AS x WITH x, x % 3 AS y ORDER BY y RETURN y, x", true},
    {"UNWIND range(1, 2250) AS x WITH x, CASE x % 5 WHEN 0 THEN null WHEN 1 THEN x * 0.5 "
     "WHEN 2 THEN toString(x) WHEN 3 THEN [x, {a: date('2020-01-01') + duration({days: x})}] "
     "ELSE x % 2 = 0 END AS y RETURN y, x ORDER BY y, x DESC",
     true},
    {"MATCH p = (a:N)-[r:R]->(b) RETURN a, r, p, b.i ORDER BY b.i DESC, a.i", true},
    {"MATCH (a:N) RETURN a {.*}, a ORDER BY a.name, a.i", true},
    {"UNWIND range(1, 7500) AS x RETURN x ORDER BY -x SKIP 3000 LIMIT 2250", true},
    {"UNWIND range(1, 7500) AS x RETURN toString(x) AS t ORDER BY t LIMIT 5000", true},
    // Duplicates: in a result, in a union, of keys that are not output.
    {"UNWIND range(1, 10000) AS x RETURN DISTINCT x % 3750 AS y, toString(x % 3750) AS t", false},
    {"UNWIND range(1, 2250) AS x RETURN toString(x) AS t UNION UNWIND range(1250, 3750) AS x "
     "RETURN toString(x) AS t",
     false},
    {"UNWIND range(1, 10000) AS x WITH DISTINCT x % 4250 AS y WHERE y > 2000 RETURN count(*)",
     true},
    {"UNWIND range(1, 7500) AS x RETURN count(DISTINCT x % 5000), count(DISTINCT toString(x))",
     true},
    // Groups: every aggregate, large states, several in one plan.
    {"UNWIND range(1, 10000) AS x RETURN x % 2750 AS k, count(*), count(x), sum(x), avg(x * 0.5), "
     "min(x), max(toString(x))",
     false},
    {"UNWIND range(1, 7500) AS x RETURN x % 500 AS k, collect(x), collect(DISTINCT x % 900), "
     "count(DISTINCT x)",
     false},
    {"UNWIND range(1, 5000) AS x RETURN toString(x % 750) AS k, percentileCont(x, 0.3), "
     "percentileDisc(DISTINCT x, 0.8), sum(DISTINCT x % 10), stDevP(x)",
     false},
    {"UNWIND range(1, 5000) AS x RETURN x % 2250 AS k, sum(duration({days: x})), "
     "avg(duration({hours: x}))",
     false},
    {"UNWIND range(1, 7500) AS x WITH x % 2250 AS k, count(*) AS n, sum(x) AS s "
     "WITH n, k, s ORDER BY s DESC, k RETURN DISTINCT n, k, s",
     false},
    {"MATCH (a:N)-[:R]->(b) RETURN a, count(b), collect(b.i)", false},
    // Joins and barriers.
    {"MATCH (a:N), (b:N) WHERE a.name = b.name RETURN a.i, b.i", false},
    {"MATCH (a:N)-[:R]->(b)-[:R]->(c), (c)-[:R]->(d) RETURN count(*)", true},
    {"MATCH (a:N) MATCH (b:N {i: a.i}) RETURN count(*)", true},
};

class Spilling : public QueryFixture {
 protected:
  void make_graph() {
    run("UNWIND range(1, 400) AS i CREATE (:N {i: i, name: 'name ' + toString(i / 2)})");
    run("MATCH (a:N) MATCH (b:N) WHERE b.i = (a.i * 31) % 397 + 1 CREATE (a)-[:R {w: a.i}]->(b)");
  }

  static QueryOptions with_memory(std::size_t bytes) {
    QueryOptions options;
    options.memory_bytes_max = bytes;
    return options;
  }
};

TEST_P(Spilling, AnswersAreThoseOfUnlimitedMemory) {
  make_graph();
  for (const Large& large : large_queries) {
    Rows expected = ask(large.query);
    if (!large.ordered) std::sort(expected.begin(), expected.end());
    ASSERT_FALSE(expected.empty()) << large.query;
    for (const std::size_t bytes : {32U << 10U, 200U << 10U}) {
      Rows got = ask(large.query, {}, with_memory(bytes));
      if (!large.ordered) std::sort(got.begin(), got.end());
      EXPECT_EQ(got == expected, true) << large.query << " with " << bytes << " bytes gives "
                                       << got.size() << " rows instead of " << expected.size()
                                       << ", the first: " << (got.empty() ? "" : got.front());
    }
  }
}

TEST_P(Spilling, WithoutTemporaryFilesTheLimitIsTold) {
  for (const char* query : {
           "UNWIND range(1, 20000) AS x RETURN x ORDER BY -x",
           "UNWIND range(1, 20000) AS x RETURN DISTINCT x",
           "UNWIND range(1, 20000) AS x RETURN x, count(*)",
           "UNWIND range(1, 20000) AS x RETURN count(DISTINCT x)",
           "UNWIND range(1, 20000) AS x RETURN x % 900, collect(x)",
       }) {
    QueryOptions options = with_memory(64U << 10U);
    options.temporary_bytes_max = 0;
    EXPECT_EQ(failure(query, {}, options).error_class, ErrorClass::memory_limit) << query;
    options.temporary_bytes_max = 20000;
    const Error error = failure(query, {}, options);
    EXPECT_EQ(error.error_class, ErrorClass::limit_exceeded) << query;
    EXPECT_NE(error.message.find("20000 bytes of temporary files"), std::string::npos);
  }
}

TEST_P(Spilling, OneGroupMustFit) {
  EXPECT_EQ(failure("UNWIND range(1, 50000) AS x RETURN collect(x)", {}, with_memory(300U << 10U))
                .error_class,
            ErrorClass::memory_limit);
  EXPECT_EQ(failure("UNWIND range(1, 50000) AS x RETURN x / 50001 AS k, collect(x)", {},
                    with_memory(300U << 10U))
                .error_class,
            ErrorClass::memory_limit);
}

TEST_P(Spilling, FilesLieWhereTheyShouldAndLeaveNothing) {
  QueryOptions options = with_memory(64U << 10U);
  options.temporary_folder = folder_ / "nowhere";
  const char* query = "UNWIND range(1, 20000) AS x RETURN x ORDER BY -x";
  const Error error = failure(query, {}, options);
  EXPECT_EQ(error.error_class, ErrorClass::io_error);
  EXPECT_NE(error.message.find("nowhere"), std::string::npos) << error.message;
  options.temporary_folder = folder_ / "somewhere";
  std::filesystem::create_directory(options.temporary_folder);
  auto result = session_->run(query, {}, options);
  ASSERT_TRUE(result);
  ASSERT_TRUE(result->next());
  EXPECT_TRUE(std::filesystem::is_empty(options.temporary_folder));
}

/// A file that may not grow stands for a disk that is full.
TEST_P(Spilling, AFailedWriteFailsTheQueryOnly) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{4096, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const Error error =
      failure("UNWIND range(1, 20000) AS x RETURN x ORDER BY -x", {}, with_memory(64U << 10U));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(error.error_class, ErrorClass::io_error);
  EXPECT_NE(error.message.find("temporary file"), std::string::npos) << error.message;
  EXPECT_EQ(ask("RETURN 1"), Rows({"1"}));
}

TEST_P(Spilling, WritesBehindABarrierSeeWhatWasRead) {
  make_graph();
  const char* query =
      "MATCH (a:N) CREATE (:N {i: a.i, name: a.name}) WITH a MATCH (b:N {i: a.i}) RETURN count(*)";
  ASSERT_TRUE(session_->begin());
  const Rows expected = ask(query);
  ASSERT_TRUE(session_->rollback());
  ASSERT_TRUE(session_->begin());
  EXPECT_EQ(ask(query, {}, with_memory(1U << 20U)), expected);
  ASSERT_TRUE(session_->rollback());
}

TEST_P(Spilling, ReadsStopWithTheQuery) {
  QueryOptions options = with_memory(64U << 10U);
  auto result = session_->run("UNWIND range(1, 100000) AS x RETURN x ORDER BY -x", {}, options);
  ASSERT_TRUE(result);
  ASSERT_TRUE(result->next());
  options.stop.request_stop();
  const auto rows = result->rows();
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().error_class, ErrorClass::interrupted);
}

ENTENTE_QUERY_TESTS(Spilling);

}  // namespace
}  // namespace entente::testing
