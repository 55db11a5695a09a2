#include <fmt/format.h>

#include "shell/base/text_width.hpp"
#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"
#include "shell/session/parameter_setting.hpp"

namespace entente::shell {

ExitCode param_command(ShellContext& shell, std::string_view arguments) {
  if (arguments.empty()) return usage_error(shell, "param", "A name and a value are missing.");
  const Status status = set_parameter(shell, arguments);
  return status ? ExitCode::ok : shell.report(status.error(), arguments);
}

ExitCode params_command(ShellContext& shell, std::string_view arguments) {
  if (arguments == "clear") {
    shell.parameters = Parameters();
    return ExitCode::ok;
  }
  if (!arguments.empty()) {
    return usage_error(shell, "params", fmt::format("'{}' is not understood.", arguments));
  }
  if (shell.parameters.all().empty()) shell.out.line("No parameter is set.");
  for (const auto& [name, value] : shell.parameters.all()) {
    shell.out.line(fmt::format("${} = {}", name, printable(value.to_text())));
  }
  return ExitCode::ok;
}

}  // namespace entente::shell
