#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

ExitCode finish(ShellContext& shell, const Status& status, std::string_view done) {
  if (!status) return shell.report(status.error());
  if (shell.settings.interactive) shell.out.line(done);
  return ExitCode::ok;
}

}  // namespace

ExitCode begin_command(ShellContext& shell, std::string_view /*arguments*/) {
  return finish(shell, shell.session.begin(),
                "A transaction has begun; :commit or :rollback ends it.");
}

ExitCode commit_command(ShellContext& shell, std::string_view /*arguments*/) {
  return finish(shell, shell.session.commit(), "Committed.");
}

ExitCode rollback_command(ShellContext& shell, std::string_view /*arguments*/) {
  return finish(shell, shell.session.rollback(), "Rolled back.");
}

}  // namespace entente::shell
