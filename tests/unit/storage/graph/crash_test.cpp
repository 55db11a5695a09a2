#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "storage/graph/graph_store.hpp"
#include "tests/support/graph_model.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

/// One commit of the writer: node number i, with its number as property, linked to the node before.
Status add_link(GraphStore& store, std::int64_t i, NodeId& last) {
  ENTENTE_ASSIGN(auto tx, store.begin(AccessMode::write));
  ENTENTE_ASSIGN(const auto label, tx->get_or_create_label("L" + std::to_string(i % 7)));
  ENTENTE_ASSIGN(const auto type, tx->get_or_create_relationship_type("NEXT"));
  ENTENTE_ASSIGN(const auto key, tx->get_or_create_property_key("i"));
  const LabelId labels[] = {label};
  ENTENTE_ASSIGN(const NodeId node, tx->create_node(labels, {{key, Value(i)}}));
  if (last.value != 0) ENTENTE_TRY(tx->create_relationship(last, type, node, {}));
  last = node;
  return tx->commit();
}

/// Writes commits for ever and reports each on the pipe after it was acknowledged.
[[noreturn]] void write_until_killed(const OpenOptions& options, int pipe_end) {
  auto opened = GraphStore::open(options);
  if (!opened) _exit(2);
  const auto store = std::move(opened).value();
  NodeId last;
  std::int64_t next = 0;
  {
    auto tx = must(store->begin(AccessMode::read));
    next = static_cast<std::int64_t>(must(tx->node_count()));
    auto cursor = must(tx->all_nodes());
    NodeId one[1];
    while (must(cursor->next(one)) == 1) last = one[0];
  }
  for (std::int64_t i = next;; ++i) {
    if (!add_link(*store, i, last)) _exit(3);
    if (::write(pipe_end, &i, sizeof(i)) != sizeof(i)) _exit(4);
  }
}

/// Whether commits wait for the disk; the logs differ.
class CrashTest : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Sync, CrashTest, ::testing::Values(false, true), [](const auto& tested) {
  return std::string(tested.param ? "synced" : "unsynced");
});

TEST_P(CrashTest, KilledWritersLoseNothingTheyAcknowledgedAndLeaveNoHalfCommit) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "ThreadSanitizer does not follow threads started after a fork";
#endif
  const entente::testing::TempDir folder;
  OpenOptions options;
  options.path = folder / "db";
  options.sync = GetParam();
  options.write_buffer_bytes = 1U << 16U;
  std::int64_t acknowledged = -1;
  for (int round = 0; round < 6; ++round) {
    int channel[2];
    ASSERT_EQ(pipe(channel), 0);
    const pid_t child = fork();
    if (child == 0) write_until_killed(options, channel[1]);
    close(channel[1]);
    // On a busy machine opening alone can take longer than any time chosen here.
    std::int64_t i = 0;
    ASSERT_EQ(::read(channel[0], &i, sizeof(i)), static_cast<ssize_t>(sizeof(i)));
    acknowledged = i;
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + 25 * round));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << WEXITSTATUS(status);
    while (::read(channel[0], &i, sizeof(i)) == sizeof(i)) acknowledged = i;
    close(channel[0]);

    auto store = must(GraphStore::open(options));
    entente::testing::expect_sound(*store);
    auto tx = must(store->begin(AccessMode::read));
    const auto nodes = must(tx->node_count());
    EXPECT_GE(nodes, static_cast<std::uint64_t>(acknowledged + 1));
    EXPECT_LE(nodes, static_cast<std::uint64_t>(acknowledged + 2));
    EXPECT_EQ(must(tx->relationship_count()), nodes == 0 ? 0 : nodes - 1);
    auto cursor = must(tx->all_nodes());
    std::vector<NodeId> all(nodes + 1);
    all.resize(must(cursor->next(all)));
    ASSERT_EQ(all.size(), nodes);
    const auto key = tx->find_property_key("i");
    for (std::size_t n = 0; n < all.size(); ++n) {
      EXPECT_EQ(must(tx->node_property(all[n], *key)).as_integer(), static_cast<std::int64_t>(n));
      EXPECT_EQ(must(tx->degree(all[n], Direction::incoming, {})), n == 0 ? 0U : 1U);
      EXPECT_EQ(must(tx->degree(all[n], Direction::outgoing, {})), n + 1 == all.size() ? 0U : 1U);
    }
  }
  EXPECT_GE(acknowledged, 5) << "a commit of each round";
}

}  // namespace
}  // namespace entente::storage
