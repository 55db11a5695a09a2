#pragma once

#include <memory>

#include "entente/ingest.hpp"
#include "ingest/model/language_model.hpp"
#include "ingest/readers/document.hpp"
#include "ingest/relations/frame_set.hpp"

namespace entente::ingest {

/// What prose is read with. Immutable once loaded; shared by all threads of a run.
struct ReadingTools {
  std::shared_ptr<const model::LanguageModel> model;
  std::shared_ptr<const FrameSet> frames;
};

/// The compiled-in frames and those that the options name. Errors: not_found; input_error for a
/// mistake in a file.
Result<std::shared_ptr<const FrameSet>> load_frames(const IngestOptions& options);

/// Loads the language model and the frames that the options name. Errors: not_found, those of the
/// model file, and input_error for a mistake in a file of frames.
Result<ReadingTools> load_reading_tools(const IngestOptions& options);

/// Runs split → parse → names → resolve → relations on one document. Pure and thread-safe.
Extraction extract_prose(const SourceDocument& document, const IngestOptions& options,
                         const ReadingTools& tools);

/// The extraction that a table stands for: every row is a claim or an entity.
Extraction extract_table(const TableDocument& table);

}  // namespace entente::ingest
