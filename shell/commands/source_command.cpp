#include <fmt/format.h>

#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"
#include "shell/session/script_runner.hpp"

namespace entente::shell {
namespace {

// Files that source each other by mistake must end.
constexpr int source_depth_max = 16;

}  // namespace

ExitCode source_command(ShellContext& shell, std::string_view arguments) {
  const auto words = split_words(arguments);
  if (!words) return shell.report(words.error());
  if (words->size() != 1) return usage_error(shell, "source", "The name of one file is needed.");
  if (shell.source_depth >= source_depth_max) {
    return shell.report(Error::plain(
        ErrorClass::limit_exceeded,
        fmt::format("Files that run other files are nested more than {} deep.", source_depth_max)));
  }
  ++shell.source_depth;
  const ExitCode code = run_script_file(shell, words->front());
  --shell.source_depth;
  return code;
}

}  // namespace entente::shell
