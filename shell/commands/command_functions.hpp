#pragma once

#include <string_view>

#include "shell/base/exit_code.hpp"
#include "shell/session/shell_context.hpp"

namespace entente::shell {

// One function per command, each in the file named after it; the table in command.cpp has their
// names, arguments and help.
ExitCode help_command(ShellContext& shell, std::string_view arguments);
ExitCode quit_command(ShellContext& shell, std::string_view arguments);
ExitCode schema_command(ShellContext& shell, std::string_view arguments);
ExitCode documents_command(ShellContext& shell, std::string_view arguments);
ExitCode ingest_command(ShellContext& shell, std::string_view arguments);
ExitCode why_command(ShellContext& shell, std::string_view arguments);
ExitCode merge_command(ShellContext& shell, std::string_view arguments);
ExitCode split_command(ShellContext& shell, std::string_view arguments);
ExitCode explain_command(ShellContext& shell, std::string_view arguments);
ExitCode profile_command(ShellContext& shell, std::string_view arguments);
ExitCode param_command(ShellContext& shell, std::string_view arguments);
ExitCode params_command(ShellContext& shell, std::string_view arguments);
ExitCode begin_command(ShellContext& shell, std::string_view arguments);
ExitCode commit_command(ShellContext& shell, std::string_view arguments);
ExitCode rollback_command(ShellContext& shell, std::string_view arguments);
ExitCode mode_command(ShellContext& shell, std::string_view arguments);
ExitCode timing_command(ShellContext& shell, std::string_view arguments);
ExitCode as_of_command(ShellContext& shell, std::string_view arguments);
ExitCode limits_command(ShellContext& shell, std::string_view arguments);
ExitCode source_command(ShellContext& shell, std::string_view arguments);

}  // namespace entente::shell
