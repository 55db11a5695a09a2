#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

namespace entente::ingest {

/// What is seen of a reference and one of the things it may mean, or of meaning nothing (names that
/// begin with "none_"). The names are those of resolve/data/reference_weights.txt.
// The formatter nests each call into the one before.
// clang-format off
#define ENTENTE_REFERENCE_FEATURES(X) \
  X(sentence_same) X(sentence_before) X(sentences_2) X(sentences_3) X(sentences_more) \
  X(last_subject) X(last_object) X(last_oblique) X(last_possessor) X(last_other) X(near_subject) \
  X(near_object) X(far_subject) X(last_name) X(last_pronoun) X(last_nominal) X(last_adjective) \
  X(last_group) X(same_pronoun) X(named) X(unnamed) X(mentions_1) X(mentions_2) X(mentions_4) \
  X(first_of_sentence) X(topic) X(parallel_subject) X(parallel_object) \
  X(clause_subject_of_possessive) X(same_clause) X(embedded) X(restricted) X(gender_same) \
  X(gender_unknown) X(class_same) X(class_unknown) X(class_organisation) X(class_place) \
  X(class_thing) X(class_person) X(number_uncertain) X(between_0) X(between_1) X(between_2) \
  X(between_more) X(indefinite) X(quote_differs) X(quote_same) X(speaker) X(follows) \
  X(same_lemma) X(described) X(same_lemma_far) X(kind_fits) X(other_lemma) X(none_bias) \
  X(none_no_candidate) X(none_one_candidate) X(none_subject) X(none_object) X(none_expletive) \
  X(none_restricted) X(none_demonstrative) X(none_first_sentence) X(none_quoted) X(none_plural) \
  X(none_thing) X(none_person) X(none_organisation) X(none_place) X(none_modified) \
  X(none_possessive) X(possessive_organisation) X(possessive_place) X(possessive_person) \
  X(subject_to_subject)
// clang-format on

enum class ReferenceFeature : std::uint8_t {
#define ENTENTE_REFERENCE_FEATURE(name) name,
  ENTENTE_REFERENCE_FEATURES(ENTENTE_REFERENCE_FEATURE)
#undef ENTENTE_REFERENCE_FEATURE
      count
};

inline constexpr auto reference_feature_count = static_cast<std::size_t>(ReferenceFeature::count);
using ReferenceFeatures = std::bitset<reference_feature_count>;

std::string_view to_string(ReferenceFeature feature);

/// References that have weights of their own.
enum class ReferenceKind : std::uint8_t { personal, neuter, plural, nominal };
inline constexpr std::array<std::string_view, 4> reference_kind_names = {"personal", "neuter",
                                                                         "plural", "nominal"};

/// Weights of a log-linear model over what a reference may mean, in thousandths. Immutable.
class ReferenceWeights {
 public:
  using Table = std::array<std::array<std::int32_t, reference_feature_count>, 4>;

  /// The compiled-in ones: resolve/data/reference_weights.txt.
  static const ReferenceWeights& built_in();
  /// Reads lines "kind feature weight"; unknown names are left out.
  explicit ReferenceWeights(std::string_view data);
  explicit ReferenceWeights(const Table& table) : table_(table) {}

  [[nodiscard]] std::int32_t score(ReferenceKind kind, const ReferenceFeatures& features) const;

 private:
  Table table_{};
};

}  // namespace entente::ingest
