#include <unistd.h>

#include "shell/base/interrupt.hpp"
#include "shell/base/terminal.hpp"
#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"
#include "shell/session/ingest_runner.hpp"

namespace entente::shell {

ExitCode ingest_command(ShellContext& shell, std::string_view arguments) {
  const auto paths = split_words(arguments);
  if (!paths) return shell.report(paths.error());
  if (paths->empty()) return usage_error(shell, "ingest", "Files to read are missing.");
  if (shell.session.in_transaction()) {
    return shell.report(Error::plain(ErrorClass::transaction_state,
                                     "A transaction is open, and every document is one of its own.",
                                     "end it with :commit or :rollback"));
  }
  if (shell.settings.interactive) InterruptHandler::reset();
  const bool progress =
      shell.settings.interactive && is_terminal(STDERR_FILENO) && !dumb_terminal();
  return run_ingest(shell.database, *paths, {},
                    {shell.out, shell.err, shell.settings.errors, progress});
}

}  // namespace entente::shell
