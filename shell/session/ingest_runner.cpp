#include "shell/session/ingest_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <thread>

#include "shell/base/interrupt.hpp"
#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"
#include "shell/json/json_writer.hpp"
#include "shell/session/progress_bar.hpp"

namespace entente::shell {
namespace {

using Clock = std::chrono::steady_clock;

// A folder of a thousand broken files must not push everything else off the screen.
constexpr std::size_t skipped_shown = 50;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::string progress_text(const IngestProgress& progress) {
  return fmt::format("{} of {}, {}, {}  {}", progress.inputs_done,
                     counted(progress.inputs_total, "file"),
                     counted(progress.documents_done, "document"), bytes_text(progress.bytes_done),
                     progress.input);
}

}  // namespace

std::string ingest_summary(const IngestReport& report, double elapsed_ms) {
  const std::size_t documents =
      report.documents_added + report.documents_updated + report.documents_unchanged;
  std::string text = counted(documents, "document") + " read";
  if (documents > 0) {
    text +=
        fmt::format(" ({} new, {} changed, {} unchanged)", count_text(report.documents_added),
                    count_text(report.documents_updated), count_text(report.documents_unchanged));
  }
  if (report.documents_removed > 0) {
    text += fmt::format(", {} removed", count_text(report.documents_removed));
  }
  text += fmt::format(": {}, {} in {}.\n", counted(report.sentences, "sentence"),
                      bytes_text(report.bytes), duration_text(elapsed_ms));
  text +=
      fmt::format("Written: {}, {}, {}.\n", counted(report.entities, "entity", "entities"),
                  counted(report.relationships, "relationship"), counted(report.claims, "claim"));
  return text;
}

ExitCode report_skipped(const IngestReport& report, const IngestConsole& console) {
  if (report.skipped.empty()) return ExitCode::ok;
  console.out.flush();
  if (console.errors.json) {
    for (const SkippedInput& skipped : report.skipped) {
      std::string text = R"({"skipped":)";
      append_json_string(text, skipped.input);
      text += R"(,"error":)";
      append_json_error(text, skipped.reason, {});
      console.err.line(text + "}");
    }
    return ExitCode::failed;
  }
  console.err.line(counted(report.skipped.size(), "input") + " skipped:");
  const std::size_t shown = std::min(report.skipped.size(), skipped_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const SkippedInput& skipped = report.skipped[i];
    // Most reasons name their input themselves.
    const bool named = skipped.reason.message.find(skipped.input) != std::string::npos;
    const std::string prefix = named ? std::string() : skipped.input + ": ";
    console.err.line(printable(fmt::format("  {}{}", prefix, skipped.reason.message)));
    if (!skipped.reason.hint.empty()) {
      console.err.line(printable(fmt::format("    hint: {}", skipped.reason.hint)));
    }
  }
  if (shown < report.skipped.size()) {
    console.err.line(fmt::format("  and {} more", count_text(report.skipped.size() - shown)));
  }
  console.err.flush();
  return ExitCode::failed;
}

std::string dry_run_summary(const IngestReport& report) {
  return fmt::format("Would add {}, update {} and remove {}; {} unchanged. Nothing was written.\n",
                     counted(report.documents_added, "document"),
                     count_text(report.documents_updated), count_text(report.documents_removed),
                     count_text(report.documents_unchanged));
}

ExitCode run_ingest(Database& database, const std::vector<std::string>& paths,
                    IngestOptions options, const IngestConsole& console) {
  const auto begin = Clock::now();
  std::stop_source stop;
  ProgressBar bar(console.err, console.progress);
  options.stop = stop.get_token();
  options.progress = [&](const IngestProgress& progress) {
    // The signal handler may only set a flag; here it becomes the request to stop.
    if (InterruptHandler::presses() > 0) stop.request_stop();
    // Files differ in size, so bytes say better than files how far it is.
    bar.update(progress.bytes_done, progress.bytes_total, progress_text(progress));
  };
  if (options.dry_run) {
    options.on_document = [&](std::string_view id, DocumentOutcome outcome) {
      if (outcome == DocumentOutcome::unchanged) return;
      console.out.line(fmt::format("{:9} {}", to_string(outcome), printable(id)));
    };
  }
  const auto report = ingest_files(database, paths, options);
  bar.clear();
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of(report.error());
  }
  console.out.write(options.dry_run ? dry_run_summary(*report)
                                    : ingest_summary(*report, milliseconds_since(begin)));
  const ExitCode code = report_skipped(*report, console);
  if (!report->interrupted) return code;
  console.out.flush();
  console.err.line("Interrupted: the documents read so far are in the database, no others.");
  return ExitCode::interrupted;
}

ExitCode run_watch(Database& database, const std::vector<std::string>& paths, IngestOptions options,
                   const IngestConsole& console) {
  std::stop_source stop;
  options.stop = stop.get_token();
  // The signal handler may only set a flag, and nothing may happen for hours in which to look at
  // it.
  const std::jthread listener([&](const std::stop_token& ending) {
    constexpr std::chrono::milliseconds tick_ms(50);
    while (!ending.stop_requested() && InterruptHandler::presses() == 0) {
      std::this_thread::sleep_for(tick_ms);
    }
    stop.request_stop();
  });
  ExitCode code = ExitCode::ok;
  const auto on_round = [&](const IngestReport& round) {
    console.out.line(
        fmt::format("{} new, {} changed, {} removed, {} unchanged",
                    count_text(round.documents_added), count_text(round.documents_updated),
                    count_text(round.documents_removed), count_text(round.documents_unchanged)));
    code = report_skipped(round, console);
    console.out.flush();
  };
  console.out.line("Watching; Ctrl-C ends it.");
  console.out.flush();
  const auto report = watch_files(database, paths, options, on_round);
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of(report.error());
  }
  return code;
}

ExitCode run_removal(Database& database, const std::string& id, bool dry_run,
                     const IngestConsole& console) {
  if (dry_run) {
    const auto documents = list_documents(database);
    if (!documents) {
      render_error(console.err, documents.error(), {}, console.errors);
      return exit_code_of(documents.error());
    }
    const bool there = std::any_of(documents->begin(), documents->end(),
                                   [&](const DocumentSummary& known) { return known.id == id; });
    console.out.line(fmt::format("{:9} {}", there ? "removed" : "not there", printable(id)));
    return there ? ExitCode::ok : ExitCode::failed;
  }
  const auto report = remove_document(database, id);
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of(report.error());
  }
  console.out.line(fmt::format("Removed {} and everything only it stated.", id));
  return ExitCode::ok;
}

}  // namespace entente::shell
