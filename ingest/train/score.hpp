#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// Counts of a reading against a treebank, over all words, punctuation included.
struct TreeScore {
  std::size_t sentences = 0;
  std::size_t words = 0;
  std::size_t penn_tags = 0;
  std::size_t universal_tags = 0;
  std::size_t lemmas = 0;
  std::size_t heads = 0;
  /// Right head and right relation, its subtype ("nmod:poss") included.
  std::size_t arcs = 0;
  /// Of the time that reading took, in seconds of processor time.
  double seconds = 0;

  [[nodiscard]] std::string text() const;
};
TreeScore score_trees(const model::LanguageModel& model, const Treebank& treebank);

/// Counts of names by their exact span and kind.
struct NameCounts {
  std::size_t right = 0;
  std::size_t found = 0;
  std::size_t gold = 0;

  [[nodiscard]] std::string text() const;
};
struct NameScore {
  NameCounts all;
  std::array<NameCounts, model::name_kind_names.size()> by_kind;

  void add(const std::vector<model::NameSpan>& found, const std::vector<model::NameSpan>& gold);
  [[nodiscard]] std::string text() const;
};

/// Lines of the mistakes in a sentence: "wrong" or "missed", kind, name and sentence, with tabs
/// between them.
std::string mistakes(const NamedSentence& sentence, const std::vector<model::NameSpan>& found);

}  // namespace entente::ingest::train
