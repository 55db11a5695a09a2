#include "shell/session/history.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace entente::shell {
namespace {

using Entries = std::vector<std::string>;

TEST(HistoryTest, SurvivesTheSession) {
  const testing::TempDir folder;
  const std::string path = folder / "state/entente/history";
  {
    History history(path);
    EXPECT_TRUE(history.add("RETURN 1;"));
    EXPECT_TRUE(history.add("RETURN 2;"));
  }
  EXPECT_EQ(History(path).entries(), (Entries{"RETURN 1;", "RETURN 2;"}));
}

TEST(HistoryTest, IsNobodyElsesBusiness) {
  const testing::TempDir folder;
  const std::string path = folder / "history";
  std::ofstream(path) << "old\n";
  ::chmod(path.c_str(), 0644);
  History history(path);
  history.add("RETURN 1;");
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(HistoryTest, LeavesOutSecretsAndRepeats) {
  const testing::TempDir folder;
  const std::string path = folder / "history";
  History history(path);
  EXPECT_FALSE(history.add(" RETURN 'secret';"));
  EXPECT_FALSE(history.add(""));
  EXPECT_TRUE(history.add("a"));
  EXPECT_FALSE(history.add("a"));
  EXPECT_EQ(History(path).entries(), Entries{"a"});
}

TEST(HistoryTest, TwoShellsShareAFile) {
  const testing::TempDir folder;
  const std::string path = folder / "history";
  History one(path);
  History two(path);
  one.add("a");
  two.add("b");
  one.add("c");
  EXPECT_EQ(History(path).entries(), (Entries{"a", "b", "c"}));
}

TEST(HistoryTest, IsBounded) {
  const testing::TempDir folder;
  const std::string path = folder / "history";
  {
    std::ofstream file(path);
    for (std::size_t i = 0; i < 2 * History::entries_max; ++i) file << i << "\n";
  }
  const History history(path);
  EXPECT_EQ(history.entries().size(), History::entries_max);
  EXPECT_EQ(history.entries().back(), std::to_string(2 * History::entries_max - 1));
  EXPECT_EQ(History(path).entries().size(), History::entries_max) << "the file was cut as well";
}

TEST(HistoryTest, AFileThatCannotBeWrittenCostsOnlyThePersistence) {
  History history("/proc/nowhere/history");
  EXPECT_TRUE(history.add("a"));
  EXPECT_FALSE(history.problem().empty());
  EXPECT_TRUE(history.add("b"));
  EXPECT_EQ(history.entries(), (Entries{"a", "b"}));
}

TEST(Paths, FollowTheBaseDirectorySpecification) {
  ::setenv("HOME", "/home/ada", 1);
  ::unsetenv("XDG_STATE_HOME");
  ::unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(default_history_path(), "/home/ada/.local/state/entente/history");
  EXPECT_EQ(default_startup_path(), "/home/ada/.config/entente/shellrc");
  ::setenv("XDG_CONFIG_HOME", "/etc/ada", 1);
  EXPECT_EQ(default_startup_path(), "/etc/ada/entente/shellrc");
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  EXPECT_EQ(default_startup_path(), "/home/ada/.config/entente/shellrc")
      << "a relative path would depend on the current directory";
  ::unsetenv("HOME");
  ::unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(default_startup_path(), "");
}

}  // namespace
}  // namespace entente::shell
