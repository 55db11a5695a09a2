#include "shell/cli/run.hpp"

#include <unistd.h>

namespace entente::shell {
namespace {

ExitCode run_subcommand(const CommandLine& line, const Console& console) {
  switch (line.subcommand) {
    case Subcommand::shell: return run_shell(line.shell, console);
    case Subcommand::ingest: return run_ingest_command(line.ingest, console);
    case Subcommand::extract: return run_extract(line.extract, console);
    case Subcommand::frames: return run_frames(line.frames, console);
    case Subcommand::check: return run_check(line.check, console);
    case Subcommand::import: return run_import(line.import, console);
    case Subcommand::merge:
    case Subcommand::split: return run_identity_command(line.identity, console);
    case Subcommand::none: break;
  }
  return ExitCode::usage;
}

}  // namespace

ExitCode run_command_line(int argc, const char* const* argv) {
  Output out(STDOUT_FILENO);
  Output err(STDERR_FILENO);
  const auto line = parse_command_line(argc, argv);
  if (!line) {
    const Error& error = line.error();
    err.line("entente: " + error.message);
    if (!error.hint.empty()) err.line("hint: " + error.hint);
    return ExitCode::usage;
  }
  if (!line->information.empty()) {
    out.write(line->information);
    return ExitCode::ok;
  }
  set_log_level(line->log_level);
  const Console console{out,
                        err,
                        {false, use_colors(line->color, STDERR_FILENO)},
                        use_colors(line->color, STDOUT_FILENO)};
  const ExitCode code = run_subcommand(*line, console);
  out.flush();
  err.flush();
  // An answer nobody could read is not an answer: a full disk behind a redirection must not look
  // ok.
  return code == ExitCode::ok && out.failed() ? ExitCode::failed : code;
}

}  // namespace entente::shell
