#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/train/parser_trainer.hpp"
#include "ingest/train/tagger_trainer.hpp"

namespace entente::ingest::train {

/// Everything that decides what a training makes. The defaults are those of english.model.
struct Recipe {
  std::vector<std::string> treebanks;
  /// Files of Universal NER.
  std::vector<std::string> names;
  std::string wordnet = "/usr/share/wordnet";
  std::string notice;
  /// Classes of words, from the treebanks and WordNet's definitions.
  std::size_t clusters = 200;
  int cluster_occurrences = 4;
  int cluster_rounds = 12;
  TrainingPlan tagger{.epochs = 8, .least_updates = 4};
  /// For the tags that the parser is trained on.
  TrainingPlan jackknife{.epochs = 4};
  std::size_t jackknife_folds = 5;
  ParserPlan parser{{.epochs = 4, .least_updates = 10, .least = 2}};
  TrainingPlan name_finder{.epochs = 8};
  /// For experiments: take the lexicon, tagger and lemmatiser of this model, and the parsers too.
  /// Small weights are left out of them, which gives what training with that limit would give.
  const model::LanguageModel* reuse = nullptr;
  bool reuse_parser = false;
  /// A file that keeps the jackknifed tags between experiments; empty for none.
  std::string tag_cache;
  /// Tells how far the training is; may be called by two threads at once.
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// Trains a model. Errors: those of reading the files.
Result<model::LanguageModel> train_model(const Recipe& recipe);

}  // namespace entente::ingest::train
