#pragma once

#include <string>

#include "entente/import.hpp"
#include "ingest/import_readers/row.hpp"

namespace entente::importing {

/// Gives the nodes and relationships of a JSON Lines file to a sink: the export form of Neo4j's
/// APOC, or plain objects (ingest/IMPORT.md). Errors: input_error naming the file, those of the
/// sink, not_found, io_error.
Status read_json_lines(const std::string& path, const ImportPlan& plan, RowSink& sink);

}  // namespace entente::importing
