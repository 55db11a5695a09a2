#include "ingest/model/sparse_model.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace entente::ingest::model {

SparseModel::SparseModel(std::size_t class_count, const std::vector<Row>& rows)
    : class_count_(class_count) {
  make_slots(rows.size());
  for (const Row& row : rows) {
    assert(!row.weights.empty());
    const auto begin = static_cast<std::uint32_t>(weights_.size());
    weights_.insert(weights_.end(), row.weights.begin(), row.weights.end());
    insert(row.key, begin, static_cast<std::uint32_t>(weights_.size()));
  }
}

void SparseModel::make_slots(std::size_t rows) {
  // At most half full, so that a miss, the usual case, is decided by the first slot it looks at.
  slots_.assign(std::bit_ceil(rows * 2 + 1), Slot{});
  mask_ = slots_.size() - 1;
}

void SparseModel::insert(FeatureKey key, std::uint32_t begin, std::uint32_t end) {
  std::size_t at = key & mask_;
  while (slots_[at].begin != slots_[at].end) at = (at + 1) & mask_;
  slots_[at] = {key, begin, end};
  ++row_count_;
}

void SparseModel::add_scores(std::span<const FeatureKey> keys,
                             std::span<std::int32_t> scores) const {
  assert(scores.size() == class_count_);
  // Rows are spread over megabytes: asking for all of them first overlaps the waits for memory.
  for (const FeatureKey key : keys) __builtin_prefetch(&slots_[key & mask_]);
  for (const FeatureKey key : keys) {
    for (std::size_t at = key & mask_; slots_[at].begin != slots_[at].end; at = (at + 1) & mask_) {
      if (slots_[at].key != key) continue;
      for (std::uint32_t i = slots_[at].begin; i < slots_[at].end; ++i) {
        scores[weights_[i].label] += weights_[i].value;
      }
      break;
    }
  }
}

std::vector<SparseModel::Row> SparseModel::rows() const {
  std::vector<Row> rows;
  rows.reserve(row_count_);
  for (const Slot& slot : slots_) {
    if (slot.begin == slot.end) continue;
    rows.push_back({slot.key, {weights_.begin() + slot.begin, weights_.begin() + slot.end}});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  return rows;
}

void SparseModel::write(std::string& out) const {
  storage::append_varint(out, class_count_);
  storage::append_varint(out, row_count_);
  FeatureKey last = 0;
  for (const Row& row : rows()) {
    storage::append_varint(out, row.key - last);
    last = row.key;
    storage::append_varint(out, row.weights.size());
    for (const Weight& weight : row.weights) {
      storage::append_varint(out, weight.label);
      storage::append_zigzag(out, weight.value);
    }
  }
}

SparseModel SparseModel::read(storage::ByteReader& in) {
  SparseModel model;
  model.class_count_ = in.varint_32();
  const std::size_t rows = in.count(4);
  model.make_slots(rows);
  FeatureKey key = 0;
  for (std::size_t r = 0; r < rows && in.ok(); ++r) {
    const std::uint32_t step = in.varint_32();
    // Keys ascend; a repeated one would be a row that no look-up reaches.
    if (r > 0 && (step == 0 || key + step < key)) in.fail();
    key += step;
    const auto begin = static_cast<std::uint32_t>(model.weights_.size());
    const std::size_t weights = in.count(2);
    if (weights == 0) in.fail();
    for (std::size_t i = 0; i < weights && in.ok(); ++i) {
      const std::uint32_t label = in.varint_32();
      const std::int64_t value = in.zigzag();
      if (label >= model.class_count_ || value < INT16_MIN || value > INT16_MAX) in.fail();
      model.weights_.push_back(
          {static_cast<std::int16_t>(value), static_cast<std::uint16_t>(label)});
    }
    if (in.ok()) {
      model.insert(key, begin, static_cast<std::uint32_t>(model.weights_.size()));
    }
  }
  return model;
}

}  // namespace entente::ingest::model
