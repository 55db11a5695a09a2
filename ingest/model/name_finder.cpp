#include "ingest/model/name_finder.hpp"

#include <algorithm>
#include <cmath>

namespace entente::ingest::model {

namespace {

/// A score whose exponential is nothing beside any other.
constexpr float impossible = -1e6F;

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

NameChain::NameChain(const Matrix& scores, const Matrix& moves) : NameChain(scores, moves, {}) {}

NameChain::NameChain(const Matrix& scores, const Matrix& moves,
                     std::span<const NameLabelSet> allowed)
    : word_(scores),
      move_(moves),
      before_(scores.rows, name_label_count),
      after_(scores.rows, name_label_count),
      scale_(scores.rows) {
  const std::size_t words = scores.rows;
  for (std::size_t i = 0; i < words; ++i) {
    float* row = word_.row(i);
    for (std::size_t l = 0; l < name_label_count && !allowed.empty(); ++l) {
      if ((allowed[i] >> l & 1U) == 0) row[l] = impossible;
    }
    const float highest = *std::max_element(row, row + name_label_count);
    for (std::size_t l = 0; l < name_label_count; ++l) row[l] -= highest;
    highest_ += highest;
  }
  kernels().exponential(word_.values.data(), word_.values.size());
  kernels().exponential(move_.values.data(), move_.values.size());
  for (NameLabel from = 0; from < name_label_count; ++from) {
    for (NameLabel to = 0; to < name_label_count; ++to) {
      if (!may_follow(from, to)) move_.row(from)[to] = 0;
    }
  }
  for (std::size_t i = 0; i < words; ++i) {
    float* row = before_.row(i);
    for (NameLabel to = 0; to < name_label_count; ++to) {
      float sum = i == 0 ? move_.row(no_name)[to] : 0.0F;
      for (NameLabel from = 0; i > 0 && from < name_label_count; ++from) {
        sum += before_.row(i - 1)[from] * move_.row(from)[to];
      }
      row[to] = sum * word_.row(i)[to];
      scale_[i] += row[to];
    }
    for (std::size_t l = 0; l < name_label_count; ++l) row[l] /= scale_[i];
  }
  for (std::size_t i = words; i-- > 0;) {
    float* row = after_.row(i);
    float sum_of_all = 0;
    for (NameLabel from = 0; from < name_label_count; ++from) {
      float sum = 0;
      if (i + 1 == words) {
        sum = may_follow(from, no_name) ? 1.0F : 0.0F;
      } else {
        for (NameLabel to = 0; to < name_label_count; ++to) {
          sum += move_.row(from)[to] * word_.row(i + 1)[to] * after_.row(i + 1)[to];
        }
      }
      row[from] = sum;
      sum_of_all += sum * before_.row(i)[from];
    }
    for (std::size_t l = 0; l < name_label_count; ++l) row[l] /= sum_of_all;
  }
}

std::vector<NameLabel> NameChain::best_labels() const {
  const std::size_t words = word_.rows;
  std::vector<NameLabel> labels(words, no_name);
  if (words == 0) return labels;
  std::array<float, name_label_count> best{};
  best[no_name] = 1;
  std::vector<std::array<NameLabel, name_label_count>> came_from(words);
  for (std::size_t i = 0; i < words; ++i) {
    std::array<float, name_label_count> next{};
    float highest = 0;
    for (NameLabel to = 0; to < name_label_count; ++to) {
      for (NameLabel from = 0; from < name_label_count; ++from) {
        const float product = best[from] * move_.row(from)[to];
        if (product > next[to]) {
          next[to] = product;
          came_from[i][to] = from;
        }
      }
      next[to] *= word_.row(i)[to];
      highest = std::max(highest, next[to]);
    }
    for (float& value : next) value /= highest;
    best = next;
  }
  NameLabel label = no_name;
  float highest = -1;
  for (NameLabel last = 0; last < name_label_count; ++last) {
    if (!may_follow(last, no_name) || best[last] <= highest) continue;
    highest = best[last];
    label = last;
  }
  for (std::size_t i = words; i-- > 0;) {
    labels[i] = label;
    label = came_from[i][label];
  }
  return labels;
}

Matrix NameChain::label_probabilities() const {
  Matrix out(word_.rows, name_label_count);
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    out.values[i] = before_.values[i] * after_.values[i];
  }
  return out;
}

void NameChain::add_expected_moves(Matrix& counts) const {
  for (std::size_t i = 0; i < word_.rows; ++i) {
    Matrix pairs(name_label_count, name_label_count);
    float sum = 0;
    for (NameLabel from = 0; from < name_label_count; ++from) {
      const float first = i == 0 ? (from == no_name ? 1.0F : 0.0F) : before_.row(i - 1)[from];
      for (NameLabel to = 0; to < name_label_count; ++to) {
        const float pair = first * move_.row(from)[to] * word_.row(i)[to] * after_.row(i)[to];
        pairs.row(from)[to] = pair;
        sum += pair;
      }
    }
    for (std::size_t k = 0; k < pairs.values.size(); ++k) {
      counts.values[k] += pairs.values[k] / sum;
    }
  }
}

float NameChain::probability(const NameSpan& name) const {
  const auto labels = labels_of(std::span(&name, 1), name.end);
  float product = before_.row(name.begin)[labels[name.begin]];
  for (std::uint32_t i = name.begin + 1; i < name.end; ++i) {
    product *= move_.row(labels[i - 1])[labels[i]] * word_.row(i)[labels[i]] / scale_[i];
  }
  return std::min(1.0F, product * after_.row(name.end - 1)[labels[name.end - 1]]);
}

double NameChain::log_sum() const {
  double sum = highest_;
  for (const float scale : scale_) sum += std::log(static_cast<double>(scale));
  // What begins but never ends is not among the sequences.
  double ended = scale_.empty() ? 1 : 0;
  for (NameLabel l = 0; l < name_label_count && !scale_.empty(); ++l) {
    if (may_follow(l, no_name)) ended += before_.row(scale_.size() - 1)[l];
  }
  return sum + std::log(ended);
}

}  // namespace entente::ingest::model
