// Transactions over both stores: creation, commits, expansion from lists and from the topology.
// Argument 0 of each benchmark: 0 in memory, 1 on RocksDB.

#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <random>

#include "storage/graph/expansion.hpp"
#include "storage/graph/graph_engine.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace entente;
using namespace entente::storage;

constexpr std::size_t node_total = 100'000;
constexpr std::size_t relationship_total = 500'000;
constexpr std::size_t frontier = 1024;

OpenOptions options_at(bool durable, const entente::testing::TempDir& folder) {
  OpenOptions options;
  if (durable) options.path = folder / "db";
  // The disk's own speed is not what these measure.
  options.sync = false;
  return options;
}

/// A graph of two types with a mildly skewed degree distribution; ends the program on an error,
/// which a benchmark cannot do anything about.
struct Graph {
  explicit Graph(bool durable) : store(*GraphStore::open(options_at(durable, folder))) {
    auto tx = std::move(store->begin(AccessMode::write)).value();
    const LabelId label = *tx->get_or_create_label("L");
    types = {*tx->get_or_create_relationship_type("R"), *tx->get_or_create_relationship_type("S")};
    key = *tx->get_or_create_property_key("k");
    const LabelId labels[] = {label};
    for (std::size_t i = 0; i < node_total; ++i) {
      nodes.push_back(*tx->create_node(labels, {{key, Value(static_cast<std::int64_t>(i))}}));
    }
    for (std::size_t i = 0; i < relationship_total; ++i) {
      const std::size_t target = (random() % node_total) * (random() % node_total) / node_total;
      if (!tx->create_relationship(any(), types[i % 2], nodes[target], {})) std::abort();
      if (i % 20'000 == 19'999) {
        if (!tx->commit()) std::abort();
        tx = std::move(store->begin(AccessMode::write)).value();
      }
    }
    if (!tx->commit()) std::abort();
  }
  static Graph& of(bool durable) {
    auto& graph = all()[durable ? 1 : 0];
    if (!graph) graph = std::make_unique<Graph>(durable);
    return *graph;
  }
  static std::array<std::unique_ptr<Graph>, 2>& all() {
    static std::array<std::unique_ptr<Graph>, 2> graphs;
    return graphs;
  }
  NodeId any() { return nodes[random() % nodes.size()]; }
  std::vector<NodeId> batch() {
    std::vector<NodeId> some(frontier);
    for (NodeId& node : some) node = any();
    return some;
  }
  void build_topology() {
    auto& cache = dynamic_cast<GraphEngine&>(*store).topology();
    auto tx = std::move(store->begin(AccessMode::read)).value();
    while (!cache.find(~0ULL)) {
      if (!tx->degree(any(), Direction::outgoing, {})) std::abort();
    }
  }

  entente::testing::TempDir folder;
  std::shared_ptr<GraphStore> store;
  std::mt19937_64 random{1};
  std::vector<NodeId> nodes;
  std::vector<RelationshipTypeId> types;
  PropertyKeyId key;
};

/// Items are start nodes; argument 1: number of types asked for (0: all).
void expand(benchmark::State& state, const KvReader* lists_only, Graph& graph,
            Transaction& transaction) {
  std::vector<RelationshipTypeId> types;
  if (state.range(1) == 1) types.push_back(graph.types[0]);
  auto expansion = lists_only == nullptr
                       ? std::move(transaction.expand(Direction::outgoing, types)).value()
                       : make_expansion(*lists_only, Direction::outgoing, types);
  ExpandColumns out;
  std::uint64_t rows = 0;
  const auto sources = graph.batch();
  for (auto _ : state) {
    if (!expansion->begin(sources)) std::abort();
    while (*expansion->next(out, 2048)) {
      rows += out.size();
      out.clear();
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(frontier));
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsRate);
}

void expand_lists(benchmark::State& state) {
  Graph& graph = Graph::of(state.range(0) == 1);
  auto tx = std::move(graph.store->begin(AccessMode::read)).value();
  const auto snapshot = *dynamic_cast<GraphEngine&>(*graph.store).store().snapshot();
  expand(state, snapshot.get(), graph, *tx);
}
BENCHMARK(expand_lists)->ArgsProduct({{0, 1}, {0, 1}});

void expand_topology(benchmark::State& state) {
  Graph& graph = Graph::of(state.range(0) == 1);
  graph.build_topology();
  auto tx = std::move(graph.store->begin(AccessMode::read)).value();
  expand(state, nullptr, graph, *tx);
}
BENCHMARK(expand_topology)->ArgsProduct({{0, 1}, {0, 1}});

void node_properties(benchmark::State& state) {
  Graph& graph = Graph::of(state.range(0) == 1);
  auto tx = std::move(graph.store->begin(AccessMode::read)).value();
  const auto nodes = graph.batch();
  std::vector<Value> values;
  for (auto _ : state) {
    if (!tx->node_properties(nodes, graph.key, values)) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(frontier));
}
BENCHMARK(node_properties)->Arg(0)->Arg(1);

void commit_one_relationship(benchmark::State& state) {
  Graph& graph = Graph::of(state.range(0) == 1);
  for (auto _ : state) {
    auto tx = std::move(graph.store->begin(AccessMode::write)).value();
    if (!tx->create_relationship(graph.any(), graph.types[0], graph.any(), {})) std::abort();
    if (!tx->commit()) std::abort();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(commit_one_relationship)->Arg(0)->Arg(1);

void open_in_memory(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(GraphStore::open({}));
}
BENCHMARK(open_in_memory);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  // Before the statics of RocksDB are destroyed.
  for (auto& graph : Graph::all()) graph.reset();
  return 0;
}
