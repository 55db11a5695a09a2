#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/model/words.hpp"

namespace entente::ingest::model {

/// Collects the features that tell the tag of words[at], whose left neighbours are tagged already
/// (tags[0, at)). The order and the numbers of the templates are part of the model's format.
void tag_features(std::span<const Word> words, std::span<const std::uint16_t> tags, std::size_t at,
                  std::vector<FeatureKey>& out);

}  // namespace entente::ingest::model
