#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "storage/format/key.hpp"
#include "storage/format/version.hpp"
#include "storage/kv/rocks_store.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

namespace fs = std::filesystem;
using entente::testing::must;
using entente::testing::TempDir;

class OpenTest : public ::testing::Test {
 protected:
  OpenOptions at(const std::string& name) {
    OpenOptions options;
    options.path = folder_ / name;
    options.sync = false;
    return options;
  }
  std::shared_ptr<GraphStore> open(const OpenOptions& options) {
    return must(GraphStore::open(options));
  }
  static ErrorClass error_of(const OpenOptions& options) {
    const auto opened = GraphStore::open(options);
    return opened ? ErrorClass::internal : opened.error().error_class;
  }
  static void add_nodes(GraphStore& store, int count) {
    auto tx = must(store.begin(AccessMode::write));
    for (int i = 0; i < count; ++i) must(tx->create_node({}, {}));
    ASSERT_TRUE(tx->commit());
  }
  static std::uint64_t count(GraphStore& store) {
    return must(must(store.begin(AccessMode::read))->node_count());
  }
  static void write_file(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }
  /// Names and sizes of everything below a folder.
  static std::vector<std::pair<std::string, std::uintmax_t>> listing(const std::string& path) {
    std::vector<std::pair<std::string, std::uintmax_t>> all;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      all.emplace_back(entry.path(), entry.is_regular_file() ? entry.file_size() : 0);
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  TempDir folder_;
};

TEST_F(OpenTest, MissingDatabase) {
  OpenOptions options = at("db");
  options.create_if_missing = false;
  EXPECT_EQ(error_of(options), ErrorClass::not_found);
  options.create_if_missing = true;
  options.read_only = true;
  EXPECT_EQ(error_of(options), ErrorClass::not_found);
  EXPECT_FALSE(fs::exists(options.path));
  options.path = folder_ / "a/b/c";
  options.read_only = false;
  add_nodes(*open(options), 1);
  EXPECT_EQ(count(*open(options)), 1U);
}

TEST_F(OpenTest, ForeignContentIsRefusedAndUntouched) {
  write_file(folder_ / "file", "hello");
  EXPECT_EQ(error_of(at("file")), ErrorClass::not_a_database);
  fs::create_directories(folder_ / "photos/data");
  write_file(folder_ / "photos/data/a.jpg", "x");
  fs::create_directories(folder_ / "rocks");
  for (const char* name : {"CURRENT", "LOCK", "000012.sst", "MANIFEST-000001"}) {
    write_file(folder_ / "rocks/" + name, "x");
  }
  fs::create_directories(folder_ / "mixed");
  write_file(folder_ / "mixed/LOCK", "");
  write_file(folder_ / "mixed/notes.txt", "x");
  for (const char* name : {"photos", "rocks", "mixed"}) {
    const auto before = listing(folder_ / name);
    EXPECT_EQ(error_of(at(name)), ErrorClass::not_a_database) << name;
    EXPECT_EQ(listing(folder_ / name), before) << name;
  }
  fs::create_directories(folder_ / "empty");
  EXPECT_TRUE(GraphStore::open(at("empty")));
}

TEST_F(OpenTest, NewerFormatsAreRefusedNamingBothVersions) {
  const OpenOptions options = at("db");
  open(options).reset();
  const std::string marker = options.path + "/ENTENTE";
  write_file(marker, "Entente database\nformat 99\n");
  const auto by_marker = GraphStore::open(options);
  ASSERT_FALSE(by_marker);
  EXPECT_EQ(by_marker.error().error_class, ErrorClass::format_version);
  EXPECT_NE(by_marker.error().message.find("99"), std::string::npos);
  EXPECT_NE(by_marker.error().message.find(std::to_string(format_version)), std::string::npos);
  write_file(marker, "Entente database\nformat 1\n");
  {
    auto store = must(open_rocks_store(options));
    WriteBatch batch;
    batch.put(KeyFamily::meta, meta_key::format, encode_format_version(77));
    ASSERT_TRUE(store->write(batch, {}));
  }
  const auto by_meta = GraphStore::open(options);
  ASSERT_FALSE(by_meta);
  EXPECT_EQ(by_meta.error().error_class, ErrorClass::format_version);
  EXPECT_NE(by_meta.error().message.find("77"), std::string::npos);
  write_file(marker, "gibberish");
  EXPECT_EQ(error_of(options), ErrorClass::corruption);
}

TEST_F(OpenTest, DamagedFilesAreCorruption) {
  const OpenOptions options = at("db");
  {
    auto store = open(options);
    add_nodes(*store, 100);
  }
  const std::string current = options.path + "/data/CURRENT";
  fs::copy(options.path, folder_ / "copy", fs::copy_options::recursive);
  fs::remove(current);
  EXPECT_EQ(error_of(options), ErrorClass::corruption);
  write_file(current, "");
  EXPECT_EQ(error_of(options), ErrorClass::corruption);
  for (const auto& entry : fs::directory_iterator(folder_ / "copy/data")) {
    if (entry.path().filename().string().starts_with("MANIFEST")) {
      fs::resize_file(entry.path(), entry.file_size() / 2);
    }
  }
  EXPECT_EQ(error_of(at("copy")), ErrorClass::corruption);
}

TEST_F(OpenTest, TruncatedTableIsCorruption) {
  const OpenOptions options = at("db");
  {
    auto store = open(options);
    add_nodes(*store, 100);
  }
  // Closing leaves the data in the log; opening and writing moves them into a table.
  {
    auto kv = must(open_rocks_store(options));
    auto run = must(kv->begin_run(KeyFamily::aliases));
    ASSERT_TRUE(run->put("k", "v"));
    std::vector<std::unique_ptr<SortedRun>> runs;
    runs.push_back(std::move(run));
    ASSERT_TRUE(kv->ingest(std::move(runs), {}));
  }
  bool found = false;
  for (const auto& entry : fs::directory_iterator(options.path + "/data")) {
    if (entry.path().extension() != ".sst") continue;
    found = true;
    fs::resize_file(entry.path(), entry.file_size() / 2);
  }
  ASSERT_TRUE(found);
  EXPECT_EQ(error_of(options), ErrorClass::corruption);
}

TEST_F(OpenTest, OnePathIsOneEngine) {
  const OpenOptions options = at("db");
  auto first = open(options);
  OpenOptions same = options;
  same.path += "/";
  EXPECT_EQ(open(same), first);
  OpenOptions reading = options;
  reading.read_only = true;
  auto reader = open(reading);
  EXPECT_NE(reader, first);
  std::vector<std::thread> threads;
  first.reset();
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 5; ++j) EXPECT_TRUE(GraphStore::open(options));
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST_F(OpenTest, ReadersSeeTheStateOfTheirOpeningAndCannotWrite) {
  const OpenOptions options = at("db");
  auto writer = open(options);
  add_nodes(*writer, 3);
  OpenOptions reading = options;
  reading.read_only = true;
  auto reader = open(reading);
  EXPECT_EQ(count(*reader), 3U);
  add_nodes(*writer, 2);
  EXPECT_EQ(count(*reader), 3U);
  EXPECT_EQ(count(*open(reading)), 5U);
  EXPECT_EQ(reader->begin(AccessMode::write).error().error_class, ErrorClass::read_only);
  writer.reset();
  EXPECT_EQ(count(*reader), 3U);
}

TEST_F(OpenTest, SecondProcessIsToldWhoHoldsTheLock) {
  const OpenOptions options = at("db");
  auto store = open(options);
  add_nodes(*store, 3);
  const pid_t holder = getpid();
  int channel[2];
  ASSERT_EQ(pipe(channel), 0);
  const pid_t child = fork();
  if (child == 0) {
    // A fresh lock attempt below the process-wide registry, as a program of its own would make it.
    const auto opened = open_rocks_store(options);
    const std::string said = opened ? "opened" : opened.error().message;
    const bool locked = !opened && opened.error().error_class == ErrorClass::locked;
    const auto ignored = ::write(channel[1], said.data(), said.size());
    _exit(locked && ignored > 0 ? 0 : 1);
  }
  close(channel[1]);
  int status = 0;
  waitpid(child, &status, 0);
  char text[512] = {};
  ASSERT_GT(::read(channel[0], text, sizeof(text) - 1), 0);
  close(channel[0]);
  EXPECT_EQ(WEXITSTATUS(status), 0) << text;
  EXPECT_NE(std::string(text).find(std::to_string(holder)), std::string::npos) << text;
}

}  // namespace
}  // namespace entente::storage
