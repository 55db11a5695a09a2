#include <fmt/format.h>

#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

void show_as_of(ShellContext& shell) {
  const AsOf& as_of = shell.session.as_of();
  shell.out.line(as_of.any() ? fmt::format("Queries answer as of {}.", as_of.to_text())
                             : "Queries answer as of now.");
}

}  // namespace

ExitCode as_of_command(ShellContext& shell, std::string_view arguments) {
  if (!arguments.empty()) {
    const auto as_of = as_of_from_text(arguments);
    if (!as_of) return shell.report(as_of.error());
    shell.session.set_as_of(*as_of);
    if (!shell.settings.interactive) return ExitCode::ok;
  }
  show_as_of(shell);
  return ExitCode::ok;
}

}  // namespace entente::shell
