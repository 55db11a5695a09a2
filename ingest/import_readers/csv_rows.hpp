#pragma once

#include "entente/import.hpp"
#include "ingest/import_readers/row.hpp"

namespace entente::importing {

/// Gives the nodes of CSV files to a sink; `files.paths` are files, no patterns. Errors:
/// input_error naming the file and line, those of the sink, not_found, io_error.
Status read_csv_nodes(const NodeFile& files, const ImportPlan& plan, RowSink& sink);

/// The same for relationships.
Status read_csv_relationships(const RelationshipFile& files, const ImportPlan& plan, RowSink& sink);

}  // namespace entente::importing
