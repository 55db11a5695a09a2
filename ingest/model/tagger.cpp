#include "ingest/model/tagger.hpp"

#include <algorithm>

#include "ingest/model/tag_features.hpp"

namespace entente::ingest::model {

std::string_view TagSet::penn(std::uint16_t tag) const {
  const std::string_view name = names_[tag];
  return name.substr(0, name.find(' '));
}

std::string_view TagSet::universal(std::uint16_t tag) const {
  const std::string_view name = names_[tag];
  return name.substr(name.find(' ') + 1);
}

void tag_words(const SparseModel& weights, std::span<const Word> words,
               std::vector<std::uint16_t>& tags) {
  tags.assign(words.size(), 0);
  std::vector<FeatureKey> features;
  std::vector<std::int32_t> scores(weights.class_count());
  for (std::size_t i = 0; i < words.size(); ++i) {
    tag_features(words, tags, i, features);
    std::fill(scores.begin(), scores.end(), 0);
    weights.add_scores(features, scores);
    tags[i] =
        static_cast<std::uint16_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  }
}

}  // namespace entente::ingest::model
