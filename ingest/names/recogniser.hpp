#pragma once

#include <vector>

#include "ingest/names/gazetteer.hpp"
#include "ingest/names/mention.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// Finds the names in a document: mentions sorted by place, none overlapping. Depends on nothing
/// but its arguments, so documents may be read in parallel.
std::vector<Mention> recognise_names(const SplitText& text, const Gazetteer& gazetteer,
                                     const WordClasses& classes);

}  // namespace entente::ingest
