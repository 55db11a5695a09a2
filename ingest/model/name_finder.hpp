#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/model/parser.hpp"
#include "ingest/model/sparse_model.hpp"
#include "ingest/model/words.hpp"

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

/// True if `label` may stand after `before`; `before` is no_name at the beginning, and no_name
/// must be able to stand after the last.
bool may_follow(NameLabel before, NameLabel label);

/// A name: words [begin, end) of a sentence.
struct NameSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NameKind kind = NameKind::person;

  friend bool operator==(const NameSpan&, const NameSpan&) = default;
};

std::vector<NameSpan> spans_of(std::span<const NameLabel> labels);
std::vector<NameLabel> labels_of(std::span<const NameSpan> spans, std::size_t words);

/// What is known of a sentence when its names are looked for.
struct NameInput {
  std::span<const Word> words;
  std::span<const std::uint16_t> tags;
  std::span<const Arc> arcs;
  /// NameList bits of each word: 8 bits each for lists on which a longer name begins, goes on
  /// or ends here, and the word's own.
  std::vector<std::uint32_t> lists;
};

/// Looks the sentence's names up in the lists.
NameInput look_up_names(std::span<const Word> words, std::span<const std::uint16_t> tags,
                        std::span<const Arc> arcs, const Lexicon& lexicon);

/// Features of words[at] by themselves; pairs of labels are scored by transition_key().
void name_features(const NameInput& input, std::size_t at, std::vector<FeatureKey>& out);
constexpr FeatureKey transition_key(NameLabel before) { return feature_key(3999, before); }

/// The best sequence of labels by Viterbi search: a linear-chain model trained as a structured
/// perceptron (Collins 2002) with BILOU labels.
void find_names(const SparseModel& weights, const NameInput& input, std::vector<NameLabel>& labels);

/// The search itself, over scores[word * name_label_count + label] and
/// moves[before * name_label_count + label]; the trainer uses it with weights of its own.
void best_labels(std::span<const std::int32_t> scores, std::span<const std::int32_t> moves,
                 std::size_t words, std::vector<NameLabel>& labels);

}  // namespace entente::ingest::model
