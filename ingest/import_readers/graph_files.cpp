#include "ingest/import_readers/graph_files.hpp"

#include <vector>

#include "ingest/import_readers/json_lines.hpp"
#include "ingest/import_readers/rdf_graph.hpp"

namespace entente::importing {

Status read_graph_files(const ImportPlan& plan, const ImportOptions& options, RowSink& sink) {
  std::vector<GraphFile> rdf;
  for (const GraphFile& file : plan.graphs) {
    if (file.format == ImportFormat::json_lines) {
      ENTENTE_TRY(read_json_lines(file.path, plan, sink));
    } else {
      rdf.push_back(file);
    }
  }
  return rdf.empty() ? Status() : read_rdf_files(rdf, plan, options, sink);
}

}  // namespace entente::importing
