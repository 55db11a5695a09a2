#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <system_error>
#include <utility>
#include <vector>

#include "entente/import.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/base/units.hpp"
#include "shell/cli/run.hpp"
#include "shell/session/progress_bar.hpp"

namespace entente::shell {
namespace {

/// Rejected rows that are shown when nobody asked for a file.
constexpr std::size_t shown_rejects = 10;
/// Without a terminal progress is a line now and then.
constexpr std::chrono::seconds line_interval_s{10};

Status add_column_type(ImportPlan& plan, const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0) {
    return Error::plain(ErrorClass::argument_error,
                        fmt::format("--type takes COLUMN:TYPE, not '{}'.", text));
  }
  ENTENTE_ASSIGN(plan.types[text.substr(0, colon)], parse_column_spec(text.substr(colon + 1)));
  return {};
}

Status add_prefix(ImportPlan& plan, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    return Error::plain(ErrorClass::argument_error,
                        fmt::format("--prefix takes NAME=IRI, not '{}'.", text));
  }
  plan.rdf_prefixes[text.substr(0, equals)] = text.substr(equals + 1);
  return {};
}

Result<ImportPlan> make_plan(const ImportCommandOptions& options) {
  ImportPlan plan;
  for (const std::string& text : options.nodes) {
    ENTENTE_ASSIGN(NodeFile file, parse_node_file(text));
    plan.nodes.push_back(std::move(file));
  }
  for (const std::string& text : options.relationships) {
    ENTENTE_ASSIGN(RelationshipFile file, parse_relationship_file(text));
    plan.relationships.push_back(std::move(file));
  }
  for (const std::string& path : options.files) plan.graphs.push_back({path, options.format});
  for (const std::string& text : options.types) ENTENTE_TRY(add_column_type(plan, text));
  for (const std::string& text : options.prefixes) ENTENTE_TRY(add_prefix(plan, text));
  plan.id_column = options.id_column;
  plan.from_column = options.from_column;
  plan.to_column = options.to_column;
  plan.delimiter = options.delimiter.front();
  plan.quote = options.quote.front();
  plan.array_delimiter = options.array_delimiter.front();
  plan.ignore_extra_columns = options.ignore_extra_columns;
  plan.rdf_names = options.rdf_names;
  plan.upsert = options.upsert;
  return plan;
}

/// What was left out: all of it in a CSV file if there is one, the first rows for the screen.
class RejectLog {
 public:
  /// With an empty path there is no file.
  static Result<std::unique_ptr<RejectLog>> open(const std::string& path) {
    std::unique_ptr<RejectLog> log(new RejectLog);
    if (path.empty()) return log;
    constexpr int mode = 0644;
    log->descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (log->descriptor_ < 0) {
      return Error::plain(ErrorClass::io_error,
                          "cannot write " + path + ": " + std::system_category().message(errno));
    }
    log->path_ = path;
    log->file_ = std::make_unique<Output>(log->descriptor_);
    log->file_->line("file,line,reason,text");
    return log;
  }
  RejectLog(const RejectLog&) = delete;
  RejectLog& operator=(const RejectLog&) = delete;
  ~RejectLog() {
    file_.reset();
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  void add(const ImportReject& reject) {
    ++count_;
    if (file_) {
      file_->line(fmt::format("{},{},{},{}", quoted(reject.file), reject.line,
                              quoted(reject.reason), quoted(reject.text)));
    } else if (shown_.size() < shown_rejects) {
      const std::string line =
          reject.line == 0 ? std::string() : fmt::format(" line {}:", reject.line);
      shown_.push_back(fmt::format("  {}:{} {}", reject.file, line, reject.reason));
    }
  }

  void report(Output& err) {
    if (count_ == 0) return;
    if (file_) {
      file_->flush();
      err.line(fmt::format("{} left out, see {}{}", counted(count_, "row"), path_,
                           file_->failed() ? " (which could not be written as a whole)" : ""));
      return;
    }
    err.line(fmt::format("{} left out:", counted(count_, "row")));
    for (const std::string& line : shown_) err.line(line);
    if (count_ > shown_.size()) {
      err.line(fmt::format("  and {} more; --reject FILE writes all",
                           count_text(count_ - shown_.size())));
    }
  }

 private:
  RejectLog() = default;

  static std::string quoted(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    return out + '"';
  }

  std::string path_;
  int descriptor_ = -1;
  std::unique_ptr<Output> file_;
  std::vector<std::string> shown_;
  std::uint64_t count_ = 0;
};

/// A bar on a terminal, else a line now and then.
class ImportProgressView {
 public:
  ImportProgressView(Output& err, bool quiet)
      : err_(err),
        quiet_(quiet),
        terminal_(is_terminal(STDERR_FILENO) && !dumb_terminal()),
        bar_(err, terminal_ && !quiet) {}

  void show(const ImportProgress& progress) {
    std::string text = fmt::format("{}, {}", counted(progress.nodes, "node"),
                                   counted(progress.relationships, "relationship"));
    if (progress.rejects > 0) text += fmt::format(", {} left out", count_text(progress.rejects));
    text += "  ";
    text += progress.file.empty() ? std::string_view("writing") : progress.file;
    if (terminal_) return bar_.update(progress.bytes_read, progress.bytes_total, text);
    const auto now = std::chrono::steady_clock::now();
    if (quiet_ || now - last_ < line_interval_s) return;
    last_ = now;
    err_.line(text);
    err_.flush();
  }
  void clear() { bar_.clear(); }

 private:
  Output& err_;
  bool quiet_;
  bool terminal_;
  ProgressBar bar_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Errors that opening the database gives have exit codes of their own.
ExitCode import_exit_code(const Error& error) {
  switch (error.error_class) {
    case ErrorClass::not_a_database:
    case ErrorClass::format_version:
    case ErrorClass::corruption: return ExitCode::cannot_open;
    default: return exit_code_of(error);
  }
}

std::string summary(const ImportReport& report) {
  const std::uint64_t rows =
      report.nodes + report.relationships + report.nodes_matched + report.relationships_matched;
  std::string text =
      fmt::format("Imported {}, {} and {} from {} in {} ({} rows a second).",
                  counted(report.nodes, "node"), counted(report.relationships, "relationship"),
                  counted(report.properties, "property", "properties"),
                  bytes_text(report.bytes_read), duration_text(report.seconds * 1000),
                  count_text(static_cast<std::uint64_t>(static_cast<double>(rows) /
                                                        std::max(report.seconds, 1e-3))));
  if (report.nodes_matched + report.relationships_matched > 0) {
    text +=
        fmt::format("\nThere already and changed: {}, {}.", counted(report.nodes_matched, "node"),
                    counted(report.relationships_matched, "relationship"));
  }
  return text;
}

}  // namespace

ExitCode run_import(const ImportCommandOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  const auto plan = make_plan(options);
  if (!plan) {
    render_error(console.err, plan.error(), {}, console.errors);
    return ExitCode::usage;
  }
  const auto rejects = RejectLog::open(options.reject_file);
  if (!rejects) {
    render_error(console.err, rejects.error(), {}, console.errors);
    return ExitCode::failed;
  }
  std::stop_source stop;
  ImportProgressView view(console.err, options.quiet);
  ImportOptions import;
  if (options.memory_bytes) import.memory_bytes_max = *options.memory_bytes;
  import.rejects_max = options.rejects_max;
  import.reject = [&](const ImportReject& reject) {(*rejects)->add(reject);
};
import.stop = stop.get_token();
import.progress = [&](const ImportProgress& progress) {
  if (InterruptHandler::presses() > 0) stop.request_stop();
view.show(progress);
};  // namespace entente::shell
OpenOptions open;
open.path = options.database;
const auto report = import_files(open, *plan, import);
view.clear();
(*rejects)->report(console.err);
if (!report) {
  render_error(console.err, report.error(), {}, console.errors);
  return import_exit_code(report.error());
}
if (!options.quiet) console.out.line(summary(*report));
return report->rejects == 0 ? ExitCode::ok : ExitCode::failed;
}

}  // namespace entente::shell
