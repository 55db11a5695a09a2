#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "entente/ingest.hpp"
#include "ingest/model/language_model.hpp"
#include "ingest/readers/document.hpp"

namespace entente::ingest {

/// A document that was read, with the hash of everything its extraction depends on.
struct ReadExtraction {
  Extraction extraction;
  std::uint64_t content_hash = 0;
};

/// Reads inputs, extracts in several threads, and gives the results in input order to one consumer
/// on the calling thread. Fills the report's counts of sentences, bytes and skipped inputs.
class Runner {
 public:
  /// Takes one document; an error stops the run.
  using Consumer = std::function<Status(const ReadExtraction&)>;

  Runner(const IngestOptions& options, IngestReport& report, Consumer consume)
      : options_(options), report_(report), consume_(std::move(consume)) {}

  Status run_files(const std::vector<std::string>& paths);
  Status run_texts(const std::vector<DocumentText>& documents);

 private:
  /// Takes items one by one, extracts batches in parallel.
  Status push(ReadItem item);
  Status flush();
  void report_progress();

  const IngestOptions& options_;
  IngestReport& report_;
  Consumer consume_;
  std::shared_ptr<const model::LanguageModel> model_;
  IngestProgress progress_;
  std::vector<ReadItem> pending_;
  std::uint64_t pending_bytes_ = 0;
  std::string input_;
};

}  // namespace entente::ingest
