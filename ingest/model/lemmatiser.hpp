#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/model/feature_key.hpp"
#include "storage/base/bytes.hpp"

namespace entente::ingest::model {

/// How a form becomes its lemma: bytes cut off at its end and put there instead.
struct LemmaRule {
  std::uint8_t cut = 0;
  std::string ending;

  friend auto operator<=>(const LemmaRule&, const LemmaRule&) = default;
};

/// Longest ending that a rule may depend on, in bytes; whole words are longer than any ending.
inline constexpr std::size_t longest_lemma_ending = 6;

/// Lemmas by rules that depend on the tag and on the longest known ending of the word (or all of
/// it, for irregular ones), learnt from the treebanks and WordNet's exceptions. Immutable.
class Lemmatiser {
 public:
  using Choices = std::map<FeatureKey, std::uint16_t>;

  Lemmatiser() = default;
  /// `choices` maps ending_key() and word_key() to numbers of `rules`.
  Lemmatiser(std::vector<LemmaRule> rules, const Choices& choices)
      : rules_(std::move(rules)), choices_(choices.begin(), choices.end()) {}

  /// The lemma of a word as written; `proper` keeps its capitals.
  [[nodiscard]] std::string lemma(std::string_view text, std::uint16_t tag, bool proper) const;

  /// What rules are applied to: `text` in lower case, or as written for a proper noun.
  static std::string base(std::string_view text, bool proper);
  static FeatureKey ending_key(std::uint16_t tag, std::string_view ending) {
    return feature_key(1, tag, text_atom(ending));
  }
  static FeatureKey word_key(std::uint16_t tag, std::string_view word) {
    return feature_key(2, tag, text_atom(word));
  }

  void write(std::string& out) const;
  static Lemmatiser read(storage::ByteReader& in);

 private:
  [[nodiscard]] const LemmaRule* find(FeatureKey key, std::size_t length) const;

  std::vector<LemmaRule> rules_;
  std::unordered_map<FeatureKey, std::uint16_t> choices_;
};

}  // namespace entente::ingest::model
