#include "ingest/train/perceptron.hpp"

#include <gtest/gtest.h>

#include "ingest/train/clusters.hpp"

namespace entente::ingest::train {
namespace {

using model::FeatureKey;

TEST(Perceptron, AveragesWeightsOverTime) {
  // Weight 2 from step 1 to 3, 5 in step 4: (2 + 2 + 2 + 5) / 4 with four steps, from the start 0.
  Perceptron perceptron(2, 1);
  const FeatureKey key = 12345;
  perceptron.update({&key, 1}, 1, 2);
  for (int i = 0; i < 3; ++i) perceptron.tick();
  perceptron.update({&key, 1}, 1, 3);
  perceptron.tick();
  AverageWeights averages;
  perceptron.add_averages(averages);
  ASSERT_EQ(averages.size(), 1U);
  EXPECT_EQ(averages.front().value, 11 * 65536 / 4);
  const model::SparseModel model = make_model(averages, 2, 1, 16, 1);
  std::vector<std::int32_t> scores(2, 0);
  model.add_scores({&key, 1}, scores);
  EXPECT_EQ(scores, (std::vector<std::int32_t>{0, 44}));
}

TEST(Perceptron, RowsGrowAndKeepTheirWeights) {
  Perceptron perceptron(40, 1);
  for (FeatureKey key = 0; key < 100000; ++key) {
    const FeatureKey spread = key * 2654435761U;
    perceptron.update({&spread, 1}, static_cast<std::uint16_t>(key % 40), 1);
  }
  for (std::uint16_t label = 0; label < 40; ++label) {
    const FeatureKey one = 77 * 2654435761U;
    perceptron.update({&one, 1}, label, 3);
  }
  std::vector<std::int32_t> scores(40, 0);
  const FeatureKey key = 77 * 2654435761U;
  perceptron.add_scores({&key, 1}, scores);
  for (std::size_t label = 0; label < 40; ++label) {
    EXPECT_EQ(scores[label], label == 77 % 40 ? 4 : 3);
  }
}

TEST(Perceptron, FeaturesCountOnlyAfterSomeUpdates) {
  Perceptron perceptron(1, 3);
  const FeatureKey key = 5;
  std::vector<std::int32_t> scores(1, 0);
  for (int i = 0; i < 2; ++i) perceptron.update({&key, 1}, 0, 1);
  perceptron.add_scores({&key, 1}, scores);
  EXPECT_EQ(scores[0], 0);
  AverageWeights averages;
  perceptron.tick();
  perceptron.add_averages(averages);
  EXPECT_TRUE(averages.empty());
  perceptron.update({&key, 1}, 0, 1);
  perceptron.add_scores({&key, 1}, scores);
  EXPECT_EQ(scores[0], 3);
}

TEST(Models, AreMeansOfTrainingsWithoutWhatIsSmall) {
  const AverageWeights averages = {
      {9, 0, 65536}, {2, 1, -3 * 65536}, {9, 0, 3 * 65536}, {2, 0, 65536 / 8}};
  const model::SparseModel model = make_model(averages, 2, 2, 10, 1);
  EXPECT_EQ(model.row_count(), 2U);
  std::vector<std::int32_t> scores(2, 0);
  const std::vector<FeatureKey> keys = {9, 2};
  model.add_scores(keys, scores);
  EXPECT_EQ(scores, (std::vector<std::int32_t>{20 + 1, -15}));
  EXPECT_EQ(make_model(averages, 2, 2, 10, 2).row_count(), 2U);
  EXPECT_EQ(make_model(averages, 2, 2, 10, 16).row_count(), 1U);
}

TEST(Clusters, JoinWordsThatStandBesideTheSameWords) {
  std::vector<std::vector<std::string>> sentences;
  for (const char* noun : {"dog", "cat", "horse", "cow"}) {
    for (const char* verb : {"eats", "sleeps", "runs", "drinks"}) {
      sentences.push_back({"the", noun, verb, "now"});
    }
  }
  const WordClusters clusters = cluster_words(sentences, 4, 2, 20);
  EXPECT_EQ(clusters.at("dog"), clusters.at("cow"));
  EXPECT_EQ(clusters.at("cat"), clusters.at("horse"));
  EXPECT_EQ(clusters.at("eats"), clusters.at("drinks"));
  EXPECT_NE(clusters.at("dog"), clusters.at("eats"));
  EXPECT_EQ(clusters, cluster_words(sentences, 4, 2, 20));
  EXPECT_EQ(cluster_words(sentences, 4, 17, 20).size(), 0U);
}

}  // namespace
}  // namespace entente::ingest::train
