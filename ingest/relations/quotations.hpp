#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/relations/sentence_view.hpp"

namespace entente::ingest {

/// Names of those to whom the sentences are attributed, or empty: who the sentence says it is
/// (find_speaker), else, inside a quotation that runs over several sentences, who is named around
/// it, and else, in a quotation that follows another directly, who said that one. `views`: those of
/// views_of_sentences().
std::vector<std::string> speakers_of_sentences(const SplitText& text,
                                               std::span<const std::optional<SentenceView>> views);

}  // namespace entente::ingest
