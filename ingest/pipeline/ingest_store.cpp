#include "ingest/pipeline/ingest_store.hpp"

#include <chrono>

#include "ingest/pipeline/retry.hpp"
#include "ingest/pipeline/runner.hpp"
#include "ingest/text/suggest.hpp"
#include "ingest/write/document_writer.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::ingest {

namespace {

Status write_one(storage::GraphStore& store, const ReadExtraction& item,
                 const IngestOptions& options, IngestReport& report) {
  WriteResult written;
  ENTENTE_TRY(with_retry(store, [&](storage::Transaction& transaction) -> Result<bool> {
    // A document that has to be tried again is recorded at the later time, as it was not there yet.
    ENTENTE_ASSIGN(written, DocumentWriter(transaction)
                                .write(item.extraction, item.content_hash,
                                       options.recorded_at.value_or(recorded_now())));
    return written.outcome != WriteOutcome::unchanged;
  }));
  switch (written.outcome) {
    case WriteOutcome::added: ++report.documents_added; break;
    case WriteOutcome::updated: ++report.documents_updated; break;
    case WriteOutcome::unchanged: ++report.documents_unchanged; break;
  }
  report.entities += written.entities_created;
  report.relationships += written.relationships_created;
  report.claims += written.claims;
  return {};
}

}  // namespace

Result<IngestReport> ingest_files(storage::GraphStore& store, const std::vector<std::string>& paths,
                                  const IngestOptions& options) {
  IngestReport report;
  Runner runner(options, report, [&](const ReadExtraction& item) {
    return write_one(store, item, options, report);
  });
  ENTENTE_TRY(runner.run_files(paths));
  return report;
}

Result<IngestReport> ingest_texts(storage::GraphStore& store,
                                  const std::vector<DocumentText>& documents,
                                  const IngestOptions& options) {
  IngestReport report;
  Runner runner(options, report, [&](const ReadExtraction& item) {
    return write_one(store, item, options, report);
  });
  ENTENTE_TRY(runner.run_texts(documents));
  return report;
}

Result<IngestReport> remove_document(storage::GraphStore& store, std::string_view id) {
  bool removed = false;
  ENTENTE_TRY(with_retry(store, [&](storage::Transaction& transaction) -> Result<bool> {
    ENTENTE_ASSIGN(removed, DocumentWriter(transaction).remove(id, recorded_now()));
    return removed;
  }));
  if (!removed) {
    ENTENTE_ASSIGN(const auto documents, list_documents(store));
    std::vector<std::string_view> ids;
    for (const DocumentSummary& document : documents) ids.push_back(document.id);
    return Error::plain(ErrorClass::not_found,
                        "there is no document '" + std::string(id) + "' in the database",
                        did_you_mean(id, ids));
  }
  IngestReport report;
  report.documents_removed = 1;
  return report;
}

Result<std::vector<DocumentSummary>> list_documents(storage::GraphStore& store) {
  ENTENTE_ASSIGN(const auto transaction, store.begin(storage::AccessMode::read));
  ENTENTE_ASSIGN(const auto records, transaction->documents());
  std::vector<DocumentSummary> documents;
  for (const auto& record : records) {
    documents.push_back({record.external_id, record.title, record.date, record.source,
                         RecordedTime(std::chrono::milliseconds(record.recorded_at_ms))});
  }
  return documents;
}

}  // namespace entente::ingest
