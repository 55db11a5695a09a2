#pragma once

#include <cstdint>
#include <vector>

#include "ingest/model/feature_key.hpp"
#include "ingest/model/matrix.hpp"

namespace entente::ingest::model {

/// Vectors of features by their keys. Row 0 is for features that are not there. Immutable but for
/// the vectors, which training moves.
class EmbeddingTable {
 public:
  static constexpr std::uint32_t unknown = 0;

  EmbeddingTable() = default;
  /// `keys` ascend, without repetitions; key i gets row i + 1.
  EmbeddingTable(std::vector<FeatureKey> keys, std::size_t width);

  /// The row of a feature, or `unknown`.
  [[nodiscard]] std::uint32_t find(FeatureKey key) const {
    if (slots_.empty()) return unknown;
    for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
      const std::uint32_t row = slots_[at];
      if (row == unknown || keys_[row - 1] == key) return row;
    }
  }

  [[nodiscard]] const std::vector<FeatureKey>& keys() const { return keys_; }
  /// One row per key and one before them.
  Matrix vectors;

 private:
  std::vector<FeatureKey> keys_;
  std::vector<std::uint32_t> slots_;
  std::size_t mask_ = 0;
};

}  // namespace entente::ingest::model
