#include "ingest/train/network_trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <map>

#include "ingest/train/random.hpp"

namespace entente::ingest::train {

namespace {

using namespace model;  // NOLINT: everything here is about the network of that folder

/// The batch is read in this many parts, whose gradients are added in order.
constexpr std::size_t shards = 2;
/// Batches of like length are put together from this many batches of any length.
constexpr std::size_t bucket_batches = 40;
constexpr std::size_t steps_between_averages = 8;
constexpr float longest_gradient = 5;

void fill_uniform(Matrix& matrix, float limit, Random& random) {
  for (float& value : matrix.values) value = (2.0F * random.fraction() - 1.0F) * limit;
}

Matrix draw_mask(std::size_t rows, std::size_t columns, float drop, Random& random) {
  Matrix mask(rows, columns);
  for (float& value : mask.values) value = random.fraction() < drop ? 0.0F : 1.0F / (1.0F - drop);
  return mask;
}

using Batch = std::vector<const NetworkExample*>;

std::size_t words_of(const NetworkExample& example) { return example.features.words(); }

/// Puts sentences of like length into batches, in an order that is new each time.
std::vector<Batch> draw_batches(Batch order, std::size_t batch_words, Random& random) {
  random.shuffle(order);
  std::vector<Batch> batches;
  Batch bucket;
  std::size_t bucket_words = 0;
  const auto empty_bucket = [&] {
    std::stable_sort(bucket.begin(), bucket.end(),
                     [](const auto* a, const auto* b) { return words_of(*a) > words_of(*b); });
    std::size_t words = batch_words;
    for (const NetworkExample* example : bucket) {
      if (words >= batch_words) {
        batches.emplace_back();
        words = 0;
      }
      batches.back().push_back(example);
      words += words_of(*example);
    }
    bucket.clear();
    bucket_words = 0;
  };
  for (const NetworkExample* example : order) {
    bucket.push_back(example);
    bucket_words += words_of(*example);
    if (bucket_words >= bucket_batches * batch_words) empty_bucket();
  }
  empty_bucket();
  random.shuffle(batches);
  return batches;
}

/// Adam's moments of one network.
struct Moments {
  explicit Moments(const NetworkWeights& weights) : means(weights), squares(weights) {}
  NetworkGradient means;
  NetworkGradient squares;
};

class Trainer {
 public:
  Trainer(NetworkWeights weights, const std::vector<NetworkExample>& examples,
          const NetworkPlan& plan)
      : weights_(std::move(weights)),
        average_(weights_),
        examples_(examples),
        plan_(plan),
        network_(weights_),
        transposed_(weights_),
        moments_(weights_),
        gradients_(shards, NetworkGradient(weights_)),
        word_counts_(weights_.tables[0].vectors.rows, 0) {
    for (const NetworkExample& example : examples_) {
      words_ += words_of(example);
      for (std::size_t i = 0; i < words_of(example); ++i) {
        for (const std::uint32_t row : example.features.of(i, 0)) ++word_counts_[row];
      }
    }
  }

  NetworkWeights run() {
    Batch all;
    for (const NetworkExample& example : examples_) {
      if (words_of(example) > 0) all.push_back(&example);
    }
    for (int epoch = 1; epoch <= plan_.epochs; ++epoch) {
      Random random(plan_.seed * 1000 + static_cast<std::uint64_t>(epoch));
      const auto batches = draw_batches(all, plan_.batch_words, random);
      NetworkLoss loss;
      for (std::size_t i = 0; i < batches.size(); ++i) {
        const double part = static_cast<double>(i) / static_cast<double>(batches.size());
        loss.add(learn(batches[i], random.next(),
                       static_cast<float>((epoch - 1 + part) / plan_.epochs)));
        if (++steps_ % steps_between_averages == 0) average(batches.size());
      }
      const auto n = static_cast<double>(words_);
      plan_.report(
          fmt::format("epoch {}: loss of tags {:.4f}, heads {:.4f}, relations {:.4f}, "
                      "names {:.4f}",
                      epoch, loss.tags / n, loss.heads / n, loss.relations / n, loss.names / n));
      if (plan_.after_epoch) plan_.after_epoch(epoch, average_);
    }
    return std::move(average_);
  }

 private:
  NetworkLoss learn(const Batch& batch, std::uint64_t seed, float progress) {
    std::array<NetworkLoss, shards> losses;
    const auto run = [&](std::size_t shard) {
      // Neighbours in length go to different parts.
      Batch part;
      for (std::size_t i = shard; i < batch.size(); i += shards) part.push_back(batch[i]);
      if (!part.empty()) losses[shard] = read_part(part, seed + shard, gradients_[shard]);
    };
    if (plan_.threads > 1) {
      auto other = std::async(std::launch::async, run, 1);
      run(0);
      other.get();
    } else {
      for (std::size_t shard = 0; shard < shards; ++shard) run(shard);
    }
    std::size_t words = 0;
    for (const NetworkExample* example : batch) words += words_of(*example);
    gradients_[0].add(gradients_[1]);
    move_weights(words, progress);
    for (NetworkGradient& gradient : gradients_) gradient.clear();
    losses[0].add(losses[1]);
    return losses[0];
  }

  NetworkLoss read_part(const Batch& part, std::uint64_t seed, NetworkGradient& gradient) {
    Random random(seed);
    std::vector<std::uint32_t> lengths;
    std::vector<WordFeatures> features;
    for (const NetworkExample* example : part) {
      lengths.push_back(static_cast<std::uint32_t>(words_of(*example)));
      features.push_back(with_unknown_words(example->features, random));
    }
    std::vector<const WordFeatures*> pointers;
    for (const WordFeatures& one : features) pointers.push_back(&one);
    const BatchLayout layout(lengths);
    const NetworkMasks masks = draw_masks(part.size(), random);
    NetworkPass pass;
    network_.read(layout, pointers, &masks, pass);
    return gradient.add(network_, transposed_, layout, part, pointers, &masks, pass,
                        plan_.importance);
  }

  /// Words are left out as if they had never been seen, the rarer the more often, so that the
  /// network learns to read from their spelling.
  WordFeatures with_unknown_words(const WordFeatures& features, Random& random) const {
    WordFeatures out;
    for (std::size_t i = 0; i < features.words(); ++i) {
      for (std::size_t t = 0; t < input_table_count; ++t) {
        for (std::uint32_t row : features.of(i, t)) {
          if (t == 0) {
            const auto count = static_cast<float>(word_counts_[row]);
            const float drop = plan_.drop_word + 0.5F / (0.5F + count);
            if (random.fraction() < drop) row = EmbeddingTable::unknown;
          }
          out.add(row);
        }
        out.finish_table();
      }
    }
    return out;
  }

  NetworkMasks draw_masks(std::size_t sentences, Random& random) const {
    const NetworkSizes& sizes = weights_.sizes;
    const auto draw = [&](std::size_t columns, float drop) {
      return draw_mask(sentences, columns, drop, random);
    };
    NetworkMasks masks;
    masks.input = draw(sizes.input_width(), plan_.drop_input);
    for (Matrix& mask : masks.first_state) mask = draw(sizes.first, plan_.drop_state);
    masks.first_output = draw(2UL * sizes.first, plan_.drop_output);
    for (Matrix& mask : masks.second_state) mask = draw(sizes.second, plan_.drop_state);
    masks.second_output = draw(2UL * sizes.second, plan_.drop_output);
    masks.views = draw(sizes.views(), plan_.drop_output);
    masks.name_hidden = draw(sizes.name, plan_.drop_output);
    return masks;
  }

  [[nodiscard]] double squared_length(const NetworkGradient& gradient) const {
    double sum = 0;
    const auto add = [&](const float* values, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(values[i]) * values[i];
    };
    for (const Matrix& matrix : gradient.matrices) add(matrix.values.data(), matrix.values.size());
    for (std::size_t t = 0; t < input_table_count; ++t) {
      for (const std::uint32_t row : gradient.touched(t)) {
        add(gradient.tables[t].row(row), gradient.tables[t].columns);
      }
    }
    return sum;
  }

  void move_weights(std::size_t words, float progress) {
    const NetworkGradient& gradient = gradients_[0];
    AdamStep step;
    step.keep_mean = 0.9F;
    step.keep_square = 0.98F;
    step.scale = 1.0F / static_cast<float>(words);
    const auto length = static_cast<float>(std::sqrt(squared_length(gradient))) * step.scale;
    if (length > longest_gradient) step.scale *= longest_gradient / length;
    mean_kept_ *= step.keep_mean;
    square_kept_ *= step.keep_square;
    const float warmth =
        std::min(1.0F, static_cast<float>(steps_ + 1) / static_cast<float>(plan_.warm_up));
    const float correction = std::sqrt(1.0F - square_kept_);
    step.rate = plan_.rate * warmth * (1.0F - 0.95F * progress) * correction / (1.0F - mean_kept_);
    step.epsilon = 1e-8F * correction;
    const auto move = [&](Matrix& values, const Matrix& by, Matrix& means, Matrix& squares,
                          std::size_t row, std::size_t rows) {
      kernels().adam(values.row(row), by.row(row), means.row(row), squares.row(row),
                     rows * values.columns, step);
    };
    for (std::size_t i = 0; i < weight_count; ++i) {
      move(weights_.matrices[i], gradient.matrices[i], moments_.means.matrices[i],
           moments_.squares.matrices[i], 0, weights_.matrices[i].rows);
    }
    for (std::size_t t = 0; t < input_table_count; ++t) {
      for (const std::uint32_t row : gradient.touched(t)) {
        move(weights_.tables[t].vectors, gradient.tables[t], moments_.means.tables[t],
             moments_.squares.tables[t], row, 1);
      }
    }
    network_.update();
    transposed_.update(weights_);
  }

  /// The average reaches back over about an epoch.
  void average(std::size_t steps_in_epoch) {
    const float whole = static_cast<float>(steps_in_epoch) / steps_between_averages;
    const auto seen = static_cast<float>(steps_ / steps_between_averages);
    const float part = 1.0F / std::max(1.0F, std::min(whole, seen / 4));
    mix_weights(weights_, part, average_);
  }

  NetworkWeights weights_;
  NetworkWeights average_;
  const std::vector<NetworkExample>& examples_;
  const NetworkPlan& plan_;
  Network network_;
  TransposedWeights transposed_;
  Moments moments_;
  std::vector<NetworkGradient> gradients_;
  std::vector<std::uint32_t> word_counts_;
  std::size_t words_ = 0;
  std::size_t steps_ = 0;
  float mean_kept_ = 1;
  float square_kept_ = 1;
};

}  // namespace

model::NetworkWeights first_weights(const std::vector<model::WordFeatures>& sentences,
                                    const NetworkPlan& plan) {
  std::array<std::map<model::FeatureKey, int>, input_table_count> counts;
  for (const WordFeatures& sentence : sentences) {
    for (std::size_t i = 0; i < sentence.words(); ++i) {
      for (std::size_t t = 0; t < input_table_count; ++t) {
        for (const FeatureKey key : sentence.of(i, t)) ++counts[t][key];
      }
    }
  }
  Random random(plan.seed);
  NetworkWeights weights;
  weights.sizes = plan.sizes;
  for (std::size_t t = 0; t < input_table_count; ++t) {
    std::vector<FeatureKey> keys;
    for (const auto& [key, count] : counts[t]) {
      if (count >= plan.least_occurrences[t]) keys.push_back(key);
    }
    weights.tables[t] = EmbeddingTable(std::move(keys), plan.sizes.input[t]);
    // Several vectors are added up in the later tables.
    fill_uniform(weights.tables[t].vectors, t == 0 ? 0.3F : 0.1F, random);
  }
  for (std::size_t i = 0; i < weight_count; ++i) {
    const Shape shape = weight_shape(plan.sizes, i);
    Matrix& matrix = weights.matrices[i];
    matrix.reset(shape.rows, shape.columns);
    const bool recurrent = i < tag_weights;
    if (is_factor(i)) {
      const std::size_t fan = shape.rows + (recurrent ? shape.columns / 4 : shape.columns);
      fill_uniform(matrix, std::sqrt(6.0F / static_cast<float>(fan)), random);
    } else if (i == root_views) {
      fill_uniform(matrix, 0.3F, random);
    } else if (recurrent) {
      // A state that is kept at first is learnt to be forgotten; the other way round is hard.
      const std::size_t width = shape.columns / 4;
      std::fill_n(matrix.row(0) + width, width, 1.0F);
    }
  }
  return weights;
}

void mix_weights(const model::NetworkWeights& from, float part, model::NetworkWeights& to) {
  const auto mix = [&](const Matrix& values, Matrix& mixed) {
    for (std::size_t i = 0; i < values.values.size(); ++i) {
      mixed.values[i] += part * (values.values[i] - mixed.values[i]);
    }
  };
  for (std::size_t i = 0; i < weight_count; ++i) mix(from.matrices[i], to.matrices[i]);
  for (std::size_t t = 0; t < input_table_count; ++t) {
    mix(from.tables[t].vectors, to.tables[t].vectors);
  }
}

model::NetworkWeights train_network(model::NetworkWeights weights,
                                    const std::vector<NetworkExample>& examples,
                                    const NetworkPlan& plan) {
  return Trainer(std::move(weights), examples, plan).run();
}

}  // namespace entente::ingest::train
