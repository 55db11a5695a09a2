#pragma once

#include <string>
#include <string_view>

#include "shell/base/exit_code.hpp"
#include "shell/session/shell_context.hpp"
#include "shell/session/statement_splitter.hpp"

namespace entente::shell {

/// Runs one statement or shell command.
ExitCode run_piece(ShellContext& shell, const Piece& piece, const std::string& source);

/// Runs every statement and shell command of a text; the end of the text ends a statement. Ends at
/// :quit, at Ctrl-C and, with stop_on_error, at the first failure. Gives the exit code of the first
/// failure. `source` is the name of a file for messages, or empty.
ExitCode run_script(ShellContext& shell, std::string_view text, const std::string& source);

/// As run_script for a file. A file that cannot be read is a failure.
ExitCode run_script_file(ShellContext& shell, const std::string& path);

/// As run_script for what arrives on a file descriptor; statements run as soon as they are
/// complete.
ExitCode run_script_stream(ShellContext& shell, int descriptor, const std::string& source);

}  // namespace entente::shell
