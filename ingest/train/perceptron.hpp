#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/model/sparse_model.hpp"

namespace entente::ingest::train {

/// A fixed sequence of numbers for shuffles and choices (SplitMix64): the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// A number below `end`, which is small enough for the bias not to matter.
  std::uint64_t below(std::uint64_t end) { return next() % end; }

  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::uint64_t state_;
};

/// An averaged weight of one training, in 1/2^16.
struct AverageWeight {
  model::FeatureKey key = 0;
  std::uint16_t label = 0;
  std::int64_t value = 0;
};
/// Averaged weights of one or several trainings, in any order; the same weight may occur again.
using AverageWeights = std::vector<AverageWeight>;

/// The weights of an averaged perceptron while it learns (Freund and Schapire 1999). Features take
/// part in scores after `least_updates` changes to them, which keeps what helped once out of the
/// model (Goldberg and Elhadad 2011). Integers only, so that a training repeats exactly.
class Perceptron {
 public:
  Perceptron(std::size_t class_count, std::uint32_t least_updates);

  [[nodiscard]] std::size_t class_count() const { return class_count_; }
  void add_scores(std::span<const model::FeatureKey> keys, std::span<std::int32_t> scores) const;
  /// Adds `amount` to the weights of `label`.
  void update(std::span<const model::FeatureKey> keys, std::uint16_t label, std::int32_t amount);
  /// One step of time, over which weights are averaged.
  void tick() { ++now_; }

  /// Adds the averages of all weights so far to `averages`.
  void add_averages(AverageWeights& averages) const;

 private:
  /// What scores need of a weight, apart from what averages need, to keep scores in the cache.
  struct Weight {
    std::int32_t value = 0;
    std::uint16_t label = 0;
  };
  struct Past {
    std::int64_t total = 0;
    std::uint32_t since = 0;
  };
  struct Row {
    std::uint32_t updates = 0;
    std::uint32_t begin = 0;
    std::uint16_t size = 0;
    std::uint16_t capacity = 0;
  };

  [[nodiscard]] std::size_t slot_of(model::FeatureKey key) const;
  Row& find_or_add(model::FeatureKey key);
  std::size_t find_or_add_weight(Row& row, std::uint16_t label);
  void grow();

  std::size_t class_count_;
  std::uint32_t least_updates_;
  std::uint32_t now_ = 0;
  std::size_t row_count_ = 0;
  /// A hash table in two arrays: most looks end at a key, 0 being a free slot.
  std::vector<model::FeatureKey> keys_;
  std::vector<Row> rows_;
  std::vector<Weight> weights_;
  std::vector<Past> pasts_;
};

/// Means over `trainings`, rounded to the model's integers: `scale` units are a weight of one; what
/// stays below `least` units is left out.
model::SparseModel make_model(AverageWeights averages, std::size_t class_count,
                              std::size_t trainings, std::int64_t scale, std::int64_t least);

/// The model without its weights below `least` units; those that make_model() left out stay out.
model::SparseModel without_small_weights(const model::SparseModel& model, std::int64_t least);

}  // namespace entente::ingest::train
