#include <fmt/format.h>
#include <unistd.h>

#include <stop_token>

#include "entente/import.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/base/suggest.hpp"
#include "shell/base/units.hpp"
#include "shell/cli/run.hpp"
#include "shell/session/progress_bar.hpp"

namespace entente::shell {
namespace {

Status add_column_type(ImportPlan& plan, const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) {
    return Error::plain(ErrorClass::argument_error,
                        fmt::format("--type takes COLUMN:TYPE, not '{}'.", text));
  }
  const std::string word = text.substr(colon + 1);
  const auto type = column_type_from(word);
  if (!type) {
    return Error::plain(
        ErrorClass::argument_error, fmt::format("There is no column type '{}'.", word),
        did_you_mean(word, {"int", "integer", "float", "double", "boolean", "string", "date"}));
  }
  plan.types[text.substr(0, colon)] = *type;
  return {};
}

Result<ImportPlan> make_plan(const ImportCommandOptions& options) {
  ImportPlan plan;
  for (const std::string& text : options.nodes) {
    ENTENTE_ASSIGN(NodeFile file, parse_node_file(text));
    plan.nodes.push_back(std::move(file));
  }
  for (const std::string& text : options.relationships) {
    ENTENTE_ASSIGN(RelationshipFile file, parse_relationship_file(text));
    plan.relationships.push_back(std::move(file));
  }
  for (const std::string& text : options.types) ENTENTE_TRY(add_column_type(plan, text));
  plan.id_column = options.id_column;
  plan.from_column = options.from_column;
  plan.to_column = options.to_column;
  plan.delimiter = options.delimiter.front();
  return plan;
}

std::string progress_text(const ImportProgress& progress) {
  return fmt::format("{}, {}  {}", counted(progress.nodes, "node"),
                     counted(progress.relationships, "relationship"),
                     progress.file.empty() ? std::string_view("writing") : progress.file);
}

/// Errors that opening the database gives have exit codes of their own.
ExitCode import_exit_code(const Error& error) {
  switch (error.error_class) {
    case ErrorClass::not_a_database:
    case ErrorClass::format_version:
    case ErrorClass::corruption: return ExitCode::cannot_open;
    default: return exit_code_of(error);
  }
}

}  // namespace

ExitCode run_import(const ImportCommandOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  const auto plan = make_plan(options);
  if (!plan) {
    render_error(console.err, plan.error(), {}, console.errors);
    return ExitCode::usage;
  }
  std::stop_source stop;
  ProgressBar bar(console.err, is_terminal(STDERR_FILENO) && !dumb_terminal());
  ImportOptions import;
  if (options.memory_bytes) import.memory_bytes_max = *options.memory_bytes;
  import.stop = stop.get_token();
  import.progress = [&](const ImportProgress& progress) {
    if (InterruptHandler::presses() > 0) stop.request_stop();
  bar.update(0, 0, progress_text(progress));
};
OpenOptions open;
open.path = options.database;
const auto report = import_csv(open, *plan, import);
bar.clear();
if (!report) {
  render_error(console.err, report.error(), {}, console.errors);
  return import_exit_code(report.error());
}
console.out.line(fmt::format("Imported {}, {} and {} from {} in {}.",
                             counted(report->nodes, "node"),
                             counted(report->relationships, "relationship"),
                             counted(report->properties, "property", "properties"),
                             bytes_text(report->bytes_read),
                             duration_text(report->seconds * 1000)));
return ExitCode::ok;
}  // namespace entente::shell

}  // namespace entente::shell
