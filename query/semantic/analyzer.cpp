#include "query/semantic/analyzer.hpp"

#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {

Slot Analysis::new_symbol(std::string name, Type type, Span span) {
  info_.symbols.push_back(Symbol{std::move(name), type.base, span});
  element_types_.push_back(type.element);
  return static_cast<Slot>(info_.symbols.size() - 1);
}

Type Analysis::type_of(Slot slot) const { return {info_.symbols[slot].type, element_types_[slot]}; }

std::string_view Analysis::text_of(Span span) const {
  if (!span.valid() || span.end > text_.size() || span.begin > span.end) return {};
  return text_.substr(span.begin, span.end - span.begin);
}

Result<Slot> Analysis::resolve(const void* occurrence, std::string_view name, Span span,
                               const Scope& scope) {
  const auto slot = scope.find(name);
  if (!slot) return messages::undefined_variable(name, span, scope.candidates());
  info_.slots[occurrence] = *slot;
  return *slot;
}

namespace {

/// What of a schema command cannot be run yet; empty if all of it can.
std::string_view unsupported_part(const SchemaCommand& command) {
  if (command.name_is_parameter) return "a parameter as the name of an index or constraint";
  if (command.options) return "OPTIONS";
  if (command.yield || command.where) return "YIELD and WHERE after SHOW";
  if (command.action == SchemaAction::show) {
    const bool filtered = command.index_type || command.constraint ||
                          command.entity != SchemaEntity::any ||
                          command.functions != FunctionOrigin::all;
    return filtered ? "a filter of SHOW" : "";
  }
  if (command.index_type.value_or(SchemaIndexType::range) != SchemaIndexType::range) {
    return "an index that is not a range index";
  }
  if (command.constraint.value_or(ConstraintKind::unique) != ConstraintKind::unique) {
    return "a constraint other than IS UNIQUE";
  }
  return command.on_relationship ? "an index or constraint on relationships" : "";
}

}  // namespace

Status Analysis::check_schema_command(const SchemaCommand& command) {
  info_.updating = command.action != SchemaAction::show;
  const std::string_view unsupported = unsupported_part(command);
  if (!unsupported.empty()) {
    return messages::not_supported(std::string(unsupported), command.span);
  }
  if (command.object == SchemaObject::constraint && command.action == SchemaAction::create &&
      command.properties.empty()) {
    return messages::syntax("UnexpectedSyntax", "a constraint needs a property", command.span);
  }
  return {};
}

Result<SemanticInfo> Analysis::run(const Statement& statement) {
  if (const auto* query = std::get_if<Query>(&statement.body)) {
    ENTENTE_TRY(check_query(*query, QueryScope{}));
  } else {
    ENTENTE_TRY(check_schema_command(std::get<SchemaCommand>(statement.body)));
  }
  return std::move(info_);
}

Result<SemanticInfo> analyze(const Statement& statement, std::string_view text,
                             const ProcedureCatalog& procedures) {
  return Analysis(text, procedures).run(statement);
}

}  // namespace entente::query
