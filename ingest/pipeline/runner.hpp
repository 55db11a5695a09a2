#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "entente/ingest.hpp"
#include "ingest/pipeline/external_extractor.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/readers/document.hpp"

namespace entente::ingest {

/// A document that was read.
struct RunDocument {
  /// The path it came from.
  std::string input;
  std::string id;
  std::uint64_t content_hash = 0;
  /// Its content is there already, so that nothing was extracted.
  bool known = false;
  /// As it was read; extract() needs it.
  ReadItem item;
  Extraction extraction;
};

/// Reads inputs and extracts in several threads, and gives the results in the order of the inputs
/// to one consumer on the calling thread. What is read and not consumed yet is bounded in number
/// and bytes, so memory does not grow with the number of inputs. Fills the report's counts of
/// sentences, bytes and skipped inputs. One run each.
class Runner {
 public:
  /// Whether a document with this content is there already; called from several threads.
  using Known = std::function<bool(std::string_view id, std::uint64_t content_hash)>;
  /// Takes one document; an error stops the run.
  using Consumer = std::function<Status(RunDocument&)>;

  Runner(const IngestOptions& options, IngestReport& report, Known known, Consumer consume);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  /// Errors: those of the consumer; those of load_reading_tools().
  Status run_files(const std::vector<std::string>& paths);
  Status run_texts(const std::vector<DocumentText>& documents);

  /// Extracts a known document after all, in the calling thread. Errors: those of its extraction,
  /// which leave it out.
  Status extract(RunDocument& document);

 private:
  /// One step of the run: an input to be read, a document that was read, or the end of an input.
  struct Slot {
    std::string input;
    /// The input is to be read by whoever takes the slot.
    bool read_input = false;
    /// The last step of an input.
    bool ends_input = false;
    std::uint64_t bytes = 0;
    std::vector<ReadItem> items;
    /// What became of the items, in their order.
    std::vector<std::variant<RunDocument, SkippedInput>> results;
    /// Why the whole run fails.
    Status failure;
    bool done = false;
  };
  /// A thread's own things: programs that extract.
  struct Worker {
    explicit Worker(const IngestOptions& options) : extractors(options) {}
    ExternalExtractors extractors;
  };

  Status read_inputs(const std::vector<std::string>& paths);
  Status add(std::shared_ptr<Slot> slot);
  Status add_document(const std::string& input, ReadItem item);
  Status end_input(const std::string& input, std::uint64_t bytes);
  Status consume_front();
  Status drain();
  Status consume_result(std::variant<RunDocument, SkippedInput>& result);
  void process(Slot& slot, Worker& worker);
  Status process_item(Slot& slot, ReadItem item, Worker& worker);
  Status extract_with(RunDocument& document, Worker& worker);
  Result<const ReadingTools*> tools();
  void work();
  void stop_workers();
  void report_progress(std::string_view input);

  const IngestOptions& options_;
  IngestReport& report_;
  Known known_;
  Consumer consume_;
  IngestProgress progress_;
  std::size_t threads_;

  std::once_flag tools_once_;
  ReadingTools tools_;
  Status tools_failure_;

  /// Slots in order; the front is consumed next. Only the calling thread touches the queue.
  std::deque<std::shared_ptr<Slot>> window_;
  std::uint64_t window_bytes_ = 0;
  /// For the calling thread, which also extracts if it is the only one.
  Worker own_;

  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::condition_variable slot_done_;
  std::deque<std::shared_ptr<Slot>> waiting_;
  bool ending_ = false;
  std::vector<std::jthread> workers_;
};

}  // namespace entente::ingest
