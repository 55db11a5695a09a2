#pragma once

#include <span>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/names/gazetteer.hpp"
#include "ingest/names/mention.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// Finds the names in a document: mentions sorted by place, none overlapping. `parsed` has what the
/// language model made of each sentence; without it (empty) only lists and rules find names.
/// Depends on nothing but its arguments, so documents may be read in parallel.
std::vector<Mention> recognise_names(const SplitText& text, const Gazetteer& gazetteer,
                                     const WordClasses& classes,
                                     std::span<const model::ParsedSentence> parsed = {});

}  // namespace entente::ingest
