#include <chrono>
#include <thread>

#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

/// Queries that would run or grow nearly for ever.
struct Endless {
  const char* name;
  const char* query;
};
constexpr Endless endless_queries[] = {
    {"clique", "MATCH (a:K)-[*]->(b) RETURN count(*)"},
    {"quantified",
     "MATCH (a:K) ((x)-[r]->(y)-[s]->(z) WHERE x.i <> z.i + 100)+ (b) RETURN count(*)"},
    {"selected", "MATCH p = SHORTEST 100000000 (a:K {i: 1})-->{3,}(b:K {i: 2}) RETURN count(p)"},
    {"walks", "MATCH REPEATABLE ELEMENTS p = (:K)-->{1,1000}() RETURN count(p)"},
    {"acyclic", "MATCH p = ACYCLIC (:K {i: 1})--+(:K) RETURN sum(length(p))"},
    {"product",
     "MATCH (a:K), (b:K), (c:K), (d:K), (e:K), (f:K), (g:K), (h:K) "
     "WHERE a.i + b.i + c.i + d.i + e.i + f.i + g.i + h.i = -1 RETURN count(*)"},
    {"range", "UNWIND range(1, 1000000000000) AS x RETURN count(x)"},
    {"subquery", "UNWIND range(1, 1000000000) AS x WITH x WHERE EXISTS { (:K {i: -1}) } RETURN x"},
};

class Limits : public QueryFixture {
 protected:
  void SetUp() override {
    QueryFixture::SetUp();
    run("UNWIND range(1, 14) AS i CREATE (:K {i: i})");
    run("MATCH (a:K), (b:K) WHERE a.i <> b.i CREATE (a)-[:E]->(b)");
  }
  void expect_usable() {
    EXPECT_EQ(ask("MATCH (n:K) RETURN count(n)"), Rows({"14"}));
    run("CREATE (:Probe)");
    EXPECT_EQ(ask("MATCH (n:Probe) DELETE n RETURN count(*)"), Rows({"1"}));
  }
};

TEST_P(Limits, DeadlineStopsEverything) {
  for (const Endless& endless : endless_queries) {
    QueryOptions options;
    options.timeout_ms = std::chrono::milliseconds(100);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(failure(endless.query, {}, options).error_class, ErrorClass::timeout) << endless.name;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << endless.name;
  }
  expect_usable();
}

TEST_P(Limits, TokenAndSessionStopEverything) {
  for (const Endless& endless : endless_queries) {
    QueryOptions options;
    std::thread stopper([stop = options.stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop.request_stop();
    });
    EXPECT_EQ(failure(endless.query, {}, options).error_class, ErrorClass::interrupted)
        << endless.name;
    stopper.join();
  }
  std::thread interrupter([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    session_->interrupt();
  });
  EXPECT_EQ(failure(endless_queries[0].query).error_class, ErrorClass::interrupted);
  interrupter.join();
  expect_usable();
}

TEST_P(Limits, MemoryBudgetBoundsWhatIsHeld) {
  QueryOptions options;
  options.memory_bytes_max = 4U << 20U;
  options.temporary_bytes_max = 0;
  for (const char* query : {
           "UNWIND range(1, 10000000) AS x RETURN x ORDER BY -x",
           "UNWIND range(1, 10000000) AS x RETURN collect(x)",
           "UNWIND range(1, 10000000) AS x RETURN DISTINCT x SKIP 9999999",
           "UNWIND range(1, 10000000) AS x WITH x, count(*) AS n RETURN sum(n)",
           "UNWIND range(1, 10000000) AS x RETURN count(DISTINCT x)",
           "RETURN size(range(1, 40000000))",
           "UNWIND range(1, 10000000) AS x CREATE (:Big {x: x})",
           "RETURN reduce(l = [0], x IN range(1, 60) | l + l)",
       }) {
    EXPECT_EQ(failure(query, {}, options).error_class, ErrorClass::memory_limit) << query;
  }
  EXPECT_EQ(ask("MATCH (n:Big) RETURN count(n)"), Rows({"0"}));
  expect_usable();
}

TEST_P(Limits, StreamsNeedNoMemory) {
  QueryOptions options;
  options.memory_bytes_max = 1U << 20U;
  EXPECT_EQ(ask("UNWIND range(1, 3000000) AS x RETURN count(x)", {}, options), Rows({"3000000"}));
  EXPECT_EQ(ask("UNWIND range(1, 1000000) AS x RETURN x ORDER BY x DESC LIMIT 1", {}, options),
            Rows({"1000000"}));
}

TEST_P(Limits, RowsAreCounted) {
  QueryOptions options;
  options.rows_max = 3;
  EXPECT_EQ(ask("UNWIND range(1, 3) AS x RETURN x", {}, options).size(), 3U);
  EXPECT_EQ(failure("UNWIND range(1, 4) AS x RETURN x", {}, options).error_class,
            ErrorClass::limit_exceeded);
  EXPECT_EQ(failure("UNWIND range(1, 4) AS x CREATE (n:Row) RETURN n", {}, options).error_class,
            ErrorClass::limit_exceeded);
  EXPECT_EQ(ask("MATCH (n:Row) RETURN count(n)"), Rows({"0"}));
}

ENTENTE_QUERY_TESTS(Limits);

}  // namespace
}  // namespace entente::testing
