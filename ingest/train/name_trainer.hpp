#pragma once

#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/train/tagger_trainer.hpp"

namespace entente::ingest::train {

/// A sentence as the name finder will see it, with the labels it should find. The features of all
/// words are collected once.
struct NameExample {
  std::vector<std::vector<model::FeatureKey>> features;
  std::vector<model::NameLabel> labels;
};

/// Reads a sentence by the model (whose name finder is not asked) and keeps what names are told by.
NameExample name_example(const model::LanguageModel& model, const NamedSentence& sentence);

/// Trains a name finder: structured perceptron over Viterbi search (Collins 2002).
model::SparseModel train_names(const std::vector<const NameExample*>& examples,
                               const TrainingPlan& plan);

/// The names that a name finder's weights find in an example.
std::vector<model::NameSpan> names_in(const model::SparseModel& weights,
                                      const NameExample& example);

}  // namespace entente::ingest::train
