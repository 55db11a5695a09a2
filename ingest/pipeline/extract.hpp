#pragma once

#include "entente/ingest.hpp"
#include "ingest/model/language_model.hpp"
#include "ingest/readers/document.hpp"

namespace entente::ingest {

/// Runs split → parse → names → resolve → relations on one document. Pure and thread-safe.
Extraction extract_prose(const SourceDocument& document, const IngestOptions& options,
                         const model::LanguageModel& model);

/// The extraction that a table stands for: every row is a claim or an entity.
Extraction extract_table(const TableDocument& table);

}  // namespace entente::ingest
