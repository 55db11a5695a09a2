#include "ingest/model/batch.hpp"

#include <gtest/gtest.h>

namespace entente::ingest::model {
namespace {

TEST(BatchLayout, PutsSentencesSideBySide) {
  const std::vector<std::uint32_t> lengths = {3, 2, 2, 1};
  const BatchLayout layout(lengths);
  EXPECT_EQ(layout.sentences(), 4U);
  EXPECT_EQ(layout.steps(), 3U);
  EXPECT_EQ(layout.rows(), 8U);
  EXPECT_EQ(layout.count(0), 4U);
  EXPECT_EQ(layout.count(1), 3U);
  EXPECT_EQ(layout.count(2), 1U);
  EXPECT_EQ(layout.row(2, 1), 6U);
  EXPECT_EQ(layout.sentence_of()[6], 2U);
  EXPECT_EQ(layout.mirror()[layout.row(0, 0)], layout.row(0, 2));
  EXPECT_EQ(layout.mirror()[layout.row(0, 1)], layout.row(0, 1));
  EXPECT_EQ(layout.mirror()[layout.row(3, 0)], layout.row(3, 0));
  for (std::uint32_t row = 0; row < layout.rows(); ++row) {
    EXPECT_EQ(layout.mirror()[layout.mirror()[row]], row);
  }
}

TEST(BatchLayout, MayBeEmpty) {
  const BatchLayout layout({});
  EXPECT_EQ(layout.rows(), 0U);
  EXPECT_EQ(layout.steps(), 0U);
}

}  // namespace
}  // namespace entente::ingest::model
