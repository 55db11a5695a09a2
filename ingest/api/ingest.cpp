#include "entente/ingest.hpp"

#include "entente/database.hpp"
#include "ingest/pipeline/ingest_store.hpp"

namespace entente {

Result<IngestReport> ingest_files(Database& database, const std::vector<std::string>& paths,
                                  const IngestOptions& options) {
  return ingest::ingest_files(*database.store(), paths, options);
}

Result<IngestReport> ingest_texts(Database& database, const std::vector<DocumentText>& documents,
                                  const IngestOptions& options) {
  return ingest::ingest_texts(*database.store(), documents, options);
}

Result<IngestReport> watch_files(Database& database, const std::vector<std::string>& paths,
                                 const IngestOptions& options,
                                 const std::function<void(const IngestReport&)>& on_round) {
  return ingest::watch_files(*database.store(), paths, options, on_round);
}

Result<IngestReport> remove_document(Database& database, std::string_view id) {
  return ingest::remove_document(*database.store(), id);
}

Result<std::vector<DocumentSummary>> list_documents(Database& database) {
  return ingest::list_documents(*database.store());
}

}  // namespace entente
