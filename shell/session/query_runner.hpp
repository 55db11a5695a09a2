#pragma once

#include <string>

#include "shell/base/exit_code.hpp"
#include "shell/session/shell_context.hpp"

namespace entente::shell {

/// Runs one statement and writes its result, plan, counts, warnings and errors.
ExitCode run_statement(ShellContext& shell, const std::string& statement, const Place& place = {});

}  // namespace entente::shell
