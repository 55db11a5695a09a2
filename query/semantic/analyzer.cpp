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
