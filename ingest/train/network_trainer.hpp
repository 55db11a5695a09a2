#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ingest/model/network.hpp"
#include "ingest/train/network_gradient.hpp"

namespace entente::ingest::train {

/// How a network is trained.
struct NetworkPlan {
  /// Widths of its layers; the numbers of tags and the like are filled in.
  model::NetworkSizes sizes;
  int epochs = 20;
  /// Words that are read before the weights move.
  std::size_t batch_words = 600;
  /// Of Adam, at the highest; it rises over the first `warm_up` steps, then falls to a twentieth.
  float rate = 0.002F;
  std::size_t warm_up = 200;
  /// Part of the values that are left out, of the input, of what layers give and of their states.
  float drop_input = 0.2F;
  float drop_output = 0.33F;
  float drop_state = 0.2F;
  /// Part of all words that are read as unknown; rare ones more often.
  float drop_word = 0.1F;
  /// How often a feature occurs before it gets a vector, by table.
  std::array<int, model::input_table_count> least_occurrences{2, 4, 2};
  LossWeights importance;
  std::uint64_t seed = 1;
  /// Two give the same weights as one.
  int threads = 1;
  std::function<void(const std::string&)> report = [](const std::string&) {};
  /// Gets the averaged weights after each epoch.
  std::function<void(int, const model::NetworkWeights&)> after_epoch;
};

/// Weights as training begins with them, with vectors for the features that occur often enough in
/// `sentences` (keys).
model::NetworkWeights first_weights(const std::vector<model::WordFeatures>& sentences,
                                    const NetworkPlan& plan);

/// Moves each weight of `to` the given part of the way towards that of `from`.
void mix_weights(const model::NetworkWeights& from, float part, model::NetworkWeights& to);

/// Trains by Adam on mini-batches of sentences of like length, with dropout that is the same for
/// all words of a sentence. The result is the running average of the weights towards the end
/// (Polyak and Juditsky 1992), which reads better than the last ones.
model::NetworkWeights train_network(model::NetworkWeights weights,
                                    const std::vector<NetworkExample>& examples,
                                    const NetworkPlan& plan);

}  // namespace entente::ingest::train
