#pragma once

#include <optional>

#include "entente/import.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::importing {

/// Makes the IRIs of an RDF import unique: creates the constraint if the plan has RDF files and
/// nothing indexes them yet. The id of what it made.
Result<std::optional<IndexId>> create_rdf_key(const ImportPlan& plan, storage::GraphStore& store);

/// Takes a constraint that create_rdf_key made away again.
Status drop_rdf_key(IndexId index, storage::GraphStore& store);

}  // namespace entente::importing
