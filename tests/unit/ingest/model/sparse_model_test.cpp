#include "ingest/model/sparse_model.hpp"

#include <gtest/gtest.h>

namespace entente::ingest::model {
namespace {

SparseModel small_model() {
  return {3, {{7, {{5, 0}, {-300, 2}}}, {9, {{1, 1}}}, {4000000000U, {{-1, 0}}}}};
}

std::vector<std::int32_t> scores(const SparseModel& model, std::vector<FeatureKey> keys) {
  std::vector<std::int32_t> result(model.class_count(), 0);
  model.add_scores(keys, result);
  return result;
}

TEST(SparseModel, AddsTheWeightsOfFeaturesThatItKnows) {
  const SparseModel model = small_model();
  EXPECT_EQ(scores(model, {7, 9}), (std::vector<std::int32_t>{5, 1, -300}));
  EXPECT_EQ(scores(model, {7, 7}), (std::vector<std::int32_t>{10, 0, -600}));
  EXPECT_EQ(scores(model, {8, 0, 4000000000U}), (std::vector<std::int32_t>{-1, 0, 0}));
}

TEST(SparseModel, KeysThatShareASlotKeepTheirOwnWeights) {
  // All keys are equal in their lower bits, so that each look-up passes over others.
  std::vector<SparseModel::Row> rows;
  for (FeatureKey i = 0; i < 50; ++i) rows.push_back({i << 20U, {{static_cast<short>(i + 1), 0}}});
  const SparseModel model(1, rows);
  for (FeatureKey i = 0; i < 50; ++i) {
    EXPECT_EQ(scores(model, {i << 20U}).front(), static_cast<std::int32_t>(i) + 1);
  }
  EXPECT_EQ(scores(model, {50U << 20U}).front(), 0);
}

TEST(SparseModel, IsReadAsItWasWritten) {
  std::string bytes;
  small_model().write(bytes);
  storage::ByteReader in(bytes);
  const SparseModel read = SparseModel::read(in);
  ASSERT_TRUE(in.finished());
  EXPECT_EQ(read.row_count(), 3U);
  EXPECT_EQ(scores(read, {7, 9, 4000000000U}), (std::vector<std::int32_t>{4, 1, -300}));
  std::string again;
  read.write(again);
  EXPECT_EQ(again, bytes);
}

TEST(SparseModel, NoBeginningOfItsBytesIsAModel) {
  std::string bytes;
  small_model().write(bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    storage::ByteReader in(std::string_view(bytes).substr(0, size));
    SparseModel::read(in);
    EXPECT_FALSE(in.ok()) << size;
  }
}

TEST(SparseModel, RefusesClassesThatItDoesNotHave) {
  std::string bytes;
  SparseModel(3, {{7, {{5, 2}}}}).write(bytes);
  bytes[0] = 2;  // now the class 2 is one too many
  storage::ByteReader in(bytes);
  SparseModel::read(in);
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace entente::ingest::model
