#include <fmt/format.h>

#include <algorithm>

#include "shell/base/suggest.hpp"
#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

constexpr std::size_t help_columns = 80;

std::string usage_of(const Command& command) {
  std::string usage = ":" + std::string(command.name);
  if (!command.arguments.empty()) usage += " " + std::string(command.arguments);
  return usage;
}

void list_commands(ShellContext& shell) {
  std::size_t width = 0;
  for (const Command& command : commands()) {
    width = std::max(width, display_width(usage_of(command)));
  }
  shell.out.line(
      "A statement ends with ; and may have many lines. A command begins with : and is "
      "one line.");
  shell.out.line("");
  for (const Command& command : commands()) {
    const std::string usage = usage_of(command);
    const std::string padding(width - display_width(usage) + 2, ' ');
    shell.out.line("  " + paint(usage, Style::heading, shell.settings.colors) + padding +
                   std::string(command.summary));
  }
  shell.out.line("");
  shell.out.line(
      "Tab completes, Ctrl-R searches what was typed, Ctrl-C stops a query, Ctrl-D "
      "leaves.");
}

}  // namespace

ExitCode help_command(ShellContext& shell, std::string_view arguments) {
  if (arguments.empty()) {
    list_commands(shell);
    return ExitCode::ok;
  }
  const std::string wanted = ":" + std::string(arguments.substr(arguments[0] == ':' ? 1 : 0));
  for (const Command& command : commands()) {
    if (wanted.substr(1) != command.name) continue;
    shell.out.line(paint(usage_of(command), Style::heading, shell.settings.colors));
    shell.out.line(command.summary);
    if (!command.details.empty()) shell.out.line(wrapped(command.details, help_columns));
    return ExitCode::ok;
  }
  const std::string nearest = closest_name(wanted, command_names());
  return shell.report(Error::plain(
      ErrorClass::argument_error, fmt::format("There is no command {}.", wanted),
      nearest.empty() ? "type :help for the list" : fmt::format("did you mean {}?", nearest)));
}

ExitCode quit_command(ShellContext& shell, std::string_view /*arguments*/) {
  shell.quit = true;
  return ExitCode::ok;
}

}  // namespace entente::shell
