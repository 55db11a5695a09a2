#pragma once

#include <cstdint>
#include <vector>

#include "ingest/model/parse_features.hpp"
#include "ingest/train/oracle.hpp"
#include "ingest/train/tagger_trainer.hpp"

namespace entente::ingest::train {

/// A sentence as the parser will see it, with the tree it should find.
struct ParseExample {
  model::ParseInput input;
  GoldTree gold;
};

struct ParserPlan : TrainingPlan {
  /// Of 100 wrong guesses, how many are followed, so that the parser learns to go on from mistakes.
  std::uint64_t explore_percent = 90;
};

/// Trains a greedy parser: averaged perceptron with the dynamic oracle and exploration (Goldberg
/// and Nivre 2012, 2013).
model::SparseModel train_parser(const std::vector<ParseExample>& examples,
                                std::size_t relation_count, std::uint16_t root_label,
                                const ParserPlan& plan);

/// The examples from their ends to their beginnings.
std::vector<ParseExample> reversed(const std::vector<ParseExample>& examples);

}  // namespace entente::ingest::train
