#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ingest/model/tagger.hpp"
#include "ingest/train/perceptron.hpp"
#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// How long and how often something is trained.
struct TrainingPlan {
  int epochs = 10;
  /// Trainings in different orders, whose weights are averaged.
  int seeds = 1;
  std::uint32_t least_updates = 2;
  /// Weights in units of 1/scale; those below `least` units are left out.
  std::int64_t scale = 16;
  std::int64_t least = 1;
  /// Told how far it is.
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// A sentence with the numbers of its tags.
struct TaggedSentence {
  std::vector<model::Word> words;
  std::vector<std::uint16_t> tags;
};

/// The tags of a treebank, the commonest first.
model::TagSet collect_tags(const Treebank& treebank);

/// A treebank with the words looked at and the tags numbered; a tag that is not in `tags` becomes
/// the first.
std::vector<TaggedSentence> tag_numbers(const Treebank& treebank, const model::TagSet& tags,
                                        const model::Lexicon& lexicon);

/// Trains a tagger on the sentences of `numbers`.
model::SparseModel train_tagger(const std::vector<TaggedSentence>& sentences,
                                const std::vector<std::size_t>& numbers, std::size_t tag_count,
                                const TrainingPlan& plan);

/// Tags each sentence by a tagger trained without it, on the others of `folds` parts: what a parser
/// must learn from, since it will be given tags with mistakes.
std::vector<std::vector<std::uint16_t>> jackknife_tags(const std::vector<TaggedSentence>& sentences,
                                                       std::size_t tag_count, std::size_t folds,
                                                       const TrainingPlan& plan);

}  // namespace entente::ingest::train
