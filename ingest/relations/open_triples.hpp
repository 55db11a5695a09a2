#pragma once

#include <vector>

#include "ingest/clauses/open_triples.hpp"
#include "ingest/relations/extractor.hpp"

namespace entente::ingest {

/// Claims RELATED_TO with a "predicate" for triples whose subject and one of whose objects are
/// entities of the document, unless a claim of the sentence relates the same two already.
void add_open_triples(const SplitText& text, const ResolvedDocument& document,
                      const std::vector<OpenTriple>& triples, std::vector<FoundClaim>& claims);

}  // namespace entente::ingest
