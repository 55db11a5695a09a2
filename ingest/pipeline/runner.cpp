#include "ingest/pipeline/runner.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>

#include "ingest/pipeline/extract.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/write/document_writer.hpp"
#include "storage/base/checksum.hpp"

namespace entente::ingest {

namespace {

/// How much is extracted at a time: enough to keep all threads busy, little enough to hold.
constexpr std::size_t batch_documents_max = 64;
constexpr std::uint64_t batch_bytes_max = 8ULL << 20U;

unsigned thread_count(const IngestOptions& options, std::size_t documents) {
  unsigned threads = options.threads;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::min<std::size_t>(threads, documents));
}

/// A hash over the fields, each with its length, so that no two divisions of a text collide.
class ContentHash {
 public:
  void add(std::string_view text) {
    const std::uint64_t part = storage::checksum(text, value_);
    value_ = part ^ (static_cast<std::uint64_t>(text.size()) << 1U);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

/// Everything that decides what is written: text, metadata, the rules' version, and the options.
std::uint64_t content_hash(const ReadItem& item, const IngestOptions& options) {
  ContentHash hash;
  hash.add(extractor_version);
  hash.add(options.open_triples ? "open" : "");
  if (const auto* prose = std::get_if<SourceDocument>(&item)) {
    hash.add("prose");
    hash.add(prose->text);
    hash.add(prose->title);
    hash.add(prose->date);
    hash.add(prose->source);
  } else if (const auto* table = std::get_if<TableDocument>(&item)) {
    hash.add("table");
    hash.add(table->text);
  }
  return hash.value();
}

std::uint64_t item_bytes(const ReadItem& item) {
  if (const auto* prose = std::get_if<SourceDocument>(&item)) return prose->text.size();
  if (const auto* table = std::get_if<TableDocument>(&item)) return table->text.size();
  return 0;
}

ReadExtraction extract(const ReadItem& item, const IngestOptions& options,
                       const model::LanguageModel* model) {
  ReadExtraction result;
  result.content_hash = content_hash(item, options);
  if (const auto* prose = std::get_if<SourceDocument>(&item)) {
    result.extraction = extract_prose(*prose, options, *model);
  } else if (const auto* table = std::get_if<TableDocument>(&item)) {
    result.extraction = extract_table(*table);
  }
  return result;
}

std::uint64_t file_bytes(const std::string& path) {
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  return code ? 0 : size;
}

}  // namespace

void Runner::report_progress() {
  if (!options_.progress) return;
  progress_.input = input_;
  options_.progress(progress_);
}

Status Runner::push(ReadItem item) {
  pending_bytes_ += item_bytes(item);
  pending_.push_back(std::move(item));
  if (pending_.size() < batch_documents_max && pending_bytes_ < batch_bytes_max) return {};
  return flush();
}

Status Runner::flush() {
  const bool has_prose = std::any_of(pending_.begin(), pending_.end(), [](const ReadItem& item) {
    return std::holds_alternative<SourceDocument>(item);
  });
  // Tables are read without a language model, so its absence must not stop them.
  if (has_prose && !model_) {
    ENTENTE_ASSIGN(model_, model::english_model());
  }
  std::vector<std::optional<ReadExtraction>> results(pending_.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < pending_.size(); i = next++) {
      if (std::holds_alternative<SkippedInput>(pending_[i])) continue;
      if (options_.stop.stop_requested()) return;
      results[i] = extract(pending_[i], options_, model_.get());
    }
  };
  {
    std::vector<std::jthread> workers;
    const unsigned threads = thread_count(options_, pending_.size());
    for (unsigned t = 1; t < threads; ++t) workers.emplace_back(work);
    work();
  }
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    if (options_.stop.stop_requested()) {
      report_.interrupted = true;
      break;
    }
    if (auto* skipped = std::get_if<SkippedInput>(&pending_[i])) {
      report_.skipped.push_back(std::move(*skipped));
    } else {
      input_ = results[i]->extraction.document;
      report_.sentences += results[i]->extraction.sentences.size();
      report_.bytes += results[i]->extraction.text.size();
      ENTENTE_TRY(consume_(*results[i]));
    }
    ++progress_.documents_done;
    report_progress();
  }
  pending_.clear();
  pending_bytes_ = 0;
  return {};
}

Status Runner::run_files(const std::vector<std::string>& paths) {
  progress_.inputs_total = paths.size();
  for (const std::string& path : paths) progress_.bytes_total += file_bytes(path);
  for (const std::string& path : paths) {
    if (options_.stop.stop_requested()) {
      report_.interrupted = true;
      return {};
    }
    input_ = path;
    report_progress();
    Status failure;
    read_file(path, options_, [&](ReadItem item) {
      failure = push(std::move(item));
      return failure.has_value() && !report_.interrupted;
    });
    ENTENTE_TRY(std::move(failure));
    ++progress_.inputs_done;
    progress_.bytes_done += file_bytes(path);
  }
  ENTENTE_TRY(flush());
  input_.clear();
  report_progress();
  return {};
}

Status Runner::run_texts(const std::vector<DocumentText>& documents) {
  progress_.inputs_total = documents.size();
  for (const DocumentText& document : documents) progress_.bytes_total += document.text.size();
  for (const DocumentText& document : documents) {
    if (options_.stop.stop_requested()) {
      report_.interrupted = true;
      return {};
    }
    ENTENTE_TRY(push(read_text(document, options_)));
    ++progress_.inputs_done;
    progress_.bytes_done += document.text.size();
  }
  return flush();
}

}  // namespace entente::ingest
