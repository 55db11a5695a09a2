#pragma once

#include <string>

#include "ingest/relations/matcher.hpp"

namespace entente::ingest {

/// How the sentence puts what was matched: "negated", "alleged", "planned", "former" or "stated",
/// judged by the words that the match ran over and those directly before it.
std::string find_modality(const SentenceView& sentence, const Match& match,
                          const std::string& relation);

/// Name of the person or organisation to whom the sentence is attributed ("said X", "according to
/// X"), or empty.
std::string find_speaker(const SentenceView& sentence);

}  // namespace entente::ingest
