#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "storage/kv/rocks_store.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::storage {
namespace {

namespace fs = std::filesystem;

/// The log of a store whose writes wait for the disk, as a kill or a power cut leaves it: a copy of
/// the folder of an open store is what a kill leaves, and zeros in it are what a power cut can.
class RocksLogTest : public ::testing::Test {
 protected:
  std::shared_ptr<KvStore> open(const std::string& name) {
    OpenOptions options;
    options.path = folder_ / name;
    auto opened = open_rocks_store(options);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? *opened : nullptr;
  }
  static std::string key(int number) { return std::to_string(1000 + number); }
  static void write(KvStore& store, int number, std::size_t bytes) {
    WriteBatch batch;
    batch.put(KeyFamily::nodes, key(number), std::string(bytes, 'v'));
    const Status written = store.write(batch, {.sync = true});
    ASSERT_TRUE(written) << written.error().message;
  }
  void copy(const std::string& from, const std::string& to) {
    fs::remove_all(folder_ / to);
    fs::copy(folder_ / from, folder_ / to, fs::copy_options::recursive);
  }
  std::string log_of(const std::string& name) {
    std::string newest;
    for (const auto& entry : fs::directory_iterator(fs::path(folder_ / name) / "data")) {
      if (entry.path().extension() == ".log") newest = std::max(newest, entry.path().string());
    }
    EXPECT_FALSE(newest.empty());
    return newest;
  }
  static std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Length of the log without the zeros at its end.
  std::size_t used(const std::string& name) {
    return bytes_of(log_of(name)).find_last_not_of('\0') + 1;
  }
  void zero(const std::string& name, std::size_t begin, std::size_t end) {
    std::fstream out(log_of(name), std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(static_cast<std::streamoff>(begin));
    const std::string zeros(end - begin, '\0');
    out.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
  }
  /// How many writes the store holds; all before the last of them must be there.
  int prefix(const std::string& name, int most) {
    const auto store = open(name);
    const auto snapshot = *store->snapshot();
    int held = 0;
    std::string value;
    for (int i = 0; i < most; ++i) {
      if (!*snapshot->get(KeyFamily::nodes, key(i), value)) continue;
      EXPECT_EQ(held, i) << "write " << i << " is there without one before it";
      held = i + 1;
    }
    return held;
  }

  entente::testing::TempDir folder_;
};

TEST_F(RocksLogTest, RoomAheadIsNoDamage) {
  constexpr int writes = 50;
  const auto store = open("db");
  for (int i = 0; i < writes; ++i) write(*store, i, 300);
  copy("db", "killed");
  EXPECT_GT(fs::file_size(log_of("killed")), used("killed") + (1U << 20U)) << "no room was made";
  EXPECT_EQ(prefix("killed", writes + 1), writes);
  // What is written after the recovery is found as well.
  write(*open("killed"), writes, 300);
  EXPECT_EQ(prefix("killed", writes + 2), writes + 1);
}

TEST_F(RocksLogTest, ClosingCutsOffTheRoomThatIsLeft) {
  write(*open("db"), 0, 300);
  EXPECT_LT(fs::file_size(log_of("db")), 10000U);
}

TEST_F(RocksLogTest, ACutAnywhereKeepsWhatWasBeforeIt) {
  constexpr int writes = 40;
  const auto store = open("db");
  std::vector<std::size_t> ends;
  for (int i = 0; i < writes; ++i) {
    write(*store, i, 3000);
    if (i < writes - 4) continue;
    copy("db", "now");
    ends.push_back(used("now"));
  }
  for (std::size_t at = ends.front(); at <= ends.back(); at += 397) {
    copy("db", "cut");
    zero("cut", at, ends.back());
    const auto whole = std::count_if(ends.begin(), ends.end(), [&](auto end) { return end <= at; });
    EXPECT_EQ(prefix("cut", writes), writes - 4 + whole) << "cut at " << at;
  }
}

TEST_F(RocksLogTest, OfAWriteWithAHoleNothingIsLeft) {
  constexpr int writes = 10;
  const auto store = open("db");
  for (int i = 0; i < writes; ++i) write(*store, i, 300);
  copy("db", "before");
  const std::size_t begin = used("before");
  write(*store, writes, 300000);
  copy("db", "whole");
  const std::size_t end = used("whole");
  EXPECT_EQ(prefix("whole", writes + 1), writes + 1);
  // Pages reach the disk in any order.
  for (std::size_t page = begin / 4096 + 1; (page + 1) * 4096 < end; page += 7) {
    copy("db", "hole");
    zero("hole", page * 4096, (page + 1) * 4096);
    EXPECT_EQ(prefix("hole", writes + 1), writes) << "page " << page;
  }
}

TEST_F(RocksLogTest, ExclusiveRunsTakeNoNumberAndAreNotHidden) {
  const auto store = open("db");
  const auto only = *store->snapshot();
  const auto ingest = [&](const std::string& key) {
    auto run = *store->begin_run(KeyFamily::nodes);
    ASSERT_TRUE(run->put(key, "1"));
    std::vector<std::unique_ptr<SortedRun>> runs;
    runs.push_back(std::move(run));
    ASSERT_TRUE(store->ingest(std::move(runs), {.exclusive = true}));
  };
  std::string value;
  ingest("a");
  EXPECT_TRUE(*only->get(KeyFamily::nodes, "a", value)) << "hidden files are rewritten later";
  const auto later = *store->snapshot();
  EXPECT_GT(later->sequence(), only->sequence());
  // Now somebody else may be reading.
  ingest("b");
  EXPECT_FALSE(*only->get(KeyFamily::nodes, "b", value));
  EXPECT_FALSE(*later->get(KeyFamily::nodes, "b", value));
  EXPECT_TRUE(*(*store->snapshot())->get(KeyFamily::nodes, "b", value));
}

}  // namespace
}  // namespace entente::storage
