#include "ingest/resolve/reference_features.hpp"

#include <algorithm>
#include <charconv>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"

namespace entente::ingest {

namespace {

constexpr std::array<std::string_view, reference_feature_count> feature_names = {
#define ENTENTE_REFERENCE_FEATURE(name) #name,
    ENTENTE_REFERENCE_FEATURES(ENTENTE_REFERENCE_FEATURE)
#undef ENTENTE_REFERENCE_FEATURE
};

template <class Names>
std::size_t position(const Names& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

std::string_view to_string(ReferenceFeature feature) {
  return feature_names[static_cast<std::size_t>(feature)];
}

const ReferenceWeights& ReferenceWeights::built_in() {
  static const ReferenceWeights weights(data::reference_weights());
  return weights;
}

ReferenceWeights::ReferenceWeights(std::string_view data) {
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, ' ');
    if (field.size() != 3) return;
    const std::size_t kind = position(reference_kind_names, field[0]);
    const std::size_t feature = position(feature_names, field[1]);
    if (kind == reference_kind_names.size() || feature == feature_names.size()) return;
    std::from_chars(field[2].data(), field[2].data() + field[2].size(), table_[kind][feature]);
  });
}

std::int32_t ReferenceWeights::score(ReferenceKind kind, const ReferenceFeatures& features) const {
  const auto& weights = table_[static_cast<std::size_t>(kind)];
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < reference_feature_count; ++i) {
    if (features[i]) sum += weights[i];
  }
  return sum;
}

}  // namespace entente::ingest
