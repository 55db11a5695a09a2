#include "storage/graph/touched_ids.hpp"

#include <gtest/gtest.h>

namespace entente::storage {
namespace {

TEST(TouchedIds, KnowsWhoTouchedWhat) {
  TouchedIds touched(100);
  touched.mark(7, 3);
  touched.mark(64, 3);
  touched.mark(7, 5);
  touched.mark(7, 5);
  touched.mark(1000, 6);
  EXPECT_FALSE(touched.contains(8));
  EXPECT_TRUE(touched.contains(7));
  EXPECT_EQ(touched.last_touch(7, 2), std::nullopt);
  EXPECT_EQ(touched.last_touch(7, 4), 3U);
  EXPECT_EQ(touched.last_touch(7, 5), 5U);
  EXPECT_FALSE(touched.touched(8, 9));
  EXPECT_FALSE(touched.touched(64, 2));
  EXPECT_TRUE(touched.touched(64, 3));
  EXPECT_EQ(touched.size(), 3U);
  EXPECT_EQ(touched.until(2), std::vector<std::uint64_t>{});
  EXPECT_EQ(touched.until(5), (std::vector<std::uint64_t>{7, 64}));
  EXPECT_EQ(touched.until(6), (std::vector<std::uint64_t>{7, 64, 1000}));
}

TEST(TouchedIds, NewIdsAreUnknownButNotTouched) {
  TouchedIds touched(65);
  EXPECT_FALSE(touched.contains(64));
  EXPECT_TRUE(touched.contains(65));
  EXPECT_FALSE(touched.touched(65, 10));
  touched.mark(65, 4);
  EXPECT_TRUE(touched.touched(65, 4));
  EXPECT_FALSE(touched.touched(65, 3));
}

}  // namespace
}  // namespace entente::storage
