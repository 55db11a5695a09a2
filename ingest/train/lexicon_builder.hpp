#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ingest/model/lexicon.hpp"
#include "ingest/train/person_names.hpp"
#include "ingest/train/treebank.hpp"
#include "ingest/train/wordnet.hpp"

namespace entente::ingest::train {

/// Numbers of word classes by normal form; 0 stands for no class.
using WordClusters = std::map<std::string, std::uint16_t>;

/// Puts together what is known of words: WordNet's facts, the tags that frequent words had in the
/// treebank, their clusters, the names of people, and the lists of names that ingest has compiled
/// in.
model::Lexicon build_lexicon(const WordNet& wordnet, const Treebank& treebank,
                             const WordClusters& clusters, const PersonNames& people);

}  // namespace entente::ingest::train
