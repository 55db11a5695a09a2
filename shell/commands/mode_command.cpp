#include <fmt/format.h>

#include "shell/base/suggest.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"

namespace entente::shell {

ExitCode mode_command(ShellContext& shell, std::string_view arguments) {
  if (arguments.empty()) {
    shell.out.line(fmt::format("The mode is {}; there are {}.", to_string(shell.settings.format),
                               fmt::join(format_names(), ", ")));
    return ExitCode::ok;
  }
  const auto format = format_from(arguments);
  if (!format) {
    const std::string suggestion = did_you_mean(arguments, format_names());
    return shell.report(Error::plain(
        ErrorClass::argument_error, fmt::format("There is no mode '{}'.", arguments),
        suggestion.empty() ? fmt::format("there are {}", fmt::join(format_names(), ", "))
                           : suggestion));
  }
  shell.settings.format = *format;
  return ExitCode::ok;
}

ExitCode timing_command(ShellContext& shell, std::string_view arguments) {
  bool& timing = shell.settings.timing;
  if (arguments.empty()) {
    timing = !timing;
  } else if (arguments == "on" || arguments == "off") {
    timing = arguments == "on";
  } else {
    return usage_error(shell, "timing", fmt::format("'{}' is neither on nor off.", arguments));
  }
  if (shell.settings.interactive) shell.out.line(timing ? "Timing is on." : "Timing is off.");
  return ExitCode::ok;
}

}  // namespace entente::shell
