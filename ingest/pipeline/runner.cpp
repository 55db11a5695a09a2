#include "ingest/pipeline/runner.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "ingest/pipeline/content_hash.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/readers/reader.hpp"

namespace entente::ingest {

namespace {

/// How much is under way at a time: enough to keep all threads busy, little enough to hold.
constexpr std::size_t window_slots_max = 256;
constexpr std::uint64_t window_bytes_max = 16ULL << 20U;

std::uint64_t item_bytes(const ReadItem& item) {
  if (const auto* prose = std::get_if<SourceDocument>(&item)) return prose->text.size();
  if (const auto* table = std::get_if<TableDocument>(&item)) return table->text.size();
  return 0;
}

const std::string& item_id(const ReadItem& item) {
  if (const auto* prose = std::get_if<SourceDocument>(&item)) return prose->id;
  if (const auto* table = std::get_if<TableDocument>(&item)) return table->id;
  return std::get<SkippedInput>(item).input;
}

std::uint64_t file_bytes(const std::string& path) {
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  return code ? 0 : size;
}

}  // namespace

Runner::Runner(const IngestOptions& options, IngestReport& report, Known known, Consumer consume)
    : options_(options),
      report_(report),
      known_(std::move(known)),
      consume_(std::move(consume)),
      threads_(options.threads != 0 ? options.threads
                                    : std::max(1U, std::thread::hardware_concurrency())),
      own_(options) {}

Runner::~Runner() { stop_workers(); }

void Runner::stop_workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    waiting_.clear();
  }
  work_waits_.notify_all();
  workers_.clear();
}

void Runner::work() {
  Worker worker(options_);
  for (;;) {
    std::shared_ptr<Slot> slot;
    {
      std::unique_lock lock(mutex_);
      work_waits_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      slot = std::move(waiting_.front());
      waiting_.pop_front();
    }
    process(*slot, worker);
    {
      const std::lock_guard lock(mutex_);
      slot->done = true;
    }
    slot_done_.notify_one();
  }
}

Result<const ReadingTools*> Runner::tools() {
  std::call_once(tools_once_, [&] {
    if (auto loaded = load_reading_tools(options_)) {
      tools_ = std::move(*loaded);
    } else {
      tools_failure_ = loaded.error();
    }
  });
  ENTENTE_TRY(tools_failure_);
  return &tools_;
}

Status Runner::extract_with(RunDocument& document, Worker& worker) {
  if (const auto* prose = std::get_if<SourceDocument>(&document.item)) {
    ENTENTE_ASSIGN(const ReadingTools* tools, this->tools());
    document.extraction = extract_prose(*prose, options_, *tools);
  } else if (const auto* table = std::get_if<TableDocument>(&document.item)) {
    document.extraction = extract_table(*table);
  }
  document.extraction.input = document.input;
  return worker.extractors.add_to(document.extraction);
}

Status Runner::extract(RunDocument& document) { return extract_with(document, own_); }

/// Turns one item into a result. The status is that of the run, not of the item.
Status Runner::process_item(Slot& slot, ReadItem item, Worker& worker) {
  if (auto* skipped = std::get_if<SkippedInput>(&item)) {
    slot.results.emplace_back(std::move(*skipped));
    return {};
  }
  RunDocument document;
  document.input = slot.input;
  document.id = item_id(item);
  if (options_.frames.empty() || !std::holds_alternative<SourceDocument>(item)) {
    document.content_hash = content_hash(item, options_, {});
  } else {
    ENTENTE_ASSIGN(const ReadingTools* tools, this->tools());
    document.content_hash = content_hash(item, options_, tools->frames->own_texts());
  }
  document.item = std::move(item);
  document.known = known_ && known_(document.id, document.content_hash);
  if (!document.known) {
    if (auto status = extract_with(document, worker); !status) {
      if (!tools_failure_) return status;
      slot.results.emplace_back(SkippedInput{document.id, status.error()});
      return {};
    }
    // Nothing but a known document is extracted again.
    document.item = ReadItem();
  }
  slot.results.emplace_back(std::move(document));
  return {};
}

void Runner::process(Slot& slot, Worker& worker) {
  if (options_.stop.stop_requested()) return;
  if (slot.read_input) {
    read_file(slot.input, options_, [&](ReadItem item) {
      slot.failure = process_item(slot, std::move(item), worker);
      return slot.failure.has_value() && !options_.stop.stop_requested();
    });
    return;
  }
  for (ReadItem& item : slot.items) {
    slot.failure = process_item(slot, std::move(item), worker);
    if (!slot.failure) return;
  }
}

Status Runner::add(std::shared_ptr<Slot> slot) {
  const bool work_to_do = slot->read_input || !slot->items.empty();
  window_bytes_ += slot->bytes;
  window_.push_back(slot);
  if (!work_to_do) {
    slot->done = true;
  } else if (threads_ <= 1) {
    process(*slot, own_);
    slot->done = true;
  } else {
    if (workers_.size() < std::min<std::size_t>(threads_, window_.size())) {
      workers_.emplace_back([this] { work(); });
    }
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(slot));
    }
    work_waits_.notify_one();
  }
  const auto full = [&] {
    return window_.size() >= window_slots_max || window_bytes_ >= window_bytes_max;
  };
  // A single thread has nothing to wait for; others are given what they can hold.
  while (!window_.empty() && (threads_ <= 1 || full())) ENTENTE_TRY(consume_front());
  return {};
}

Status Runner::add_document(const std::string& input, ReadItem item) {
  auto slot = std::make_shared<Slot>();
  slot->input = input;
  slot->bytes = item_bytes(item);
  slot->items.push_back(std::move(item));
  return add(std::move(slot));
}

Status Runner::end_input(const std::string& input, std::uint64_t bytes) {
  auto slot = std::make_shared<Slot>();
  slot->input = input;
  slot->ends_input = true;
  ENTENTE_TRY(add(std::move(slot)));
  progress_.bytes_done += bytes;
  return {};
}

Status Runner::consume_front() {
  const std::shared_ptr<Slot> slot = std::move(window_.front());
  window_.pop_front();
  {
    std::unique_lock lock(mutex_);
    slot_done_.wait(lock, [&] { return slot->done; });
  }
  window_bytes_ -= slot->bytes;
  if (options_.stop.stop_requested()) report_.interrupted = true;
  if (report_.interrupted) return {};
  ENTENTE_TRY(slot->failure);
  for (auto& result : slot->results) {
    ENTENTE_TRY(consume_result(result));
    ++progress_.documents_done;
    report_progress(slot->input);
    if (options_.stop.stop_requested()) {
      report_.interrupted = true;
      return {};
    }
  }
  if (slot->ends_input) {
    ++progress_.inputs_done;
    if (slot->read_input) progress_.bytes_done += file_bytes(slot->input);
    report_progress(slot->input);
  }
  return {};
}

Status Runner::consume_result(std::variant<RunDocument, SkippedInput>& result) {
  if (auto* skipped = std::get_if<SkippedInput>(&result)) {
    report_.skipped.push_back(std::move(*skipped));
    return {};
  }
  auto& document = std::get<RunDocument>(result);
  report_.bytes += document.known ? item_bytes(document.item) : document.extraction.text.size();
  report_.sentences += document.extraction.sentences.size();
  return consume_(document);
}

Status Runner::drain() {
  while (!window_.empty()) ENTENTE_TRY(consume_front());
  return {};
}

void Runner::report_progress(std::string_view input) {
  if (!options_.progress) return;
  progress_.input = input;
  options_.progress(progress_);
}

Status Runner::read_inputs(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (options_.stop.stop_requested()) report_.interrupted = true;
    if (report_.interrupted) return {};
    if (!may_hold_many(path, options_)) {
      auto slot = std::make_shared<Slot>();
      slot->input = path;
      slot->read_input = true;
      slot->ends_input = true;
      slot->bytes = file_bytes(path);
      ENTENTE_TRY(add(std::move(slot)));
      continue;
    }
    // A file may hold more documents than memory: they are read here, one by one.
    Status failure;
    read_file(path, options_, [&](ReadItem item) {
      failure = add_document(path, std::move(item));
      return failure.has_value() && !report_.interrupted;
    });
    ENTENTE_TRY(std::move(failure));
    ENTENTE_TRY(end_input(path, file_bytes(path)));
  }
  return drain();
}

Status Runner::run_files(const std::vector<std::string>& paths) {
  progress_.inputs_total = paths.size();
  for (const std::string& path : paths) progress_.bytes_total += file_bytes(path);
  report_progress({});
  Status status = read_inputs(paths);
  stop_workers();
  ENTENTE_TRY(std::move(status));
  report_progress({});
  return {};
}

Status Runner::run_texts(const std::vector<DocumentText>& documents) {
  progress_.inputs_total = documents.size();
  for (const DocumentText& document : documents) progress_.bytes_total += document.text.size();
  const auto run = [&]() -> Status {
    for (const DocumentText& document : documents) {
      if (options_.stop.stop_requested()) report_.interrupted = true;
      if (report_.interrupted) return {};
      ENTENTE_TRY(add_document(document.id, read_text(document, options_)));
      ENTENTE_TRY(end_input(document.id, document.text.size()));
    }
    return drain();
  };
  Status status = run();
  stop_workers();
  return status;
}

}  // namespace entente::ingest
