#pragma once

#include <string>
#include <vector>

#include "entente/database.hpp"
#include "entente/ingest.hpp"
#include "shell/base/exit_code.hpp"
#include "shell/base/output.hpp"
#include "shell/render/error_renderer.hpp"

namespace entente::shell {

/// Where an ingest talks to.
struct IngestConsole {
  Output& out;
  Output& err;
  ErrorStyle errors;
  /// Draw a progress bar on standard error.
  bool progress = false;
};

/// What an ingest or extraction did, in words, without the skipped inputs.
std::string ingest_summary(const IngestReport& report, double elapsed_ms);

/// What a run with IngestOptions::dry_run would have done, in words.
std::string dry_run_summary(const IngestReport& report);

/// Writes each skipped input and why to standard error; gives `failed` if there is one.
ExitCode report_skipped(const IngestReport& report, const IngestConsole& console);

/// Ingests files with a progress bar, Ctrl-C between documents, and a summary. The exit code is
/// `failed` if any input was skipped (all others are in the database).
ExitCode run_ingest(Database& database, const std::vector<std::string>& paths,
                    IngestOptions options, const IngestConsole& console);

/// Goes on reading from folders until Ctrl-C, which is the proper end: the exit code is `ok` then.
/// A line says what each round of changes did.
ExitCode run_watch(Database& database, const std::vector<std::string>& paths, IngestOptions options,
                   const IngestConsole& console);

/// Takes back what one document contributed, or says that it would.
ExitCode run_removal(Database& database, const std::string& id, bool dry_run,
                     const IngestConsole& console);

}  // namespace entente::shell
