// Runs Gherkin behaviour tests: by default those of this folder, over the in-memory store and, if
// they have to do with a graph, over RocksDB; with --features=FOLDER (and --graphs=FOLDER) any
// other, such as the openCypher TCK. --projections=MODE runs them with projections off, eager (made
// before anything is read) or tiny (eager, with so little memory that they come and go), by default
// automatic; --stores=memory leaves RocksDB out; --threads=N divides every query that can be among
// N threads, however small it is.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "tests/support/feature_parser.hpp"
#include "tests/support/feature_runner.hpp"

namespace entente::test {
namespace {

namespace fs = std::filesystem;

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(Scenario scenario, bool on_disk, OpenOptions options, fs::path graphs,
               QueryOptions query_options)
      : scenario_(std::move(scenario)),
        on_disk_(on_disk),
        options_(std::move(options)),
        graphs_(std::move(graphs)),
        query_options_(std::move(query_options)) {}

  void TestBody() override {
    OpenOptions options = options_;
    fs::path folder;
    if (on_disk_) {
      static int number = 0;
      folder = fs::temp_directory_path() /
               ("entente_feature_" + std::to_string(getpid()) + "_" + std::to_string(++number));
      options.path = folder.string();
      // What is tested here is behaviour; that commits survive a power cut is tested elsewhere.
      options.sync = false;
    }
    const auto complaint = FeatureRunner(options, graphs_, query_options_).run(scenario_);
    if (on_disk_) fs::remove_all(folder);
    EXPECT_FALSE(complaint.has_value()) << *complaint;
  }

 private:
  Scenario scenario_;
  bool on_disk_;
  OpenOptions options_;
  fs::path graphs_;
  QueryOptions query_options_;
};

/// What --projections=MODE stands for; false if it stands for nothing.
bool set_projections(const std::string& mode, OpenOptions& options) {
  if (mode == "automatic") return true;
  options.projections = mode == "off" ? ProjectionPolicy::off : ProjectionPolicy::eager;
  if (mode == "tiny") options.projection_bytes = 2048;
  return mode == "off" || mode == "eager" || mode == "tiny";
}

/// True if what the scenario expects could depend on where the graph is kept: those about "any
/// graph" that neither prepare nor change one are about expressions only.
bool needs_graph(const Scenario& scenario) {
  bool any_graph = false;
  for (const auto& step : scenario.steps) {
    any_graph |= step.text == "any graph";
    if (step.text == "having executed:" || step.text == "the side effects should be:") return true;
  }
  return !any_graph;
}

template <class Text>
bool take_option(const std::string& argument, const std::string& name, Text& value) {
  const std::string prefix = "--" + name + "=";
  if (argument.rfind(prefix, 0) != 0) return false;
  value = argument.substr(prefix.size());
  return true;
}

int usage() {
  std::cerr
      << "usage: feature_tests [--features=FOLDER] [--graphs=FOLDER]\n"
         "                     [--projections=automatic|off|eager|tiny] [--stores=all|memory]\n"
         "                     [--threads=N]\n";
  return 2;
}

int run(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const fs::path own = fs::path(ENTENTE_TEST_SOURCE_DIR) / "tests" / "features";
  fs::path features = own;
  fs::path graphs;
  std::string projections = "automatic";
  std::string stores = "all";
  std::string threads;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (!take_option(argument, "features", features) && !take_option(argument, "graphs", graphs) &&
        !take_option(argument, "projections", projections) &&
        !take_option(argument, "stores", stores) && !take_option(argument, "threads", threads)) {
      return usage();
    }
  }
  OpenOptions options;
  if (!set_projections(projections, options)) return usage();
  QueryOptions query_options;
  if (!threads.empty()) {
    query_options.threads = static_cast<unsigned>(std::strtoul(threads.c_str(), nullptr, 10));
    query_options.parallel_rows_min = 0;
  }
  const bool own_features = features == own;
  for (const auto& file : feature_files(features)) {
    auto scenarios = parse_feature(file);
    if (!scenarios) {
      std::cerr << scenarios.error().message << "\n";
      return 1;
    }
    const std::string suite = fs::relative(file, features).replace_extension().generic_string();
    for (const auto& scenario : *scenarios) {
      for (const bool on_disk : {false, true}) {
        if (on_disk && !(own_features && needs_graph(scenario) && stores != "memory")) continue;
        const std::string name = scenario.name + (on_disk ? " (rocksdb)" : " (memory)");
        testing::RegisterTest(
            suite.c_str(), name.c_str(), nullptr, nullptr, file.c_str(), 1, [=]() -> ScenarioTest* {
              return new ScenarioTest(scenario, on_disk, options, graphs, query_options);
            });
      }
    }
  }
  return RUN_ALL_TESTS();
}

}  // namespace
}  // namespace entente::test

int main(int argc, char** argv) { return entente::test::run(argc, argv); }
