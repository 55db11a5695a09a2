#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/import.hpp"
#include "ingest/import_readers/row.hpp"

namespace entente::importing {

/// Every node that an IRI names has this label and its IRI in this property.
inline constexpr std::string_view rdf_label = "Resource";
inline constexpr std::string_view rdf_property = "iri";

/// Reads RDF files as one graph and gives it to a sink: statements about a node stand anywhere in
/// the files, so that they are sorted by node first, in bounded memory beside the names of the
/// nodes. Errors as parse_rdf and those of the sink.
Status read_rdf_files(const std::vector<GraphFile>& files, const ImportPlan& plan,
                      const ImportOptions& options, RowSink& sink);

}  // namespace entente::importing
