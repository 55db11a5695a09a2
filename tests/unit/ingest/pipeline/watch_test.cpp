#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "ingest/pipeline/folder_watcher.hpp"
#include "ingest/pipeline/ingest_store.hpp"
#include "tests/support/store_fixture.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::ingest {
namespace {

using testing::must;
using Clock = std::chrono::steady_clock;

/// Watches a folder in a thread of its own.
class WatchTest : public ::testing::Test {
 protected:
  WatchTest() : store_(must(storage::GraphStore::open({}))) {}
  ~WatchTest() override { end(); }

  void begin() {
    IngestOptions options;
    options.stop = stop_.get_token();
    options.threads = 1;
    thread_ = std::thread(
        [this, options] { result_ = must(watch_files(*store_, {folder_.path()}, options, {})); });
  }
  void end() {
    stop_.request_stop();
    if (thread_.joinable()) thread_.join();
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  /// Waits until the database has exactly these documents with these titles.
  bool becomes(const std::vector<std::pair<std::string, std::string>>& wanted) {
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    while (Clock::now() < deadline) {
      std::vector<std::pair<std::string, std::string>> there;
      for (const auto& document : must(list_documents(*store_))) {
        there.emplace_back(std::filesystem::path(document.id).filename(), document.title);
      }
      std::sort(there.begin(), there.end());
      if (there == wanted) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

  testing::TempDir folder_;
  std::shared_ptr<storage::GraphStore> store_;
  std::stop_source stop_;
  std::thread thread_;
  IngestReport result_;
};

TEST_F(WatchTest, FollowsWhatComesChangesAndLeaves) {
  write("a.txt", "Talks\n\nPutin visited China.\n");
  begin();
  ASSERT_TRUE(becomes({{"a.txt", "Talks"}}));
  write("b.txt", "Deal\n\nHuawei signed a deal with MTS.\n");
  ASSERT_TRUE(becomes({{"a.txt", "Talks"}, {"b.txt", "Deal"}}));
  write("a.txt", "New talks\n\nPutin visited India.\n");
  ASSERT_TRUE(becomes({{"a.txt", "New talks"}, {"b.txt", "Deal"}}));
  std::filesystem::remove(folder_ / "b.txt");
  ASSERT_TRUE(becomes({{"a.txt", "New talks"}}));
  std::filesystem::create_directory(folder_ / "sub");
  write("sub/c.txt", "More\n\nXi Jinping visited Russia.\n");
  ASSERT_TRUE(becomes({{"a.txt", "New talks"}, {"c.txt", "More"}}));
  std::filesystem::rename(folder_ / "sub", folder_ / ".away");
  ASSERT_TRUE(becomes({{"a.txt", "New talks"}}));
  end();
  EXPECT_EQ(result_.documents_added, 3U);
  EXPECT_EQ(result_.documents_updated, 1U);
  EXPECT_EQ(result_.documents_removed, 2U);
}

TEST_F(WatchTest, BeginsWithWhatIsGoneSince) {
  write("a.txt", "Talks\n\nPutin visited China.\n");
  write("b.txt", "Deal\n\nHuawei signed a deal with MTS.\n");
  must(ingest_files(*store_, {folder_.path()}, {}));
  std::filesystem::remove(folder_ / "a.txt");
  begin();
  EXPECT_TRUE(becomes({{"b.txt", "Deal"}}));
}

TEST_F(WatchTest, FilesOfNoFormatAreLeftAlone) {
  begin();
  write("x.png", "\x89PNG");
  write("a.txt", "Talks\n\nPutin visited China.\n");
  ASSERT_TRUE(becomes({{"a.txt", "Talks"}}));
  end();
  EXPECT_TRUE(result_.skipped.empty());
}

TEST(FolderWatcher, WaitsUntilWritersPause) {
  testing::TempDir folder;
  auto created = FolderWatcher::create();
  ASSERT_TRUE(created);
  FolderWatcher watcher = std::move(*created);
  ASSERT_TRUE(watcher.add(folder.path()));
  std::ofstream(folder / "a.txt") << "one";
  std::ofstream(folder / "b.txt") << "two";
  std::stop_source stop;
  const auto changes = must(watcher.wait(stop.get_token(), std::chrono::milliseconds(60),
                                         std::chrono::milliseconds(2000)));
  EXPECT_EQ(changes.files.size(), 2U);
  stop.request_stop();
  EXPECT_TRUE(must(watcher.wait(stop.get_token(), std::chrono::milliseconds(60),
                                std::chrono::milliseconds(2000)))
                  .empty());
  EXPECT_FALSE(watcher.add(folder / "missing"));
}

}  // namespace
}  // namespace entente::ingest
