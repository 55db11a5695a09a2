#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "entente/version.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/cli/run.hpp"
#include "shell/cli/unfinished_import.hpp"
#include "shell/json/protocol.hpp"
#include "shell/session/history.hpp"
#include "shell/session/parameter_setting.hpp"
#include "shell/session/repl.hpp"
#include "shell/session/script_runner.hpp"

namespace entente::shell {
namespace {

bool in_memory(const ShellOptions& options) {
  return options.database.empty() || options.database == ":memory:";
}

OpenOptions open_options(const ShellOptions& options) {
  OpenOptions open;
  open.path = options.database;
  open.read_only = options.read_only;
  open.create_if_missing = !options.read_only;
  open.sync = !options.no_sync;
  return open;
}

Settings make_settings(const ShellOptions& options, const Console& console, bool interactive) {
  Settings settings;
  settings.format = options.format.value_or(Format::table);
  settings.interactive = interactive;
  settings.timing = options.timing || interactive;
  settings.stop_on_error = !options.keep_going;
  settings.colors = console.colors;
  settings.errors = console.errors;
  settings.errors.json = settings.format == Format::json || settings.format == Format::jsonl;
  settings.limits.timeout_ms = options.timeout_ms;
  if (options.memory_bytes) settings.limits.memory_bytes_max = *options.memory_bytes;
  settings.limits.rows_max = options.rows_max;
  settings.limits.threads = options.threads.value_or(0);
  return settings;
}

ExitCode run_scripts(ShellContext& shell, const ShellOptions& options) {
  ExitCode code = ExitCode::ok;
  for (const ScriptSource& script : options.scripts) {
    const ExitCode one =
        script.file ? run_script_file(shell, script.text) : run_script(shell, script.text, {});
    if (code == ExitCode::ok) code = one;
    const bool ends = shell.quit || one == ExitCode::interrupted ||
                      (one != ExitCode::ok && shell.settings.stop_on_error);
    if (ends) break;
  }
  return code;
}

void run_startup_file(ShellContext& shell, const ShellOptions& options) {
  const std::string path = default_startup_path();
  if (options.no_startup || path.empty() || ::access(path.c_str(), R_OK) != 0) return;
  // A mistake in it is reported, but must not keep anybody from working.
  run_script_file(shell, path);
}

void greet(ShellContext& shell) {
  const std::string& path = shell.open_options.path;
  shell.out.line("Entente " + std::string(version()) + ", " +
                 (path.empty() ? std::string("a database in memory, gone when you leave")
                               : "database " + path) +
                 (shell.open_options.read_only ? " (read-only)" : "") + ".");
  shell.out.line("Statements end with ; and :help lists the commands.");
}

ExitCode run_interactive(ShellContext& shell, const ShellOptions& options) {
  shell.settings.interactive = true;
  shell.settings.timing = true;
  const bool terminal = is_terminal(STDIN_FILENO) && is_terminal(STDOUT_FILENO);
  History history(terminal ? default_history_path() : std::string());
  Repl repl(shell, history);
  std::unique_ptr<LineEditor> editor;
  if (terminal && !dumb_terminal()) {
    editor = make_terminal_editor({repl.completer(), shell.settings.colors});
  }
  if (editor == nullptr) editor = make_plain_editor(STDIN_FILENO, shell.out, true);
  run_startup_file(shell, options);
  greet(shell);
  if (shell.quit) return ExitCode::ok;
  const ExitCode code = repl.run(*editor);
  if (!history.problem().empty()) {
    shell.err.line("The history could not be kept: " + history.problem());
  }
  return code;
}

ExitCode run_protocol(const ShellOptions& options, const OpenOptions& open, Database database,
                      const Console& console) {
  QueryOptions limits;
  limits.timeout_ms = options.timeout_ms;
  if (options.memory_bytes) limits.memory_bytes_max = *options.memory_bytes;
  limits.rows_max = options.rows_max;
  limits.threads = options.threads.value_or(0);
  limits.stop = InterruptHandler::token();
  limits.as_of = options.as_of;
  Protocol protocol(open, std::move(database), limits);
  return serve_protocol(protocol, STDIN_FILENO, console.out);
}

ExitCode run_opened(const ShellOptions& options, const OpenOptions& open, Database database,
                    const Console& console, bool interactive) {
  ShellContext shell(open, std::move(database), make_settings(options, console, false), console.out,
                     console.err);
  shell.session.set_as_of(options.as_of);
  for (const std::string& setting : options.parameters) {
    const Status status = set_parameter(shell, setting);
    if (!status) {
      shell.report(status.error(), setting);
      return ExitCode::usage;
    }
  }
  ExitCode code = run_scripts(shell, options);
  if (shell.quit) return code;
  if (interactive) {
    const ExitCode repl_code = run_interactive(shell, options);
    return code == ExitCode::ok ? repl_code : code;
  }
  if (options.scripts.empty()) code = run_script_stream(shell, STDIN_FILENO, {});
  return code;
}

}  // namespace

ExitCode run_shell(const ShellOptions& options, const Console& console) {
  const bool interactive = options.interactive || (options.scripts.empty() && !options.protocol &&
                                                   is_terminal(STDIN_FILENO));
  const InterruptHandler interrupts(interactive ? InterruptMode::interactive
                                                : InterruptMode::script);
  if (options.read_only && in_memory(options)) {
    console.err.line("entente: --read-only needs a database; one in memory would stay empty.");
    return ExitCode::usage;
  }
  const OpenOptions open = open_options(options);
  auto database = Database::open(open);
  if (!database) {
    ErrorStyle style = console.errors;
    style.json = options.format == Format::json || options.format == Format::jsonl;
    render_error(console.err, database.error(), {}, style);
    return exit_code_of_open(database.error());
  }
  if (options.protocol) {
    return run_protocol(options, open, std::move(database).value(), console);
  }
  tell_of_unfinished_import(*database, console);
  return run_opened(options, open, std::move(database).value(), console, interactive);
}

}  // namespace entente::shell
