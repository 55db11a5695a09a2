#include <unistd.h>

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
    const ExitCode one = run_removal(database, id, console);
    if (code == ExitCode::ok) code = one;
  }
  if (options.files.empty()) return code;
  IngestOptions ingest;
  ingest.format = options.format;
  ingest.threads = options.threads;
  ingest.open_triples = options.open_triples;
  ingest.recorded_at = options.recorded_at;
  const ExitCode ingested = run_ingest(database, options.files, ingest, console);
  return ingested == ExitCode::ok ? code : ingested;
}

}  // namespace

ExitCode run_ingest_command(const IngestCommandOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  OpenOptions open;
  open.path = options.database;
  open.sync = !options.no_sync;
  // Taking something back from a database that does not exist must not make one.
  open.create_if_missing = !options.files.empty();
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
