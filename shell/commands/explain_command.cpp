#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"
#include "shell/session/query_runner.hpp"

namespace entente::shell {
namespace {

ExitCode run_with_prefix(ShellContext& shell, std::string_view command, std::string_view prefix,
                         std::string_view arguments) {
  const std::string statement(arguments.empty() ? std::string_view(shell.last_statement)
                                                : arguments);
  if (statement.empty()) {
    return usage_error(shell, command, "There is no last query yet.");
  }
  const ExitCode code = run_statement(shell, std::string(prefix) + " " + statement);
  // The query is what is remembered, so that :explain and :profile can follow each other.
  shell.last_statement = statement;
  return code;
}

}  // namespace

ExitCode explain_command(ShellContext& shell, std::string_view arguments) {
  return run_with_prefix(shell, "explain", "EXPLAIN", arguments);
}

ExitCode profile_command(ShellContext& shell, std::string_view arguments) {
  return run_with_prefix(shell, "profile", "PROFILE", arguments);
}

}  // namespace entente::shell
