#include "shell/session/shell_context.hpp"

#include <unistd.h>

#include "shell/base/interrupt.hpp"
#include "shell/base/terminal.hpp"

namespace entente::shell {

ExitCode ShellContext::report(const Error& error, std::string_view query_text, const Place& place) {
  // What was written before the error must not appear after it.
  out.flush();
  if (!place.source.empty() && !settings.errors.json) err.line("In " + place.source + ":");
  if (place.line <= 1 || !error.span.valid()) {
    render_error(err, error, query_text, settings.errors);
    return exit_code_of(error);
  }
  // Lines are counted from the beginning of the script, not of the statement.
  const std::size_t lines_before = place.line - 1;
  Error moved = error;
  moved.span.begin += static_cast<std::uint32_t>(lines_before);
  moved.span.end += static_cast<std::uint32_t>(lines_before);
  render_error(err, moved, std::string(lines_before, '\n') + std::string(query_text),
               settings.errors);
  return exit_code_of(error);
}

QueryOptions ShellContext::query_options() const {
  QueryOptions options = settings.limits;
  options.stop = InterruptHandler::token();
  return options;
}

RenderOptions ShellContext::render_options() const {
  RenderOptions options;
  options.colors = settings.colors;
  options.width = terminal_columns(STDOUT_FILENO);
  return options;
}

Result<Value> evaluate(ShellContext& shell, std::string_view expression) {
  // In brackets, so that the text can be nothing but one expression; the line break ends a comment
  // the expression may end with.
  std::string query(evaluation_prefix);
  query += expression;
  query += "\n) AS value";
  auto started = shell.session.run(query, shell.parameters, shell.query_options());
  if (!started) {
    Error error = std::move(started).error();
    // Without the bracket a mistake at the end is described in terms of what the user wrote.
    if (error.error_class == ErrorClass::syntax_error && error.detail != "UndefinedVariable") {
      const std::string bare = std::string(evaluation_prefix.size(), ' ').replace(0, 6, "RETURN") +
                               std::string(expression);
      if (auto again = shell.session.prepare(bare); !again) error = std::move(again).error();
    }
    return error;
  }
  ENTENTE_ASSIGN(const bool found, started->next());
  if (!found) return Value();
  return started->row().front();
}

}  // namespace entente::shell
