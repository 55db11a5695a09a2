#include "ingest/model/network.hpp"

#include <gtest/gtest.h>

#include <random>

#include "ingest/model/name_finder.hpp"
#include "ingest/model/weight_file.hpp"

namespace entente::ingest::model {
namespace {

/// A network with random weights.
NetworkWeights random_weights() {
  NetworkWeights weights;
  weights.sizes.input = {6, 5, 4};
  weights.sizes.first = 16;
  weights.sizes.second = 32;
  weights.sizes.tag_vector = 3;
  weights.sizes.arc = 8;
  weights.sizes.relation = 7;
  weights.sizes.name = 9;
  weights.sizes.tags = 5;
  weights.sizes.relations = 6;
  weights.sizes.name_labels = name_label_count;
  std::mt19937 random(5);
  const auto fill = [&](Matrix& matrix) {
    for (float& value : matrix.values) {
      value = static_cast<float>(random() % 2001) / 1000.0F - 1.0F;
    }
  };
  for (std::size_t t = 0; t < input_table_count; ++t) {
    weights.tables[t] = EmbeddingTable({3, 9, 12, 4000000000U}, weights.sizes.input[t]);
    fill(weights.tables[t].vectors);
  }
  for (std::size_t i = 0; i < weight_count; ++i) {
    const Shape shape = weight_shape(weights.sizes, i);
    weights.matrices[i].reset(shape.rows, shape.columns);
    fill(weights.matrices[i]);
  }
  return weights;
}

WordFeatures random_rows(std::size_t words, std::uint32_t seed) {
  std::mt19937 random(seed);
  WordFeatures rows;
  for (std::size_t i = 0; i < words * input_table_count; ++i) {
    rows.add(static_cast<std::uint32_t>(random() % 5));
    if (i % 3 == 1) rows.add(static_cast<std::uint32_t>(random() % 5));
    rows.finish_table();
  }
  return rows;
}

/// Everything that is read off the sentence with the given place in a batch.
Floats answers(const Network& network, const std::vector<const WordFeatures*>& batch,
               std::size_t sentence) {
  std::vector<std::uint32_t> lengths;
  for (const WordFeatures* features : batch) {
    lengths.push_back(static_cast<std::uint32_t>(features->words()));
  }
  const BatchLayout layout(lengths);
  NetworkPass pass;
  network.read(layout, batch, nullptr, pass);
  ArcScores arcs;
  network.score_arcs(layout, sentence, pass, arcs);
  Floats out = arcs.scores.values;
  Matrix names;
  network.score_names(layout, sentence, pass, names);
  out.insert(out.end(), names.values.begin(), names.values.end());
  Matrix inputs;
  Matrix relations;
  const std::vector<std::uint32_t> heads(lengths[sentence], lengths[sentence]);
  network.score_relations(layout, sentence, pass, heads, inputs, relations);
  out.insert(out.end(), relations.values.begin(), relations.values.end());
  for (std::size_t i = 0; i < lengths[sentence]; ++i) {
    const float* tags = pass.tag_probabilities.row(layout.row(sentence, i));
    out.insert(out.end(), tags, tags + network.weights().sizes.tags);
  }
  return out;
}

TEST(Network, AnswersDoNotDependOnTheRestOfTheBatch) {
  const NetworkWeights weights = random_weights();
  const Network network(weights);
  const WordFeatures longest = random_rows(23, 1);
  const WordFeatures middle = random_rows(9, 2);
  const WordFeatures shortest = random_rows(1, 3);
  const Floats alone = answers(network, {&middle}, 0);
  EXPECT_EQ(answers(network, {&longest, &middle, &shortest}, 1), alone);
  EXPECT_EQ(answers(network, {&longest, &longest, &longest, &middle, &middle}, 4), alone);
  EXPECT_NE(answers(network, {&longest}, 0), alone);
}

TEST(Weights, AreReadAsTheyWereWritten) {
  NetworkWeights weights = random_weights();
  round_weights(weights);
  std::string bytes;
  write_weights(weights, bytes);
  storage::ByteReader in(bytes);
  const NetworkWeights read = read_weights(in);
  ASSERT_TRUE(in.finished());
  EXPECT_EQ(read.sizes, weights.sizes);
  for (std::size_t i = 0; i < weight_count; ++i) {
    EXPECT_EQ(read.matrices[i].values, weights.matrices[i].values) << i;
  }
  for (std::size_t t = 0; t < input_table_count; ++t) {
    EXPECT_EQ(read.tables[t].keys(), weights.tables[t].keys());
    EXPECT_EQ(read.tables[t].vectors.values, weights.tables[t].vectors.values);
    EXPECT_EQ(read.tables[t].find(4000000000U), 4U);
    EXPECT_EQ(read.tables[t].find(10), EmbeddingTable::unknown);
  }
}

TEST(Weights, RoundingLosesLittleAndOnlyOnce) {
  NetworkWeights weights = random_weights();
  Matrix& matrix = weights.matrices[view_weights];
  matrix.row(0)[0] = 1e-30F;
  for (std::size_t i = 0; i < matrix.columns; ++i) matrix.row(1)[i] = 0;
  matrix.row(2)[0] = 0x1.ffffffp3F;
  const Matrix before = matrix;
  round_weights(weights);
  for (std::size_t i = 0; i < before.values.size(); ++i) {
    EXPECT_NEAR(matrix.values[i], before.values[i], 16.0 / 32768) << i;
  }
  const Floats once = matrix.values;
  round_weights(weights);
  EXPECT_EQ(matrix.values, once);
}

TEST(Weights, WhatCannotBeWeightsIsRefused) {
  NetworkWeights weights = random_weights();
  round_weights(weights);
  std::string bytes;
  write_weights(weights, bytes);
  for (std::size_t cut = 0; cut < bytes.size(); cut += 97) {
    storage::ByteReader in(std::string_view(bytes).substr(0, cut));
    read_weights(in);
    EXPECT_FALSE(in.ok()) << cut;
  }
  for (const std::size_t at : {0U, 3U, 4U, 9U, 11U}) {
    std::string changed = bytes;
    changed[at] = 0;
    storage::ByteReader in(changed);
    read_weights(in);
    EXPECT_FALSE(in.finished()) << at;
  }
}

}  // namespace
}  // namespace entente::ingest::model
