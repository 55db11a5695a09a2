#include "entente/database.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/cli/run.hpp"
#include "shell/session/identity_runner.hpp"

namespace entente::shell {

ExitCode run_identity_command(const IdentityCommandOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  OpenOptions open;
  open.path = options.database;
  open.create_if_missing = false;
  auto database = Database::open(open);
  if (!database) {
    render_error(console.err, database.error(), {}, console.errors);
    return exit_code_of_open(database.error());
  }
  const auto report =
      options.split ? split_entities(*database, options.first, options.second, options.statement,
                                     options.forget)
                    : merge_entities(*database, options.first, options.second, options.statement);
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of(report.error());
  }
  print_identity(console.out, *report);
  return ExitCode::ok;
}

}  // namespace entente::shell
