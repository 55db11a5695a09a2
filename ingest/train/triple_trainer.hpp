#pragma once

#include <string>
#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/train/triple_score.hpp"

namespace entente::ingest::train {

/// The text of clauses/data/triple_weights.txt, fitted to what people wrote of the sentences of
/// `gold` as `reader` reads them: logistic regression with a ridge penalty, by Newton's method. The
/// same input gives the same text.
std::string train_triple_weights(const model::LanguageModel& reader,
                                 const std::vector<TripleSentence>& gold);

/// Scores the triples of each fifth of the sentences with weights fitted to the other four.
TripleScore cross_validate_triples(const model::LanguageModel& reader,
                                   const std::vector<TripleSentence>& gold);
/// Scores the triples with the weights of the tree.
TripleScore score_open_triples(const model::LanguageModel& reader,
                               const std::vector<TripleSentence>& gold);

}  // namespace entente::ingest::train
