#include "ingest/model/embedding.hpp"

#include <bit>

namespace entente::ingest::model {

EmbeddingTable::EmbeddingTable(std::vector<FeatureKey> keys, std::size_t width)
    : vectors(keys.size() + 1, width), keys_(std::move(keys)) {
  // At most half full, so that a search ends soon.
  slots_.assign(std::bit_ceil(2 * keys_.size() + 2), unknown);
  mask_ = slots_.size() - 1;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    std::size_t at = keys_[i] & mask_;
    while (slots_[at] != unknown) at = (at + 1) & mask_;
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace entente::ingest::model
