#pragma once

#include <string>

#include "shell/base/exit_code.hpp"
#include "shell/line_editor.hpp"
#include "shell/session/history.hpp"
#include "shell/session/shell_context.hpp"
#include "shell/session/statement_splitter.hpp"

namespace entente::shell {

/// The interactive loop: reads lines, puts statements together, runs them, until :quit or the end
/// of input. A failing statement never ends it, and neither does Ctrl-C.
class Repl {
 public:
  Repl(ShellContext& shell, History& history) : shell_(shell), history_(history) {}

  /// Runs with this editor, which completes with completer().
  ExitCode run(LineEditor& editor);
  /// Completes a line in the light of the statement it continues and the live schema.
  [[nodiscard]] LineCompleter completer();

 private:
  [[nodiscard]] std::string prompt() const;
  void on_interrupt();
  void on_line(const std::string& line, LineEditor& editor);
  void remember(const std::string& text, LineEditor& editor);
  Completion complete_line(std::string_view line);

  ShellContext& shell_;
  History& history_;
  StatementSplitter splitter_;
  /// The lines of the statement so far, for the history and for completion.
  std::string pending_;
  /// Ctrl-C in a row at an empty prompt.
  int idle_interrupts_ = 0;
};

}  // namespace entente::shell
