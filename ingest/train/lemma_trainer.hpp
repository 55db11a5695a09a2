#pragma once

#include "ingest/model/lemmatiser.hpp"
#include "ingest/model/tag_set.hpp"
#include "ingest/train/treebank.hpp"
#include "ingest/train/wordnet.hpp"

namespace entente::ingest::train {

/// Learns lemma rules: for each tag and ending the commonest rule, kept only where a shorter ending
/// would say something else. WordNet's irregular forms fill in what the treebank has not seen.
model::Lemmatiser train_lemmatiser(const Treebank& treebank, const model::TagSet& tags,
                                   const WordNet& wordnet);

}  // namespace entente::ingest::train
