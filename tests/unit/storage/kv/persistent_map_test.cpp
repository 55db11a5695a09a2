#include "storage/kv/persistent_map.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace entente::storage {
namespace {

using Model = std::map<std::string, std::string>;

void expect_equal(const PersistentMap& map, const Model& model) {
  ASSERT_EQ(map.size(), model.size());
  std::uint64_t bytes = 0;
  PersistentMap::Cursor cursor(map);
  cursor.seek_first();
  for (const auto& [key, value] : model) {
    bytes += key.size() + value.size();
    ASSERT_TRUE(cursor.valid());
    EXPECT_EQ(cursor.entry().key, key);
    EXPECT_EQ(cursor.entry().value, value);
    cursor.next();
  }
  EXPECT_FALSE(cursor.valid());
  cursor.seek_last();
  for (auto it = model.rbegin(); it != model.rend(); ++it) {
    ASSERT_TRUE(cursor.valid());
    EXPECT_EQ(cursor.entry().key, it->first);
    cursor.previous();
  }
  EXPECT_FALSE(cursor.valid());
  EXPECT_EQ(map.bytes(), bytes);
}

TEST(PersistentMapTest, VersionsAreIndependent) {
  std::mt19937 random(7);
  PersistentMap map;
  Model model;
  std::vector<std::pair<PersistentMap, Model>> versions;
  for (int i = 0; i < 6000; ++i) {
    const std::string key = std::to_string(random() % 700);
    if (random() % 3 == 0) {
      EXPECT_EQ(map.erase(key), model.erase(key) == 1);
    } else {
      const std::string value(random() % 20, 'v');
      map.put(key, value);
      model[key] = value;
    }
    if (i % 500 == 0) versions.emplace_back(map, model);
  }
  versions.emplace_back(map, model);
  for (const auto& [version, expected] : versions) expect_equal(version, expected);
  for (const auto& [key, value] : model) {
    EXPECT_TRUE(map.erase(key));
    EXPECT_EQ(map.find(key), nullptr);
  }
  expect_equal(map, {});
  expect_equal(versions.back().first, versions.back().second);
}

TEST(PersistentMapTest, SeeksFromBothSides) {
  PersistentMap map;
  Model model;
  for (int i = 0; i < 500; ++i) {
    // Ascending insertion, which splits differently, of every other number.
    std::string key = std::to_string(100000 + 2 * i);
    map.put(key, "x");
    model[key] = "x";
  }
  PersistentMap::Cursor cursor(map);
  for (int i = -1; i <= 1001; ++i) {
    const std::string key = std::to_string(100000 + i);
    const auto up = model.lower_bound(key);
    cursor.seek(key);
    ASSERT_EQ(cursor.valid(), up != model.end()) << key;
    if (cursor.valid()) {
      EXPECT_EQ(cursor.entry().key, up->first);
    }
    const auto above = model.upper_bound(key);
    cursor.seek_for_previous(key);
    ASSERT_EQ(cursor.valid(), above != model.begin()) << key;
    if (cursor.valid()) {
      EXPECT_EQ(cursor.entry().key, std::prev(above)->first);
    }
  }
}

}  // namespace
}  // namespace entente::storage
