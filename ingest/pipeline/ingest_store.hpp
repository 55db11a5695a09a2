#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ingest.hpp"

namespace entente::storage {
class GraphStore;
}

namespace entente::ingest {

// The public functions of entente/ingest.hpp on the store itself, for whoever has no Database.

Result<IngestReport> ingest_files(storage::GraphStore& store, const std::vector<std::string>& paths,
                                  const IngestOptions& options = {});
Result<IngestReport> ingest_texts(storage::GraphStore& store,
                                  const std::vector<DocumentText>& documents,
                                  const IngestOptions& options = {});
Result<IngestReport> watch_files(storage::GraphStore& store, const std::vector<std::string>& paths,
                                 const IngestOptions& options,
                                 const std::function<void(const IngestReport&)>& on_round);
Result<IngestReport> remove_document(storage::GraphStore& store, std::string_view id);
Result<std::vector<DocumentSummary>> list_documents(storage::GraphStore& store);

}  // namespace entente::ingest
