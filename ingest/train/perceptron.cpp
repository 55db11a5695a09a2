#include "ingest/train/perceptron.hpp"

#include <algorithm>
#include <cassert>

namespace entente::ingest::train {

namespace {

constexpr std::size_t first_slots = 1U << 16U;
constexpr std::int64_t fraction_bits = 16;

/// Division that rounds to the nearest, halves away from zero.
std::int64_t divide(std::int64_t value, std::int64_t by) {
  return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

}  // namespace

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

Perceptron::Perceptron(std::size_t class_count, std::uint32_t least_updates)
    : class_count_(class_count),
      least_updates_(std::max(least_updates, 1U)),
      keys_(first_slots, 0),
      rows_(first_slots) {}

/// The slot that holds the key, or the free one where it belongs. The feature whose key is 0
/// shares the weights of 1.
std::size_t Perceptron::slot_of(model::FeatureKey key) const {
  key = std::max<model::FeatureKey>(key, 1);
  const std::size_t mask = keys_.size() - 1;
  std::size_t at = key & mask;
  while (keys_[at] != 0 && keys_[at] != key) at = (at + 1) & mask;
  return at;
}

void Perceptron::grow() {
  std::vector<model::FeatureKey> old_keys(keys_.size() * 2, 0);
  std::vector<Row> old_rows(rows_.size() * 2);
  old_keys.swap(keys_);
  old_rows.swap(rows_);
  for (std::size_t i = 0; i < old_keys.size(); ++i) {
    if (old_keys[i] == 0) continue;
    const std::size_t at = slot_of(old_keys[i]);
    keys_[at] = old_keys[i];
    rows_[at] = old_rows[i];
  }
}

Perceptron::Row& Perceptron::find_or_add(model::FeatureKey key) {
  if (row_count_ * 2 >= keys_.size()) grow();
  const std::size_t at = slot_of(key);
  if (keys_[at] == 0) {
    ++row_count_;
    keys_[at] = std::max<model::FeatureKey>(key, 1);
  }
  return rows_[at];
}

std::size_t Perceptron::find_or_add_weight(Row& row, std::uint16_t label) {
  for (std::uint16_t i = 0; i < row.size; ++i) {
    if (weights_[row.begin + i].label == label) return row.begin + i;
  }
  if (row.size == row.capacity) {
    // The row moves to the end with twice the room; what it leaves stays unused.
    const auto begin = static_cast<std::uint32_t>(weights_.size());
    row.capacity = static_cast<std::uint16_t>(std::max(2, row.capacity * 2));
    weights_.resize(weights_.size() + row.capacity);
    pasts_.resize(weights_.size());
    std::copy_n(weights_.begin() + row.begin, row.size, weights_.begin() + begin);
    std::copy_n(pasts_.begin() + row.begin, row.size, pasts_.begin() + begin);
    row.begin = begin;
  }
  const std::size_t at = row.begin + row.size++;
  weights_[at] = {0, label};
  pasts_[at] = {0, now_};
  return at;
}

void Perceptron::add_scores(std::span<const model::FeatureKey> keys,
                            std::span<std::int32_t> scores) const {
  assert(scores.size() == class_count_);
  const std::size_t mask = keys_.size() - 1;
  for (const model::FeatureKey key : keys) __builtin_prefetch(&keys_[key & mask]);
  for (const model::FeatureKey key : keys) {
    const std::size_t at = slot_of(key);
    if (keys_[at] == 0 || rows_[at].updates < least_updates_) continue;
    const Row& row = rows_[at];
    for (std::uint16_t i = 0; i < row.size; ++i) {
      scores[weights_[row.begin + i].label] += weights_[row.begin + i].value;
    }
  }
}

void Perceptron::update(std::span<const model::FeatureKey> keys, std::uint16_t label,
                        std::int32_t amount) {
  for (const model::FeatureKey key : keys) {
    Row& row = find_or_add(key);
    ++row.updates;
    const std::size_t at = find_or_add_weight(row, label);
    pasts_[at].total += std::int64_t{weights_[at].value} * (now_ - pasts_[at].since);
    pasts_[at].since = now_;
    weights_[at].value += amount;
  }
}

void Perceptron::add_averages(AverageWeights& averages) const {
  for (std::size_t slot = 0; slot < keys_.size(); ++slot) {
    if (keys_[slot] == 0 || rows_[slot].updates < least_updates_) continue;
    for (std::uint16_t i = 0; i < rows_[slot].size; ++i) {
      const Weight& weight = weights_[rows_[slot].begin + i];
      const Past& past = pasts_[rows_[slot].begin + i];
      const std::int64_t total = past.total + std::int64_t{weight.value} * (now_ - past.since);
      if (total == 0) continue;
      averages.push_back(
          {keys_[slot], weight.label, divide(total << fraction_bits, std::max(now_, 1U))});
    }
  }
}

model::SparseModel make_model(AverageWeights averages, std::size_t class_count,
                              std::size_t trainings, std::int64_t scale, std::int64_t least) {
  std::sort(averages.begin(), averages.end(), [](const AverageWeight& a, const AverageWeight& b) {
    if (a.key != b.key) return a.key < b.key;
    return a.label != b.label ? a.label < b.label : a.value < b.value;
  });
  std::vector<model::SparseModel::Row> rows;
  const std::int64_t unit =
      (std::int64_t{1} << fraction_bits) * static_cast<std::int64_t>(trainings);
  for (std::size_t i = 0; i < averages.size();) {
    const AverageWeight& first = averages[i];
    std::int64_t sum = 0;
    for (; i < averages.size() && averages[i].key == first.key && averages[i].label == first.label;
         ++i) {
      sum += averages[i].value;
    }
    const std::int64_t value =
        std::clamp<std::int64_t>(divide(sum * scale, unit), INT16_MIN, INT16_MAX);
    if (value < least && value > -least) continue;
    if (rows.empty() || rows.back().key != first.key) rows.push_back({first.key, {}});
    rows.back().weights.push_back({static_cast<std::int16_t>(value), first.label});
  }
  return {class_count, rows};
}

model::SparseModel without_small_weights(const model::SparseModel& model, std::int64_t least) {
  std::vector<model::SparseModel::Row> rows;
  for (model::SparseModel::Row& row : model.rows()) {
    std::erase_if(row.weights, [&](const model::SparseModel::Weight& weight) {
      return weight.value < least && weight.value > -least;
    });
    if (!row.weights.empty()) rows.push_back(std::move(row));
  }
  return {model.class_count(), rows};
}

}  // namespace entente::ingest::train
