#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/train/network_trainer.hpp"
#include "ingest/train/score.hpp"
#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// Everything that decides what a training makes. The defaults are those of english.model.
struct Recipe {
  std::vector<std::string> treebanks;
  /// Files of Universal NER.
  std::vector<std::string> names;
  /// Files of DocRED, for their names.
  std::vector<std::string> docred;
  std::string wordnet = "/usr/share/wordnet";
  /// Folder of the lists of given and family names.
  std::string people = "/usr/share/rig";
  std::string notice;
  /// A pair of Penn and universal tag that was seen less often is a slip of the annotators.
  int tag_occurrences = 3;
  /// Classes of words, from the treebanks and WordNet's definitions.
  std::size_t clusters = 200;
  int cluster_occurrences = 4;
  int cluster_rounds = 12;
  /// On the treebanks and on DocRED.
  NetworkPlan network;
  /// On everything, at the end.
  NetworkPlan finish = finish_plan();
  /// How often sentences of Universal NER are read in each epoch of it, since they are few.
  int name_repeats = 5;
  /// Networks whose mean is what the finish makes.
  int finish_runs = 2;
  /// The finish is done once more with what the model itself, given tags and trees, is this sure of
  /// in the treebank's sentences without marked names. 1: never sure.
  float sure_probability = 0.9F;
  /// Takes the place of everything before the finish; for experiments.
  const model::LanguageModel* reader = nullptr;
  /// Tells how far the training is.
  std::function<void(const std::string&)> report = [](const std::string&) {};
  /// Gets a model after each epoch before the finish.
  std::function<void(const model::LanguageModel&)> after_epoch;
  /// Gets the sentences that cross_validate_names() scores and the names found in them.
  std::function<void(const NamedSentence&, const std::vector<model::NameSpan>&)> after_sentence;

  static NetworkPlan finish_plan();
};

/// Trains a model. Errors: those of reading the files.
Result<model::LanguageModel> train_model(const Recipe& recipe);

/// How well names are found in what was not learnt from: finishes `recipe.reader` with four fifths
/// of the documents of `recipe.names` and scores names in the fifth, for each fifth in turn.
Result<NameScore> cross_validate_names(const Recipe& recipe);

}  // namespace entente::ingest::train
