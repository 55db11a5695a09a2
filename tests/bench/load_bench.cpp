// The bulk load of generated CSV files, from text to an opened database with a unique constraint.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "entente/import.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace entente;

constexpr int nodes = 20'000;
constexpr int relationships = 200'000;

void fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  std::abort();
}

/// Writes the files once for all runs.
ImportPlan write_files(const entente::testing::TempDir& folder) {
  std::ofstream node_file(folder / "nodes.csv");
  node_file << "id,name,score:int,since:date\n";
  for (int i = 0; i < nodes; ++i) {
    node_file << 'N' << i << ",node number " << i << ',' << i * 7919 % 10007 << ",2020-01-"
              << 10 + i % 20 << '\n';
  }
  std::ofstream relationship_file(folder / "relationships.csv");
  relationship_file << "from,to,amount:float,source\n";
  for (int i = 0; i < relationships; ++i) {
    relationship_file << 'N' << i % nodes << ",N" << i * 31LL % 19'997 << ',' << i % 1000
                      << ".5,source " << i % 100 << '\n';
  }
  ImportPlan plan;
  plan.nodes.push_back({{folder / "nodes.csv"}, {"N"}});
  plan.relationships.push_back({{folder / "relationships.csv"}, "R", "N", "N"});
  return plan;
}

void bulk_load(benchmark::State& state) {
  const entente::testing::TempDir folder;
  const ImportPlan plan = write_files(folder);
  std::int64_t run = 0;
  for (auto _ : state) {
    OpenOptions options;
    options.path = folder / ("db" + std::to_string(run++));
    const auto report = import_files(options, plan);
    if (!report.has_value()) fail(report.error());
  }
  state.SetItemsProcessed(state.iterations() * (nodes + relationships));
}
BENCHMARK(bulk_load)->Unit(benchmark::kMillisecond);

}  // namespace
