#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/train/lexicon_builder.hpp"

namespace entente::ingest::train {

/// Puts words that stand beside the same words into one class: the exchange algorithm over class
/// bigrams of both directions (after Martin, Liermann and Ney 1998, with the one-sided objective of
/// Uszkoreit and Brants 2008). `sentences` hold normal forms. Words that occur less than
/// `least_occurrences` times get no class. Needs no random numbers; ties go to the smaller class.
WordClusters cluster_words(const std::vector<std::vector<std::string>>& sentences,
                           std::size_t classes, int least_occurrences, int rounds);

}  // namespace entente::ingest::train
