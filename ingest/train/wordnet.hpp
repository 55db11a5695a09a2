#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "entente/result.hpp"
#include "ingest/model/lexicon.hpp"

namespace entente::ingest::train {

/// An inflected form that WordNet's exception lists give for a word.
struct IrregularForm {
  std::string form;
  std::string base;
  /// 'n', 'v', 'a' or 'r'.
  char part_of_speech = 'n';
};

/// What WordNet's files say of single words.
struct WordNet {
  /// By form in lower case, inflected forms included: parts of speech, noun class, verb frames.
  std::map<std::string, model::WordFacts> words;
  std::vector<IrregularForm> irregular;
  /// The definitions and examples, for what words stand beside.
  std::vector<std::string> glosses;
};

/// Reads the files index.*, data.* and *.exc of a folder (Debian's wordnet-base; their formats are
/// in wndb(5WN)). Errors: not_found.
Result<WordNet> read_wordnet(const std::string& folder);

}  // namespace entente::ingest::train
