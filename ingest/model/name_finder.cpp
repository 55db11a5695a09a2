#include "ingest/model/name_finder.hpp"

#include <algorithm>
#include <limits>

namespace entente::ingest::model {

namespace {

constexpr std::int64_t impossible = std::numeric_limits<std::int64_t>::min() / 4;

bool is_open(NameLabel label) {
  return label != no_name &&
         (name_part(label) == NamePart::begin || name_part(label) == NamePart::inside);
}

}  // namespace

bool may_follow(NameLabel before, NameLabel label) {
  const bool goes_on = label != no_name &&
                       (name_part(label) == NamePart::inside || name_part(label) == NamePart::last);
  if (is_open(before) != goes_on) return false;
  return !goes_on || name_kind(before) == name_kind(label);
}

std::vector<NameSpan> spans_of(std::span<const NameLabel> labels) {
  std::vector<NameSpan> spans;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == no_name) continue;
    const NamePart part = name_part(labels[i]);
    if (part == NamePart::begin || part == NamePart::only) begin = i;
    if (part == NamePart::last || part == NamePart::only) {
      spans.push_back({begin, i + 1, name_kind(labels[i])});
    }
  }
  return spans;
}

std::vector<NameLabel> labels_of(std::span<const NameSpan> spans, std::size_t words) {
  std::vector<NameLabel> labels(words, no_name);
  for (const NameSpan& span : spans) {
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const bool first = i == span.begin;
      const bool last = i + 1 == span.end;
      labels[i] = name_label(span.kind, first && last ? NamePart::only
                                        : first       ? NamePart::begin
                                        : last        ? NamePart::last
                                                      : NamePart::inside);
    }
  }
  return labels;
}

void best_labels(std::span<const std::int32_t> scores, std::span<const std::int32_t> moves,
                 std::size_t words, std::vector<NameLabel>& labels) {
  labels.assign(words, no_name);
  if (words == 0) return;
  std::array<std::int64_t, name_label_count> best{};
  best.fill(impossible);
  best[no_name] = 0;
  std::vector<std::array<NameLabel, name_label_count>> came_from(words);
  for (std::size_t i = 0; i < words; ++i) {
    std::array<std::int64_t, name_label_count> next{};
    for (NameLabel label = 0; label < name_label_count; ++label) {
      next[label] = impossible;
      for (NameLabel before = 0; before < name_label_count; ++before) {
        if (!may_follow(before, label)) continue;
        const std::int64_t sum = best[before] + moves[before * name_label_count + label];
        if (sum > next[label]) {
          next[label] = sum;
          came_from[i][label] = before;
        }
      }
      next[label] += scores[i * name_label_count + label];
    }
    best = next;
  }
  NameLabel label = no_name;
  std::int64_t top = impossible;
  for (NameLabel last = 0; last < name_label_count; ++last) {
    if (!may_follow(last, no_name) || best[last] <= top) continue;
    top = best[last];
    label = last;
  }
  for (std::size_t i = words; i-- > 0;) {
    labels[i] = label;
    label = came_from[i][label];
  }
}

void find_names(const SparseModel& weights, const NameInput& input,
                std::vector<NameLabel>& labels) {
  const std::size_t words = input.words.size();
  std::vector<std::int32_t> scores(words * name_label_count, 0);
  std::vector<std::int32_t> moves(name_label_count * name_label_count, 0);
  std::vector<FeatureKey> features;
  const std::span all(scores);
  for (std::size_t i = 0; i < words; ++i) {
    name_features(input, i, features);
    weights.add_scores(features, all.subspan(i * name_label_count, name_label_count));
  }
  for (NameLabel before = 0; before < name_label_count; ++before) {
    const FeatureKey key = transition_key(before);
    weights.add_scores({&key, 1},
                       std::span(moves).subspan(before * name_label_count, name_label_count));
  }
  best_labels(scores, moves, words, labels);
}

}  // namespace entente::ingest::model
