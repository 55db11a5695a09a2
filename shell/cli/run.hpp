#pragma once

#include "shell/base/exit_code.hpp"
#include "shell/base/output.hpp"
#include "shell/cli/options.hpp"
#include "shell/render/error_renderer.hpp"

namespace entente::shell {

/// What every subcommand writes to.
struct Console {
  Output& out;
  Output& err;
  ErrorStyle errors;
  /// Colours on standard output.
  bool colors = false;
};

// One per subcommand, each in its own file.
ExitCode run_shell(const ShellOptions& options, const Console& console);
ExitCode run_ingest_command(const IngestCommandOptions& options, const Console& console);
ExitCode run_extract(const ExtractOptions& options, const Console& console);
ExitCode run_frames(const FramesCommandOptions& options, const Console& console);
ExitCode run_check(const CheckCommandOptions& options, const Console& console);
ExitCode run_identity_command(const IdentityCommandOptions& options, const Console& console);
ExitCode run_import(const ImportCommandOptions& options, const Console& console);

/// The whole command: reads the command line, runs the subcommand, gives the exit code.
ExitCode run_command_line(int argc, const char* const* argv);

}  // namespace entente::shell
