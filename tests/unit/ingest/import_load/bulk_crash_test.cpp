#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "entente/import.hpp"
#include "entente/maintenance.hpp"
#include "storage/graph/graph_store.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::importing {
namespace {

using entente::testing::must;

constexpr int node_count = 20000;
constexpr int relationship_count = 40000;

ImportPlan write_files(const entente::testing::TempDir& folder) {
  std::ofstream nodes(folder / "nodes.csv");
  nodes << "id,name\n";
  for (int i = 0; i < node_count; ++i) nodes << 'n' << i << ",name " << i << '\n';
  std::ofstream relationships(folder / "relationships.csv");
  relationships << "from,to,weight\n";
  for (int i = 0; i < relationship_count; ++i) {
    relationships << 'n' << i % node_count << ",n" << i * 7LL % node_count << ',' << i << '\n';
  }
  ImportPlan plan;
  plan.nodes.push_back({{folder / "nodes.csv"}, {"Thing"}});
  plan.relationships.push_back({{folder / "relationships.csv"}, "LINKS", {}, {}});
  return plan;
}

/// Imports and tells on the pipe when everything is read and only the sorted files are left to do.
[[noreturn]] void import_until_killed(const OpenOptions& options, const ImportPlan& plan,
                                      int pipe_end) {
  ImportOptions import_options;
  import_options.memory_bytes_max = 1U << 20U;
  import_options.progress = [&](const ImportProgress& progress) {
    const char byte = 'f';
    if (progress.file.empty() && ::write(pipe_end, &byte, 1) != 1) _exit(4);
  };
  const auto imported = import_files(options, plan, import_options);
  _exit(imported ? 0 : 3);
}

// Killed at moments spread over the end of an import, a database holds all of it or nothing.
TEST(BulkCrashTest, AKilledImportIsWholeOrNothing) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "ThreadSanitizer does not follow threads started after a fork";
#endif
  const entente::testing::TempDir folder;
  const ImportPlan plan = write_files(folder);
  int empty = 0;
  int whole = 0;
  for (int round = 0; round < 10; ++round) {
    OpenOptions options;
    options.path = folder / ("db" + std::to_string(round));
    options.sync = false;
    int channel[2];
    ASSERT_EQ(pipe(channel), 0);
    const pid_t child = fork();
    if (child == 0) import_until_killed(options, plan, channel[1]);
    close(channel[1]);
    char byte = 0;
    ASSERT_EQ(::read(channel[0], &byte, 1), 1) << "the import failed";
    close(channel[0]);
    // The last round is left to end by itself.
    if (round < 9) {
      std::this_thread::sleep_for(std::chrono::milliseconds(round * 12));
      kill(child, SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << WEXITSTATUS(status);

    const auto store = must(storage::GraphStore::open(options));
    ASSERT_NE(store, nullptr);
    const CheckReport report = must(check_database(*store));
    EXPECT_TRUE(report.sound()) << report.render();
    const auto tx = must(store->begin(storage::AccessMode::read));
    const auto nodes = must(tx->node_count());
    const auto relationships = must(tx->relationship_count());
    if (nodes == 0) {
      ++empty;
      EXPECT_EQ(relationships, 0U);
    } else {
      ++whole;
      EXPECT_EQ(nodes, static_cast<std::uint64_t>(node_count));
      EXPECT_EQ(relationships, static_cast<std::uint64_t>(relationship_count));
    }
  }
  EXPECT_GT(empty, 0) << "no import was killed in time: the test proved nothing";
  EXPECT_GT(whole, 0) << "the import that was left alone should be there";
}

}  // namespace
}  // namespace entente::importing
