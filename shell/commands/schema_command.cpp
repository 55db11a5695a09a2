#include <fmt/format.h>

#include <algorithm>

#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"
#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

void heading(ShellContext& shell, std::string_view text) {
  shell.out.line(paint(text, Style::heading, shell.settings.colors));
}

void list_counted(ShellContext& shell, std::string_view title,
                  std::vector<SchemaSummary::Counted> names) {
  heading(shell, title);
  if (names.empty()) shell.out.line("  none");
  // What there is most of is what people look for first.
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  std::size_t width = 0;
  for (const auto& name : names) width = std::max(width, display_width(printable(name.name)));
  for (const auto& name : names) {
    const std::string shown = printable(name.name);
    shell.out.line(fmt::format("  {}{} {:>12}", shown,
                               std::string(width - display_width(shown), ' '),
                               count_text(name.count)));
  }
}

void list_keys(ShellContext& shell, const std::vector<std::string>& keys) {
  constexpr std::size_t columns = 78;
  heading(shell, "Property keys");
  if (keys.empty()) shell.out.line("  none");
  std::string line;
  for (const std::string& key : keys) {
    const std::string shown = printable(key);
    if (!line.empty() && display_width(line) + display_width(shown) + 2 > columns) {
      shell.out.line(line + ",");
      line.clear();
    }
    line += (line.empty() ? "  " : ", ") + shown;
  }
  if (!line.empty()) shell.out.line(line);
}

void list_indexes(ShellContext& shell, const std::vector<SchemaSummary::Index>& indexes) {
  heading(shell, "Indexes and constraints");
  if (indexes.empty()) shell.out.line("  none");
  for (const auto& index : indexes) {
    shell.out.line(
        printable(fmt::format("  {} on :{}({}){}", index.name, index.label,
                              fmt::join(index.properties, ", "), index.unique ? ", unique" : "")));
  }
}

/// Names with counts as the session sees them now: in its transaction, as of its time.
Result<std::vector<SchemaSummary::Counted>> counted_names(ShellContext& shell,
                                                          std::string_view query) {
  ENTENTE_ASSIGN(ResultSet result, shell.session.run(query, {}, shell.query_options()));
  ENTENTE_ASSIGN(const auto rows, result.rows());
  std::vector<SchemaSummary::Counted> names;
  for (const ValueList& row : rows) {
    names.push_back(
        {std::string(row[0].as_string()), static_cast<std::uint64_t>(row[1].as_integer())});
  }
  return names;
}

}  // namespace

ExitCode schema_command(ShellContext& shell, std::string_view /*arguments*/) {
  const auto schema = shell.database.schema();
  if (!schema) return shell.report(schema.error());
  const auto labels =
      counted_names(shell, "CALL db.schema.labelCounts() YIELD label, nodes RETURN label, nodes");
  if (!labels) return shell.report(labels.error());
  const auto types = counted_names(shell,
                                   "CALL db.schema.relationshipTypeCounts() "
                                   "YIELD relationshipType, relationships "
                                   "RETURN relationshipType, relationships");
  if (!types) return shell.report(types.error());
  list_counted(shell, "Labels and their nodes", *labels);
  list_counted(shell, "Relationship types and their relationships", *types);
  list_keys(shell, schema->property_keys);
  list_indexes(shell, schema->indexes);
  return ExitCode::ok;
}

}  // namespace entente::shell
