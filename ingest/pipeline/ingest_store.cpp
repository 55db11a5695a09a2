#include "ingest/pipeline/ingest_store.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ingest/pipeline/input_paths.hpp"
#include "ingest/pipeline/retry.hpp"
#include "ingest/pipeline/runner.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/suggest.hpp"
#include "ingest/write/document_writer.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::ingest {

namespace {

/// Whether the store has this content under this id. Errors count as no: the writer will meet them.
bool is_known(storage::GraphStore& store, std::string_view id, std::uint64_t content_hash) {
  auto transaction = store.begin(storage::AccessMode::read);
  if (!transaction) return false;
  const auto document = (*transaction)->find_document(id);
  return document && *document && (*document)->content_hash == content_hash;
}

/// Writes what a runner reads, or only says what it would write.
class StoreRun {
 public:
  StoreRun(storage::GraphStore& store, const IngestOptions& options, IngestReport& report)
      : store_(store),
        options_(options),
        report_(report),
        runner_(options, report, known(), consumer()) {}

  Runner& runner() { return runner_; }
  /// The documents that came from each input, for prune().
  [[nodiscard]] const std::map<std::string, std::set<std::string>>& ids_of_inputs() const {
    return ids_of_inputs_;
  }

 private:
  Runner::Known known() {
    return [this](std::string_view id, std::uint64_t hash) {
      return options_.dry_run || is_known(store_, id, hash);
    };
  }

  Runner::Consumer consumer() {
    return [this](RunDocument& document) -> Status {
      ENTENTE_ASSIGN(const auto outcome,
                     options_.dry_run ? would_become(document) : write(document));
      if (!outcome) return {};
      if (options_.prune) ids_of_inputs_[document.input].insert(document.id);
      switch (*outcome) {
        case DocumentOutcome::added: ++report_.documents_added; break;
        case DocumentOutcome::updated: ++report_.documents_updated; break;
        case DocumentOutcome::unchanged: ++report_.documents_unchanged; break;
        case DocumentOutcome::removed: break;
      }
      if (options_.on_document) options_.on_document(document.id, *outcome);
      return {};
    };
  }

  Result<std::optional<DocumentOutcome>> would_become(const RunDocument& document) {
    // A later line of the same id replaces what an earlier one would have written.
    const auto [entry, first] = dry_hashes_.emplace(document.id, document.content_hash);
    if (!first) {
      const std::uint64_t before = std::exchange(entry->second, document.content_hash);
      const bool same = before == document.content_hash;
      return std::optional(same ? DocumentOutcome::unchanged : DocumentOutcome::updated);
    }
    ENTENTE_ASSIGN(const auto transaction, store_.begin(storage::AccessMode::read));
    ENTENTE_ASSIGN(const auto there, transaction->find_document(document.id));
    if (!there) return std::optional(DocumentOutcome::added);
    return std::optional(there->content_hash == document.content_hash ? DocumentOutcome::unchanged
                                                                      : DocumentOutcome::updated);
  }

  /// Nothing if the document had to be left out.
  Result<std::optional<DocumentOutcome>> write(RunDocument& document) {
    if (document.known) {
      // An earlier document of this run may have replaced what was there.
      if (is_known(store_, document.id, document.content_hash)) {
        return std::optional(DocumentOutcome::unchanged);
      }
      if (auto status = runner_.extract(document); !status) {
        report_.skipped.push_back({document.id, status.error()});
        return std::optional<DocumentOutcome>();
      }
    }
    WriteResult written;
    ENTENTE_TRY(with_retry(store_, [&](storage::Transaction& transaction) -> Result<bool> {
      // A document that has to be tried again is recorded at the later time, as it was not there
      // yet.
      ENTENTE_ASSIGN(written, DocumentWriter(transaction)
                                  .write(document.extraction, document.content_hash,
                                         options_.recorded_at.value_or(recorded_now())));
      return written.outcome != WriteOutcome::unchanged;
    }));
    report_.entities += written.entities_created;
    report_.relationships += written.relationships_created;
    report_.claims += written.claims;
    switch (written.outcome) {
      case WriteOutcome::added: return std::optional(DocumentOutcome::added);
      case WriteOutcome::updated: return std::optional(DocumentOutcome::updated);
      case WriteOutcome::unchanged: break;
    }
    return std::optional(DocumentOutcome::unchanged);
  }

  storage::GraphStore& store_;
  const IngestOptions& options_;
  IngestReport& report_;
  std::map<std::string, std::uint64_t> dry_hashes_;
  std::map<std::string, std::set<std::string>> ids_of_inputs_;
  Runner runner_;
};

/// The file that a document came from.
Result<std::string> input_of(storage::Transaction& transaction,
                             const storage::DocumentRecord& document) {
  const auto key = transaction.find_property_key("input");
  if (!key) return document.external_id;
  ENTENTE_ASSIGN(const Value input, transaction.node_property(document.node, *key));
  return input.is_string() ? std::string(input.as_string()) : document.external_id;
}

bool is_file(const std::string& path) {
  std::error_code code;
  return std::filesystem::is_regular_file(path, code);
}

/// Documents within `given` that earlier runs left and this one did not find.
Result<std::vector<std::string>> orphans(
    storage::GraphStore& store, const std::vector<std::string>& given,
    const std::map<std::string, std::set<std::string>>& ids_of_inputs,
    const std::set<std::string>& incomplete) {
  ENTENTE_ASSIGN(const auto transaction, store.begin(storage::AccessMode::read));
  ENTENTE_ASSIGN(const auto documents, transaction->documents());
  std::vector<std::string> found;
  for (const storage::DocumentRecord& document : documents) {
    ENTENTE_ASSIGN(const std::string input, input_of(*transaction, document));
    const bool within = std::any_of(given.begin(), given.end(), [&](const std::string& path) {
      return is_within(input, path);
    });
    if (!within) continue;
    bool gone = !is_file(input);
    const auto read = ids_of_inputs.find(input);
    // A line that was not understood may be the one that holds the document.
    if (!gone && read != ids_of_inputs.end() && incomplete.count(input) == 0) {
      gone = read->second.count(document.external_id) == 0;
    }
    if (gone) found.push_back(document.external_id);
  }
  return found;
}

/// Inputs of which not everything was read, or that need not hold all they once held.
std::set<std::string> incomplete_inputs(
    const IngestReport& report, const IngestOptions& options,
    const std::map<std::string, std::set<std::string>>& ids_of_inputs) {
  std::set<std::string> incomplete;
  for (const auto& [input, ids] : ids_of_inputs) {
    const bool skipped =
        std::any_of(report.skipped.begin(), report.skipped.end(),
                    [&](const SkippedInput& part) { return part.input.starts_with(input); });
    // Feeds drop their old items.
    if (skipped || is_feed(input, options)) incomplete.insert(input);
  }
  return incomplete;
}

Status remove_all(storage::GraphStore& store, const std::vector<std::string>& ids,
                  const IngestOptions& options, IngestReport& report) {
  for (const std::string& id : ids) {
    bool removed = true;
    if (!options.dry_run) {
      ENTENTE_TRY(with_retry(store, [&](storage::Transaction& transaction) -> Result<bool> {
        ENTENTE_ASSIGN(removed, DocumentWriter(transaction).remove(id, recorded_now()));
        return removed;
      }));
    }
    if (!removed) continue;
    ++report.documents_removed;
    if (options.on_document) options.on_document(id, DocumentOutcome::removed);
  }
  return {};
}

}  // namespace

Result<IngestReport> ingest_files(storage::GraphStore& store, const std::vector<std::string>& paths,
                                  const IngestOptions& options) {
  IngestReport report;
  StoreRun run(store, options, report);
  ENTENTE_TRY(run.runner().run_files(expand_paths(paths, options, report.skipped)));
  if (!options.prune || report.interrupted) return report;
  const auto incomplete = incomplete_inputs(report, options, run.ids_of_inputs());
  ENTENTE_ASSIGN(const auto gone, orphans(store, paths, run.ids_of_inputs(), incomplete));
  ENTENTE_TRY(remove_all(store, gone, options, report));
  // A file that is gone is no input that could not be read.
  std::erase_if(report.skipped, [](const SkippedInput& skipped) {
    return skipped.reason.error_class == ErrorClass::not_found;
  });
  return report;
}

Result<IngestReport> ingest_texts(storage::GraphStore& store,
                                  const std::vector<DocumentText>& documents,
                                  const IngestOptions& options) {
  IngestReport report;
  StoreRun run(store, options, report);
  ENTENTE_TRY(run.runner().run_texts(documents));
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
