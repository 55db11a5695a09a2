#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/model/sparse_model.hpp"
#include "ingest/model/words.hpp"

namespace entente::ingest::model {

/// The tags the model knows: pairs of a Penn Treebank tag and a universal part of speech, such as
/// IN + ADP and IN + SCONJ, which help the parser more than either alone.
class TagSet {
 public:
  TagSet() = default;
  /// Names "XPOS UPOS", each once.
  explicit TagSet(std::vector<std::string> names) : names_(std::move(names)) {}

  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::string_view penn(std::uint16_t tag) const;
  [[nodiscard]] std::string_view universal(std::uint16_t tag) const;

 private:
  std::vector<std::string> names_;
};

/// Tags a sentence from left to right, each word by the highest score: a linear classifier over
/// the word, its neighbours and the tags to its left, trained as an averaged perceptron (Collins
/// 2002). `tags` gets one number per word.
void tag_words(const SparseModel& weights, std::span<const Word> words,
               std::vector<std::uint16_t>& tags);

}  // namespace entente::ingest::model
