#pragma once

#include <string_view>
#include <vector>

#include "ingest/clauses/predication.hpp"
#include "ingest/model/language_model.hpp"
#include "ingest/resolve/document_entities.hpp"

namespace entente::ingest {

/// A text as the steps before the relations read it: what frames are applied to.
struct ProseReading {
  SplitText split;
  std::vector<model::ParsedSentence> parsed;
  ResolvedDocument resolved;
  std::vector<Predication> predications;
};

/// Runs split → parse → names → resolve → predications. `text` must outlive the result. Pure and
/// thread-safe.
ProseReading read_prose(std::string_view text, const std::vector<TextBlock>& blocks,
                        const model::LanguageModel& model);

}  // namespace entente::ingest
