#pragma once

#include "entente/import.hpp"
#include "ingest/import_readers/row.hpp"

namespace entente::storage {
class GraphStore;
}

namespace entente::importing {

/// Reads the graph files of a plan, whose formats are settled. RDF files are read together: they
/// make one graph. Errors as those of the readers.
Status read_graph_files(const ImportPlan& plan, const ImportOptions& options, RowSink& sink);

}  // namespace entente::importing
