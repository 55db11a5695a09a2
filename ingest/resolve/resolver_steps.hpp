#pragma once

#include <vector>

#include "ingest/resolve/document_entities.hpp"

namespace entente::ingest {

/// Adds mentions of persons by surname and of names by acronym or repetition without the word that
/// gave them away ("Power of Siberia" after "the Power of Siberia pipeline").
void add_alias_mentions(const SplitText& text, const Gazetteer& gazetteer,
                        const WordClasses& classes, std::vector<Mention>& mentions);

/// Adds references ("he", "the Russian leader", "both countries") with their entities set.
void add_references(const SplitText& text, const WordClasses& classes, ResolvedDocument& document);

/// Sorts mentions and rebuilds the two token indexes.
void index_mentions(const SplitText& text, ResolvedDocument& document);

}  // namespace entente::ingest
