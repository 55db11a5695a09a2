#include "ingest/model/batch.hpp"

#include <cassert>

namespace entente::ingest::model {

BatchLayout::BatchLayout(std::span<const std::uint32_t> lengths)
    : lengths_(lengths.begin(), lengths.end()) {
  const std::size_t longest = lengths_.empty() ? 0 : lengths_.front();
  std::size_t active = lengths_.size();
  for (std::size_t step = 0; step < longest; ++step) {
    while (lengths_[active - 1] <= step) --active;
    for (std::uint32_t s = 0; s < active; ++s) sentence_of_.push_back(s);
    first_.push_back(static_cast<std::uint32_t>(sentence_of_.size()));
  }
  mirror_.resize(rows());
  by_step_.resize(rows());
  by_sentence_.reserve(rows());
  for (std::size_t s = 0; s < lengths_.size(); ++s) {
    assert(s == 0 || lengths_[s] <= lengths_[s - 1]);
    starts_.push_back(static_cast<std::uint32_t>(by_sentence_.size()));
    for (std::size_t i = 0; i < lengths_[s]; ++i) {
      mirror_[row(s, i)] = row(s, lengths_[s] - 1 - i);
      by_step_[row(s, i)] = static_cast<std::uint32_t>(by_sentence_.size());
      by_sentence_.push_back(row(s, i));
    }
  }
}

}  // namespace entente::ingest::model
