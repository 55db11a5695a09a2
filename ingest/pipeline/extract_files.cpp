#include <algorithm>

#include "entente/ingest.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/pipeline/input_paths.hpp"
#include "ingest/pipeline/runner.hpp"
#include "ingest/readers/reader.hpp"

namespace entente {

Result<IngestReport> extract_files(const std::vector<std::string>& paths,
                                   const IngestOptions& options,
                                   const std::function<void(const Extraction&)>& sink) {
  IngestReport report;
  ingest::Runner runner(options, report, {}, [&](const ingest::RunDocument& document) -> Status {
    ++report.documents_added;
    report.entities += document.extraction.entities.size();
    report.claims += document.extraction.claims.size();
    sink(document.extraction);
    return {};
  });
  ENTENTE_TRY(runner.run_files(ingest::expand_paths(paths, options, report.skipped)));
  return report;
}

Result<Extraction> extract_file(const std::string& path, const IngestOptions& options) {
  std::optional<Extraction> first;
  IngestOptions single = options;
  single.threads = 1;
  ENTENTE_ASSIGN(const IngestReport report,
                 extract_files({path}, single, [&](const Extraction& extraction) {
                   if (!first) first = extraction;
                 }));
  if (first) return std::move(*first);
  if (!report.skipped.empty()) return report.skipped.front().reason;
  return Error::plain(ErrorClass::input_error, "'" + path + "' holds no document");
}

Result<Extraction> extract_text(const DocumentText& document, const IngestOptions& options) {
  ingest::ReadItem item = ingest::read_text(document, options);
  if (auto* skipped = std::get_if<SkippedInput>(&item)) return std::move(skipped->reason);
  ENTENTE_ASSIGN(const auto tools, ingest::load_reading_tools(options));
  Extraction extraction =
      ingest::extract_prose(std::get<ingest::SourceDocument>(item), options, tools);
  ENTENTE_TRY(ingest::ExternalExtractors(options).add_to(extraction));
  return extraction;
}

std::string_view to_string(DocumentOutcome outcome) {
  switch (outcome) {
    case DocumentOutcome::added: return "added";
    case DocumentOutcome::updated: return "updated";
    case DocumentOutcome::unchanged: return "unchanged";
    case DocumentOutcome::removed: return "removed";
  }
  return "unchanged";
}

}  // namespace entente
