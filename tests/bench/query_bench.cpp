// Queries through the public interface: planning, dispatch, and the operators one by one.
// Argument 0 of each benchmark: 0 in memory, 1 on RocksDB.

#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "entente/entente.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace entente;

constexpr std::int64_t node_total = 50'000;

/// A benchmark cannot do anything about an error but end the program.
template <class T>
T must(Result<T> result) {
  if (!result.has_value()) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::abort();
  }
  return std::move(result).value();
}

/// 50,000 nodes (:N {id, v, g}) and 200,000 relationships :R between them.
struct Fixture {
  explicit Fixture(bool durable) : database(must(Database::open(options(durable)))) {
    Session session = database.session();
    run(session, "CREATE CONSTRAINT FOR (n:N) REQUIRE n.id IS UNIQUE");
    run(session,
        "UNWIND range(0, $nodes - 1) AS i CREATE (:N {id: i, v: i * 7919 % 10007, g: i % 100})",
        {{"nodes", Value(node_total)}});
    run(session,
        "MATCH (a:N) UNWIND range(1, 4) AS k "
        "MATCH (b:N {id: (a.id * 31 + k * k * 1013) % $nodes}) CREATE (a)-[:R]->(b)",
        {{"nodes", Value(node_total)}});
  }
  [[nodiscard]] OpenOptions options(bool durable) const {
    OpenOptions options;
    if (durable) options.path = folder / "db";
    // The disk's own speed is not what these measure.
    options.sync = false;
    options.cache_bytes = 256U << 20U;
    return options;
  }
  static void run(Session& session, const std::string& text, const Parameters& parameters = {}) {
    must(must(session.run(text, parameters)).rows());
  }
  static Fixture& of(benchmark::State& state) {
    auto& fixture = all()[static_cast<std::size_t>(state.range(0))];
    if (!fixture) fixture = std::make_unique<Fixture>(state.range(0) == 1);
    return *fixture;
  }

  static std::array<std::unique_ptr<Fixture>, 2>& all() {
    static std::array<std::unique_ptr<Fixture>, 2> fixtures;
    return fixtures;
  }

  entente::testing::TempDir folder;
  Database database;
};

/// Runs one prepared query over and over; `items` is what one run looks at.
void repeat(benchmark::State& state, const char* text, std::int64_t items) {
  Session session = Fixture::of(state).database.session();
  const PreparedQuery query = must(session.prepare(text));
  std::int64_t id = 0;
  // Copies in memory are built once reading has shown that they pay.
  for (int i = 0; i < 5; ++i) must(must(session.run(query, {{"id", Value(id)}})).rows());
  for (auto _ : state) {
    id = (id + 7919) % node_total;
    benchmark::DoNotOptimize(must(must(session.run(query, {{"id", Value(id)}})).rows()));
  }
  state.SetItemsProcessed(state.iterations() * items);
}

void plan(benchmark::State& state) {
  Session session = Fixture::of(state).database.session();
  std::int64_t number = 0;
  for (auto _ : state) {
    // Every text is a new one, or the plan cache would answer.
    const std::string text =
        "MATCH (a:N {id: $id})-[:R]->(b:N)<-[:R]-(c:N) WHERE b.v > c.v AND c.g < 50 "
        "RETURN b.g AS g, count(DISTINCT c) AS k ORDER BY k DESC, g LIMIT " +
        std::to_string(++number);
    benchmark::DoNotOptimize(must(session.prepare(text)));
  }
}
BENCHMARK(plan)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

#define ENTENTE_QUERY_BENCHMARK(name, items, text)                   \
  void name(benchmark::State& state) { repeat(state, text, items); } \
  BENCHMARK(name)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond)

ENTENTE_QUERY_BENCHMARK(dispatch, 1, "RETURN $id");
ENTENTE_QUERY_BENCHMARK(seek, 1, "MATCH (n:N {id: $id}) RETURN n.v, n.g");
ENTENTE_QUERY_BENCHMARK(scan, node_total, "MATCH (n:N) RETURN count(n.v)");
ENTENTE_QUERY_BENCHMARK(
    filter, node_total,
    "MATCH (n:N) WHERE n.v >= 2500 AND n.v < 5000 AND n.g < 50 RETURN count(*)");
ENTENTE_QUERY_BENCHMARK(aggregate, node_total,
                        "MATCH (n:N) RETURN n.g, count(*), sum(n.v), avg(n.v)");
ENTENTE_QUERY_BENCHMARK(top, node_total, "MATCH (n:N) RETURN n.id ORDER BY n.v DESC LIMIT 10");
ENTENTE_QUERY_BENCHMARK(sort, node_total,
                        "MATCH (n:N) WITH n.v AS v ORDER BY v RETURN last(collect(v))");
ENTENTE_QUERY_BENCHMARK(expand, 4 * node_total,
                        "MATCH (a:N)-[:R]->(b) WHERE b.g = 1 RETURN count(a.v)");
ENTENTE_QUERY_BENCHMARK(two_hops, 16,
                        "MATCH (:N {id: $id})-[:R]->()-[:R]->(c) RETURN count(DISTINCT c)");
ENTENTE_QUERY_BENCHMARK(triangles, node_total,
                        "MATCH (a:N)-[:R]->(b)-[:R]->(c), (a)-[:R]->(c) RETURN count(*)");

/// Rows to a transaction: the second argument.
void commit(benchmark::State& state) {
  Session session = Fixture::of(state).database.session();
  const PreparedQuery query =
      must(session.prepare("UNWIND range(1, $rows) AS i CREATE (:Written {i: i})"));
  for (auto _ : state) must(must(session.run(query, {{"rows", Value(state.range(1))}})).rows());
  state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK(commit)->ArgsProduct({{0, 1}, {1, 1000}})->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  // Before the statics of RocksDB go.
  Fixture::all() = {};
}
