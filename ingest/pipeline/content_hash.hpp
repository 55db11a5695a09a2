#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "entente/ingest.hpp"
#include "ingest/readers/document.hpp"

namespace entente::ingest {

/// A hash of everything that decides what a document adds to a graph: its text and metadata, the
/// version of the rules, the texts of the user's frames, and the options. The same hash means that
/// there is nothing to do, so it is known before anything is extracted. 0 for what was skipped.
std::uint64_t content_hash(const ReadItem& item, const IngestOptions& options,
                           std::span<const std::string> own_frames);

}  // namespace entente::ingest
