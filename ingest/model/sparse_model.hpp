#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entente/result.hpp"
#include "ingest/model/feature_key.hpp"
#include "storage/base/bytes.hpp"

namespace entente::ingest::model {

/// Weights of a linear classifier over hashed features. A feature keeps weights for the classes
/// that training ever confused on it, and most features were never needed at all, so rows are
/// sparse and a feature without a row weighs nothing. Integers throughout: a score is the same on
/// every machine. Immutable, so any thread may read it.
class SparseModel {
 public:
  struct Weight {
    std::int16_t value = 0;
    std::uint16_t label = 0;
  };
  struct Row {
    FeatureKey key = 0;
    std::vector<Weight> weights;
  };

  SparseModel() = default;
  /// `rows` ascend by key and have no empty row; all labels are below `class_count`.
  SparseModel(std::size_t class_count, const std::vector<Row>& rows);

  [[nodiscard]] std::size_t class_count() const { return class_count_; }
  [[nodiscard]] std::size_t row_count() const { return row_count_; }

  /// The rows, ascending by key.
  [[nodiscard]] std::vector<Row> rows() const;
  /// Adds the weights of all `keys` to `scores`, which has class_count() numbers.
  void add_scores(std::span<const FeatureKey> keys, std::span<std::int32_t> scores) const;

  /// Appends what read() reads: see ingest/model/FORMAT.md.
  void write(std::string& out) const;
  /// A model from bytes that may be anything; a damaged one makes the reader fail.
  static SparseModel read(storage::ByteReader& in);

 private:
  struct Slot {
    FeatureKey key = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // == begin: the slot is free
  };

  void insert(FeatureKey key, std::uint32_t begin, std::uint32_t end);
  void make_slots(std::size_t rows);

  std::size_t class_count_ = 0;
  std::size_t row_count_ = 0;
  std::size_t mask_ = 0;
  std::vector<Slot> slots_{1};
  std::vector<Weight> weights_;
};

}  // namespace entente::ingest::model
