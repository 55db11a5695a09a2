#include "ingest/train/network_gradient.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ingest/train/known_names.hpp"
#include "ingest/train/network_trainer.hpp"
#include "ingest/train/random.hpp"

namespace entente::ingest::train {
namespace {

using model::Matrix;

/// A network of a few units with random weights, and sentences of 5, 3 and 1 words for it.
class SmallNetwork : public ::testing::Test {
 protected:
  SmallNetwork() {
    NetworkPlan plan;
    plan.sizes.input = {5, 4, 3};
    plan.sizes.first = 16;
    plan.sizes.second = 16;
    plan.sizes.tag_vector = 3;
    plan.sizes.arc = 6;
    plan.sizes.relation = 5;
    plan.sizes.name = 7;
    plan.sizes.tags = 6;
    plan.sizes.relations = 4;
    plan.sizes.name_labels = model::name_label_count;
    plan.least_occurrences = {1, 1, 1};
    std::vector<model::WordFeatures> keys;
    for (const std::size_t words : {5, 3, 1}) keys.push_back(random_keys(words));
    weights = first_weights(keys, plan);
    // Away from zero, so that every part matters.
    for (Matrix& matrix : weights.matrices) {
      for (float& value : matrix.values) value += random.fraction() - 0.5F;
    }
    for (const auto& sentence : keys) examples.push_back(random_example(sentence));
    examples[0].names = exactly(std::vector<model::NameSpan>{{1, 3, model::NameKind::person},
                                                             {4, 5, model::NameKind::location}},
                                5);
    examples[1].names.clear();
    examples[2].names = {model::any_name_label & ~model::only_label(model::no_name)};
    examples[2].heads.clear();
    examples[2].relations.clear();
  }

  model::WordFeatures random_keys(std::size_t words) {
    model::WordFeatures keys;
    for (std::size_t i = 0; i < words; ++i) {
      for (std::size_t table = 0; table < model::input_table_count; ++table) {
        for (std::size_t n = 0; n < (table == 0 ? 1U : 2U); ++n) {
          keys.add(static_cast<std::uint32_t>(random.below(4) + 1));
        }
        keys.finish_table();
      }
    }
    return keys;
  }

  NetworkExample random_example(const model::WordFeatures& keys) {
    NetworkExample example;
    example.features = model::feature_rows(keys, weights.tables);
    const auto words = static_cast<std::uint32_t>(keys.words());
    for (std::uint32_t i = 0; i < words; ++i) {
      example.tags.push_back(static_cast<std::uint16_t>(random.below(6)));
      example.heads.push_back(i + 1);
      example.relations.push_back(static_cast<std::uint16_t>(random.below(4)));
      example.names.push_back(model::only_label(model::no_name));
    }
    return example;
  }

  model::NetworkMasks random_masks() {
    const model::NetworkSizes& sizes = weights.sizes;
    const auto draw = [&](std::size_t columns) {
      Matrix mask(3, columns);
      for (float& value : mask.values) value = random.fraction() < 0.2F ? 0.0F : 1.25F;
      return mask;
    };
    model::NetworkMasks masks;
    masks.input = draw(sizes.input_width());
    masks.first_state = {draw(16), draw(16)};
    masks.first_output = draw(32);
    masks.second_state = {draw(16), draw(16)};
    masks.second_output = draw(32);
    masks.views = draw(sizes.views());
    masks.name_hidden = draw(sizes.name);
    return masks;
  }

  double loss(const model::NetworkMasks* masks, NetworkGradient& gradient) {
    const model::Network network(weights);
    const TransposedWeights transposed(weights);
    const std::vector<std::uint32_t> lengths = {5, 3, 1};
    const model::BatchLayout layout(lengths);
    std::vector<const NetworkExample*> batch;
    std::vector<const model::WordFeatures*> features;
    for (const NetworkExample& example : examples) {
      batch.push_back(&example);
      features.push_back(&example.features);
    }
    model::NetworkPass pass;
    network.read(layout, features, masks, pass);
    const NetworkLoss sum =
        gradient.add(network, transposed, layout, batch, features, masks, pass, importance);
    return importance.tags * sum.tags + importance.heads * sum.heads +
           importance.relations * sum.relations + importance.names * sum.names;
  }

  /// Compares the gradient of some weights of a matrix with what the loss does when they move.
  void check(Matrix& values, const Matrix& gradient, const model::NetworkMasks* masks,
             const std::string& what) {
    for (int n = 0; n < 6; ++n) {
      const std::size_t at = random.below(values.values.size());
      const float before = values.values[at];
      constexpr float step = 2e-3F;
      NetworkGradient unused(weights);
      values.values[at] = before + step;
      const double above = loss(masks, unused);
      values.values[at] = before - step;
      const double below = loss(masks, unused);
      values.values[at] = before;
      const double slope = (above - below) / (2.0 * step);
      EXPECT_NEAR(gradient.values[at], slope, 0.01 + 0.02 * std::abs(slope)) << what << " " << at;
    }
  }

  Random random{7};
  model::NetworkWeights weights;
  std::vector<NetworkExample> examples;
  LossWeights importance{.tags = 1, .heads = 0.8F, .relations = 1.2F, .names = 0.7F};
};

TEST_F(SmallNetwork, GradientIsTheSlopeOfTheLoss) {
  const model::NetworkMasks masks = random_masks();
  NetworkGradient gradient(weights);
  loss(&masks, gradient);
  for (std::size_t i = 0; i < model::weight_count; ++i) {
    check(weights.matrices[i], gradient.matrices[i], &masks, "weight " + std::to_string(i));
  }
  for (std::size_t t = 0; t < model::input_table_count; ++t) {
    check(weights.tables[t].vectors, gradient.tables[t], &masks, "table " + std::to_string(t));
  }
}

TEST_F(SmallNetwork, GradientsOfPartsAddUp) {
  NetworkGradient once(weights);
  NetworkGradient twice(weights);
  loss(nullptr, once);
  loss(nullptr, twice);
  twice.add(once);
  for (std::size_t i = 0; i < model::weight_count; ++i) {
    for (std::size_t k = 0; k < once.matrices[i].values.size(); ++k) {
      ASSERT_FLOAT_EQ(twice.matrices[i].values[k], 2 * once.matrices[i].values[k]);
    }
  }
  twice.clear();
  for (const Matrix& matrix : twice.tables) {
    for (const float value : matrix.values) ASSERT_EQ(value, 0.0F);
  }
  EXPECT_TRUE(twice.touched(0).empty());
}

}  // namespace
}  // namespace entente::ingest::train
