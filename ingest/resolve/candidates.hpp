#pragma once

#include "ingest/resolve/referents.hpp"

namespace entente::ingest {

/// What phrase `p` of a discourse that is read up to it may mean, with features. The first
/// candidate is "nothing"; the others follow from the one spoken of last. What cannot be meant is
/// left out: another sex, number or class of thing, and what the grammar of the sentence excludes
/// (a pronoun that is no reflexive one does not mean the subject of its own clause).
std::vector<ReferenceCandidate> find_candidates(const SplitText& text, const DocumentTrees& trees,
                                                const ResolvedDocument& document,
                                                const WordClasses& classes,
                                                const Discourse& discourse, std::uint32_t p,
                                                ReferenceKind kind);

}  // namespace entente::ingest
