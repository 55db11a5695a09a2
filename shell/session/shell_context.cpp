#include "shell/session/shell_context.hpp"

#include <unistd.h>

#include "shell/base/interrupt.hpp"
#include "shell/base/terminal.hpp"

namespace entente::shell {

ExitCode ShellContext::report(const Error& error, std::string_view query_text, const Place& place) {
  // What was written before the error must not appear after it.
  out.flush();
  if (!place.source.empty() && !settings.errors.json) {
    err.line("In " + place.source + ", statement at line " + std::to_string(place.line) + ":");
  }
  render_error(err, error, query_text, settings.errors);
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
  options.width = settings.interactive ? terminal_columns(STDOUT_FILENO) : 0;
  return options;
}

Result<Value> evaluate(ShellContext& shell, std::string_view expression) {
  // The line break ends a comment the expression may end with.
  std::string query = "RETURN (";
  query += expression;
  query += "\n) AS value";
  ENTENTE_ASSIGN(ResultSet result,
                 shell.session.run(query, shell.parameters, shell.query_options()));
  ENTENTE_ASSIGN(const bool found, result.next());
  if (!found) return Value();
  return result.row().front();
}

}  // namespace entente::shell
