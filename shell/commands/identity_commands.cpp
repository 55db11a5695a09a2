#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"
#include "shell/session/identity_runner.hpp"

namespace entente::shell {
namespace {

ExitCode run_identity(ShellContext& shell, std::string_view name, std::string_view arguments) {
  const bool split = name == "split";
  auto words = split_words(arguments);
  if (!words) return shell.report(words.error());
  const bool forget = split && words->size() == 3 && words->back() == "forget";
  if (words->size() != 2 && words->size() != 3) {
    return usage_error(shell, name, "It takes two entities.");
  }
  IdentityStatement statement;
  if (words->size() == 3 && !forget) statement.reason = words->back();
  const auto report =
      split ? split_entities(shell.database, (*words)[0], (*words)[1], statement, forget)
            : merge_entities(shell.database, (*words)[0], (*words)[1], statement);
  if (!report) return shell.report(report.error());
  print_identity(shell.out, *report);
  return ExitCode::ok;
}

}  // namespace

ExitCode merge_command(ShellContext& shell, std::string_view arguments) {
  return run_identity(shell, "merge", arguments);
}

ExitCode split_command(ShellContext& shell, std::string_view arguments) {
  return run_identity(shell, "split", arguments);
}

}  // namespace entente::shell
