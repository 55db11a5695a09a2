#include <algorithm>

#include "entente/ingest.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/pipeline/runner.hpp"
#include "ingest/readers/reader.hpp"

namespace entente {

Result<IngestReport> extract_files(const std::vector<std::string>& paths,
                                   const IngestOptions& options,
                                   const std::function<void(const Extraction&)>& sink) {
  IngestReport report;
  ingest::Runner runner(options, report, [&](const ingest::ReadExtraction& item) -> Status {
    ++report.documents_added;
    report.entities += item.extraction.entities.size();
    report.claims += item.extraction.claims.size();
    sink(item.extraction);
    return {};
  });
  ENTENTE_TRY(runner.run_files(paths));
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
  ENTENTE_ASSIGN(const auto model, ingest::model::english_model());
  return ingest::extract_prose(std::get<ingest::SourceDocument>(item), options, *model);
}

}  // namespace entente
