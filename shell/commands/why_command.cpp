#include <fmt/format.h>

#include <unordered_set>

#include "shell/base/interrupt.hpp"
#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

// More evidence than this is not read by anybody at once.
constexpr std::size_t relationships_max = 50;

/// The distinct relationships of a result, in the order they appear.
class RelationshipCollector {
 public:
  void add(const Value& value) {
    switch (value.kind()) {
      case ValueKind::relationship: add_relationship(value); break;
      case ValueKind::list: add_all(value.as_list()); break;
      case ValueKind::path: add_all(value.as_path().relationships); break;
      case ValueKind::map:
        for (const auto& [key, item] : value.as_map()) add(item);
        break;
      default: break;
    }
  }
  [[nodiscard]] bool full() const { return found_.size() > relationships_max; }
  [[nodiscard]] const ValueList& found() const { return found_; }

 private:
  void add_all(const ValueList& items) {
    for (const Value& item : items) add(item);
  }
  void add_relationship(const Value& value) {
    if (!full() && seen_.insert(value.as_relationship().id.value).second) found_.push_back(value);
  }

  ValueList found_;
  std::unordered_set<std::uint64_t> seen_;
};

std::string text_of(const Value& map, std::string_view key) {
  const Value* value = map.is(ValueKind::map) ? map.find(key) : nullptr;
  if (value == nullptr || value->is_null()) return {};
  return printable(cell_text(*value));
}

/// What a person would call the node.
std::string node_name(const Value& value) {
  const Node& node = value.as_node();
  for (const std::string_view key : {"name", "title", "id"}) {
    for (const auto& [property, content] : node.properties) {
      if (property == key) return printable(cell_text(content));
    }
  }
  return (node.labels.empty() ? std::string("node") : printable(node.labels.front())) + " " +
         std::to_string(node.id.value);
}

/// "valid 2021-12-08 to 2025-05-06", as far as it is known; else empty.
std::string validity(const Value& claim) {
  const auto day = [&](std::string_view name) {
    const Value* value = claim.is(ValueKind::map) ? claim.find(name) : nullptr;
    return value == nullptr || value->is_null() ? std::string() : value->to_text();
  };
  const std::string from = day("valid_from");
  const std::string to = day("valid_to");
  if (from.empty() && to.empty()) return {};
  if (to.empty()) return "valid from " + from;
  return from.empty() ? "valid until " + to : "valid " + from + " to " + to;
}

std::string claim_source(const Value& claim) {
  std::string line = text_of(claim, "title");
  const std::string document = text_of(claim, "document");
  if (line.empty()) {
    line = document;
  } else if (!document.empty() && document != line) {
    line += " (" + document + ")";
  }
  const auto append = [&line](const std::string& text) {
    if (!text.empty()) line += (line.empty() ? "" : ", ") + text;
  };
  append(text_of(claim, "date"));
  const std::string speaker = text_of(claim, "speaker");
  append(speaker.empty() ? "" : "says " + speaker);
  const std::string modality = text_of(claim, "modality");
  append(modality == "stated" ? "" : modality);
  append(validity(claim));
  const std::string rule = text_of(claim, "rule");
  append(rule.empty() ? "" : "rule " + rule);
  const Value* confidence = claim.is(ValueKind::map) ? claim.find("confidence") : nullptr;
  if (confidence != nullptr && confidence->is_number()) {
    append(fmt::format("confidence {:.2f}", confidence->as_number()));
  }
  return line;
}

void show_claims(ShellContext& shell, const Value& evidence) {
  const bool none = !evidence.is(ValueKind::list) || evidence.as_list().empty();
  if (none) {
    shell.out.line("  No document states this; it was entered by hand or imported.");
    return;
  }
  std::size_t number = 0;
  for (const Value& claim : evidence.as_list()) {
    shell.out.line(fmt::format("  {}. “{}”", ++number, text_of(claim, "sentence")));
    shell.out.line(paint("     " + claim_source(claim), Style::dim, shell.settings.colors));
  }
}

Status show_evidence(ShellContext& shell, const Relationship& relationship) {
  // Beginning at the source node makes this a look-up of one adjacency list.
  static constexpr std::string_view query =
      "MATCH (a)-[r]->(b) WHERE id(a) = $source AND id(r) = $id RETURN a, b, evidence(r)";
  const Parameters parameters{
      {"source", Value(static_cast<std::int64_t>(relationship.source.value))},
      {"id", Value(static_cast<std::int64_t>(relationship.id.value))}};
  ENTENTE_ASSIGN(ResultSet result, shell.session.run(query, parameters, shell.query_options()));
  ENTENTE_ASSIGN(const bool found, result.next());
  if (!found) return {};
  const ValueList& row = result.row();
  const std::string title = fmt::format("{} -[{}]-> {}", node_name(row[0]),
                                        printable(relationship.type), node_name(row[1]));
  shell.out.line(paint(title, Style::heading, shell.settings.colors));
  show_claims(shell, row[2]);
  return {};
}

Status collect(ShellContext& shell, const std::string& statement, RelationshipCollector& found) {
  ENTENTE_ASSIGN(ResultSet result,
                 shell.session.run(statement, shell.parameters, shell.query_options()));
  while (!found.full()) {
    ENTENTE_ASSIGN(const bool more, result.next());
    if (!more) break;
    for (const Value& value : result.row()) found.add(value);
  }
  return {};
}

}  // namespace

ExitCode why_command(ShellContext& shell, std::string_view arguments) {
  const std::string statement(arguments.empty() ? std::string_view(shell.last_statement)
                                                : arguments);
  if (statement.empty()) return usage_error(shell, "why", "There is no last query yet.");
  if (shell.settings.interactive) InterruptHandler::reset();
  shell.last_statement = statement;
  RelationshipCollector relationships;
  const Status collected = collect(shell, statement, relationships);
  if (!collected) return shell.report(collected.error(), statement);
  if (relationships.found().empty()) {
    return shell.report(
        Error::plain(ErrorClass::argument_error,
                     "The result has no relationships, so there is nothing to explain.",
                     "return the relationship itself: MATCH (a)-[r]->(b) RETURN r"));
  }
  std::size_t shown = 0;
  for (const Value& relationship : relationships.found()) {
    if (shown++ == relationships_max) {
      shell.out.line("These are the first " + counted(relationships_max, "relationship") +
                     "; a LIMIT or WHERE chooses others.");
      break;
    }
    const Status status = show_evidence(shell, relationship.as_relationship());
    if (!status) return shell.report(status.error());
  }
  return ExitCode::ok;
}

}  // namespace entente::shell
