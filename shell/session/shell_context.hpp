#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/database.hpp"
#include "entente/options.hpp"
#include "entente/parameters.hpp"
#include "entente/query_options.hpp"
#include "entente/session.hpp"
#include "shell/base/exit_code.hpp"
#include "shell/base/output.hpp"
#include "shell/render/error_renderer.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {

/// What the user can set while the shell runs.
struct Settings {
  Format format = Format::table;
  /// A person sits there: results end with a line of counts, tables are cut to the terminal and end
  /// after rows_shown rows.
  bool interactive = false;
  /// Say how long planning and running took.
  bool timing = false;
  /// Scripts end at the first statement that fails.
  bool stop_on_error = true;
  /// Rows of one result shown in interactive tables; 0 shows all.
  std::uint64_t rows_shown = 500;
  bool colors = false;
  ErrorStyle errors;
  /// Timeout, memory and row limits of every query.
  QueryOptions limits;
};

/// Where a statement came from, for messages.
struct Place {
  /// Name of the file; empty for what was typed or given with -c.
  std::string source;
  std::size_t line = 1;
};

/// Everything one shell has: the database, the session, what the user set. One thread.
struct ShellContext {
  ShellContext(OpenOptions open, Database opened, Settings initial, Output& output, Output& errors)
      : open_options(std::move(open)),
        database(std::move(opened)),
        session(database.session()),
        settings(std::move(initial)),
        out(output),
        err(errors) {}

  OpenOptions open_options;
  Database database;
  Session session;
  Parameters parameters;
  Settings settings;
  Output& out;
  Output& err;
  /// The last statement that was run, for :explain, :profile and :why without an argument.
  std::string last_statement;
  /// Set by :quit.
  bool quit = false;
  /// How many :source commands are open.
  int source_depth = 0;

  /// Writes an error, preceded by its place if it is in a file; gives its exit code.
  ExitCode report(const Error& error, std::string_view query_text = {}, const Place& place = {});
  /// The limits of a query, with the token of Ctrl-C.
  [[nodiscard]] QueryOptions query_options() const;
  /// What a renderer needs to know now; asks for the terminal's width, which may have changed.
  [[nodiscard]] RenderOptions render_options() const;
};

/// What evaluate() puts before the expression; its errors point into the whole text.
inline constexpr std::string_view evaluation_prefix = "RETURN (";

/// The value of a Cypher expression, with the parameters set so far. Errors: those of the query,
/// their places shifted by the length of evaluation_prefix.
Result<Value> evaluate(ShellContext& shell, std::string_view expression);

}  // namespace entente::shell
