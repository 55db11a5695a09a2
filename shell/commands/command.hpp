#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell/base/exit_code.hpp"
#include "shell/session/shell_context.hpp"

namespace entente::shell {

/// One shell command. :help, completion and "did you mean" come from the table of them.
struct Command {
  /// Without the colon.
  std::string_view name;
  /// Its arguments as :help shows them.
  std::string_view arguments;
  /// One line for the list.
  std::string_view summary;
  /// More for ":help name"; may be empty.
  std::string_view details;
  /// `arguments` is the rest of the line, trimmed.
  ExitCode (*run)(ShellContext& shell, std::string_view arguments);
};

/// All commands in the order of :help.
const std::vector<Command>& commands();

/// Names of all commands with their colon.
std::vector<std::string> command_names();

/// Runs a command line such as ":mode csv". A name may be shortened as long as it stays unique.
ExitCode run_command(ShellContext& shell, std::string_view line, const Place& place = {});

/// Reports a wrong use of a command, with how it is used.
ExitCode usage_error(ShellContext& shell, std::string_view command, std::string message);

}  // namespace entente::shell
