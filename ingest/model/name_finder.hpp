#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/model/matrix.hpp"

namespace entente::ingest::model {

/// Kinds of names that the name finder tells apart (as Universal NER does).
enum class NameKind : std::uint8_t { person, organisation, location };
inline constexpr std::array<std::string_view, 3> name_kind_names = {"PER", "ORG", "LOC"};

/// Labels of words: outside, or begin, inside, last or only word of a name of one kind.
using NameLabel = std::uint8_t;
inline constexpr NameLabel no_name = 0;
inline constexpr std::size_t name_label_count = 13;
enum class NamePart : std::uint8_t { begin, inside, last, only };
constexpr NameLabel name_label(NameKind kind, NamePart part) {
  return static_cast<NameLabel>(1U + 4U * static_cast<unsigned>(kind) +
                                static_cast<unsigned>(part));
}
constexpr NameKind name_kind(NameLabel label) { return static_cast<NameKind>((label - 1U) / 4U); }
constexpr NamePart name_part(NameLabel label) { return static_cast<NamePart>((label - 1U) % 4U); }

/// Labels that a word may have: bit l stands for label l.
using NameLabelSet = std::uint16_t;
inline constexpr NameLabelSet any_name_label = (1U << name_label_count) - 1U;
constexpr NameLabelSet only_label(NameLabel label) {
  return static_cast<NameLabelSet>(1U << label);
}

/// True if `label` may stand after `before`; `before` is no_name at the beginning, and no_name
/// must be able to stand after the last.
bool may_follow(NameLabel before, NameLabel label);

/// A name: words [begin, end) of a sentence.
struct NameSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NameKind kind = NameKind::person;
  /// How sure the model is of the name with these ends and this kind, 0 to 1.
  float probability = 1;

  /// Of the same words and kind.
  friend bool operator==(const NameSpan& a, const NameSpan& b) {
    return a.begin == b.begin && a.end == b.end && a.kind == b.kind;
  }
};

std::vector<NameSpan> spans_of(std::span<const NameLabel> labels);
std::vector<NameLabel> labels_of(std::span<const NameSpan> spans, std::size_t words);

/// Labels of sentences as a linear chain (Lafferty et al. 2001): each word's scores and one for
/// each pair of neighbours, over the sequences that may be. Computed in probabilities, scaled at
/// each word.
class NameChain {
 public:
  /// scores: a row for each word, a column for each label; moves: from row to column.
  NameChain(const Matrix& scores, const Matrix& moves);
  /// Only of the sequences in which each word has one of its allowed labels; there must be one.
  NameChain(const Matrix& scores, const Matrix& moves, std::span<const NameLabelSet> allowed);

  /// The likeliest sequence (Viterbi).
  [[nodiscard]] std::vector<NameLabel> best_labels() const;
  /// Probability of each label of each word over all sequences.
  [[nodiscard]] Matrix label_probabilities() const;
  /// Adds how often each move is expected in the sentence.
  void add_expected_moves(Matrix& counts) const;
  /// Probability of a name: that its words have just these labels.
  [[nodiscard]] float probability(const NameSpan& name) const;
  /// Logarithm of the sum of e^score over all sequences. The price of knowing which labels are
  /// allowed is that of all sequences minus that of those.
  [[nodiscard]] double log_sum() const;

 private:
  /// e^score of a word's labels, divided by the highest.
  Matrix word_;
  /// e^move, 0 for moves that may not be.
  Matrix move_;
  /// Sums over what may stand before a word (its own factor included) and after it; each row is
  /// scaled to the sum 1 and the same factor is in scale_.
  Matrix before_;
  Matrix after_;
  std::vector<float> scale_;
  /// Sum of the highest scores that word_ was divided by.
  double highest_ = 0;
};

}  // namespace entente::ingest::model
