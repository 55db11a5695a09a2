#pragma once

#include <string>
#include <vector>

#include "ingest/names/word_classes.hpp"
#include "ingest/resolve/document_entities.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// Names of those to whom the sentences are attributed, or empty: who the sentence says it is
/// (find_speaker), else, inside a quotation that runs over several sentences, who is named around
/// it, and else, in a quotation that follows another directly, who said that one.
std::vector<std::string> speakers_of_sentences(const SplitText& text,
                                               const ResolvedDocument& document,
                                               const WordClasses& classes);

}  // namespace entente::ingest
