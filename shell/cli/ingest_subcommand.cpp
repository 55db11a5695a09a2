#include <unistd.h>

#include <filesystem>

#include "entente/database.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/cli/run.hpp"
#include "shell/session/ingest_runner.hpp"

namespace entente::shell {
namespace {

ExitCode run_opened(Database& database, const IngestCommandOptions& options,
                    const IngestConsole& console) {
  ExitCode code = ExitCode::ok;
  for (const std::string& id : options.removals) {
    const ExitCode one = run_removal(database, id, options.dry_run, console);
    if (code == ExitCode::ok) code = one;
  }
  IngestOptions ingest;
  options.reading.apply_to(ingest);
  ingest.recorded_at = options.recorded_at;
  ingest.prune = options.prune;
  ingest.dry_run = options.dry_run;
  if (!options.files.empty()) {
    const ExitCode ingested = run_ingest(database, options.files, ingest, console);
    if (ingested == ExitCode::interrupted) return ingested;
    if (ingested != ExitCode::ok) code = ingested;
  }
  if (options.watched.empty()) return code;
  const ExitCode watched = run_watch(database, options.watched, ingest, console);
  return watched == ExitCode::ok ? code : watched;
}

}  // namespace

ExitCode run_ingest_command(const IngestCommandOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  OpenOptions open;
  open.path = options.database;
  open.sync = !options.no_sync;
  // Taking something back from a database that does not exist must not make one, nor may a look at
  // what would be done.
  open.create_if_missing = !options.files.empty() || !options.watched.empty();
  const bool imagined = options.dry_run && !std::filesystem::exists(options.database);
  if (imagined) open.path.clear();
  auto database = Database::open(open);
  if (!database) {
    render_error(console.err, database.error(), {}, console.errors);
    return exit_code_of_open(database.error());
  }
  Output nowhere;
  const bool progress = !options.quiet && is_terminal(STDERR_FILENO) && !dumb_terminal();
  return run_opened(*database, options,
                    {options.quiet ? nowhere : console.out, console.err, console.errors, progress});
}

}  // namespace entente::shell
