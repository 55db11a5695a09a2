#include "storage/graph/external_sorter.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/temp_dir.hpp"

namespace entente::storage {
namespace {

template <class Item>
std::vector<Item> drain(ExternalSorter<Item>& sorter) {
  std::vector<Item> items;
  Item item{};
  while (true) {
    const auto more = sorter.next(item);
    EXPECT_TRUE(more) << more.error().message;
    if (!more || !*more) return items;
    items.push_back(item);
  }
}

TEST(ExternalSorterTest, NumbersInMemoryAndSpilled) {
  for (const std::size_t memory : {std::size_t{1} << 20U, std::size_t{4096}, std::size_t{8}}) {
    std::mt19937_64 random(1);
    ExternalSorter<std::uint64_t> sorter(memory, {});
    std::vector<std::uint64_t> expected;
    // With room for one item every item is a run, and each run an open file.
    const int n = memory == 8 ? 100 : 20000;
    for (int i = 0; i < n; ++i) {
      expected.push_back(random() % 1000);
      ASSERT_TRUE(sorter.add(expected.back()));
    }
    ASSERT_TRUE(sorter.finish());
    EXPECT_EQ(sorter.spilled_runs() > 0, memory < (1U << 20U));
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(drain(sorter), expected);
  }
}

TEST(ExternalSorterTest, StringsOfAllLengths) {
  std::mt19937_64 random(2);
  ExternalSorter<std::string> sorter(100000, {});
  std::vector<std::string> expected;
  for (int i = 0; i < 3000; ++i) {
    // A few are longer than the buffer runs are read with.
    const std::size_t length = i % 1000 == 0 ? 400000 : random() % 40;
    std::string text(length, '\0');
    for (char& c : text) c = static_cast<char>(random());
    expected.push_back(text);
    ASSERT_TRUE(sorter.add(std::move(text)));
  }
  ASSERT_TRUE(sorter.finish());
  EXPECT_GT(sorter.spilled_runs(), 1U);
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(drain(sorter), expected);
}

TEST(ExternalSorterTest, NothingAtAll) {
  ExternalSorter<std::string> sorter(100, {});
  ASSERT_TRUE(sorter.finish());
  EXPECT_TRUE(drain(sorter).empty());
}

TEST(ExternalSorterTest, AMissingFolderIsAnError) {
  const testing::TempDir folder;
  ExternalSorter<std::uint64_t> sorter(8, folder / "missing");
  const Status status = sorter.add(1);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().error_class, ErrorClass::io_error);
}

TEST(ExternalSorterTest, NoFileIsLeftBehind) {
  const testing::TempDir folder;
  ExternalSorter<std::uint64_t> sorter(8, folder.path());
  ASSERT_TRUE(sorter.add(1));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace entente::storage
