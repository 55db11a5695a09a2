#include "storage/graph/touched_bits.hpp"

#include <gtest/gtest.h>

namespace entente::storage {
namespace {

TEST(TouchedBits, KnowsWhatWasTouched) {
  TouchedBits touched(100);
  touched.mark(7);
  touched.mark(64);
  touched.mark(7);
  EXPECT_FALSE(touched.contains(8));
  EXPECT_TRUE(touched.contains(7));
  EXPECT_FALSE(touched.contains(63));
  EXPECT_TRUE(touched.contains(64));
  EXPECT_TRUE(TouchedBits::is_set(touched.data(), 64));
}

TEST(TouchedBits, NewIdsAreUnknown) {
  TouchedBits touched(65);
  EXPECT_FALSE(touched.contains(64));
  EXPECT_TRUE(touched.contains(65));
  touched.mark(65);
  EXPECT_FALSE(touched.contains(64));
}

}  // namespace
}  // namespace entente::storage
