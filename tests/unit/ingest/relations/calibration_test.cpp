#include "ingest/relations/calibration.hpp"

#include <gtest/gtest.h>

namespace entente::ingest {
namespace {

TEST(Calibration, IsLinearBetweenPointsAndFlatOutside) {
  const Calibration map("# a comment\n0.40\t0.300\n0.60\t0.700\n0.80\t0.700\n");
  EXPECT_DOUBLE_EQ(map.measured(0.1), 0.3);
  EXPECT_DOUBLE_EQ(map.measured(0.4), 0.3);
  EXPECT_NEAR(map.measured(0.5), 0.5, 1e-12);
  EXPECT_DOUBLE_EQ(map.measured(0.7), 0.7);
  EXPECT_DOUBLE_EQ(map.measured(1.0), 0.7);
}

TEST(Calibration, WithoutPointsConfidenceStays) {
  EXPECT_DOUBLE_EQ(Calibration("").measured(0.42), 0.42);
}

TEST(Calibration, LinesThatFallOrAreWrongAreLeftOut) {
  const Calibration map("0.5\t0.5\nx\ty\n0.6\t0.4\n0.6\n0.4\t0.9\n0.7\t1.5\n0.9\t0.9\n");
  EXPECT_DOUBLE_EQ(map.measured(0.5), 0.5);
  EXPECT_NEAR(map.measured(0.7), 0.7, 1e-12);
  EXPECT_DOUBLE_EQ(map.measured(0.95), 0.9);
}

TEST(Calibration, TheBuiltInOneNeverFalls) {
  double before = 0;
  for (int percent = 0; percent <= 100; ++percent) {
    const double now = Calibration::built_in().measured(percent / 100.0);
    EXPECT_GE(now, before) << percent;
    EXPECT_LE(now, 1.0);
    before = now;
  }
}

}  // namespace
}  // namespace entente::ingest
