#include "query/ast/printer.hpp"

namespace entente::query {

void Printer::schema_command(const SchemaCommand& command) {
  if (command.action == SchemaAction::show) {
    switch (command.object) {
      case SchemaObject::index: return text("SHOW INDEXES");
      case SchemaObject::constraint: return text("SHOW CONSTRAINTS");
      case SchemaObject::functions: return text("SHOW FUNCTIONS");
      case SchemaObject::procedures: return text("SHOW PROCEDURES");
    }
  }
  const bool creates = command.action == SchemaAction::create;
  text(creates ? "CREATE " : "DROP ");
  if (command.full_text) text("FULLTEXT ");
  text(command.object == SchemaObject::index ? "INDEX" : "CONSTRAINT");
  if (!command.name.empty()) {
    text(" ");
    schema_name(command.name);
  }
  if (command.if_exists_clause) text(creates ? " IF NOT EXISTS" : " IF EXISTS");
  if (command.labels.empty()) return;
  // DROP by definition exists in the older form only.
  if (!creates && command.object == SchemaObject::index) {
    text(" ON :");
    schema_name(command.labels.front());
    text("(");
    for (std::size_t i = 0; i < command.properties.size(); ++i) {
      if (i > 0) text(", ");
      schema_name(command.properties[i]);
    }
    return text(")");
  }
  text(creates ? " FOR " : " ON ");
  schema_entity(command);
  if (command.object == SchemaObject::index) {
    text(command.full_text ? " ON EACH [" : " ON (");
    schema_properties(command);
    return text(command.full_text ? "]" : ")");
  }
  text(creates ? " REQUIRE (" : " ASSERT (");
  schema_properties(command);
  switch (command.constraint) {
    case ConstraintKind::unique: return text(") IS UNIQUE");
    case ConstraintKind::exists: return text(") IS NOT NULL");
    case ConstraintKind::type: text(") IS :: "); return text(command.type_name);
  }
}

void Printer::schema_entity(const SchemaCommand& command) {
  text(command.on_relationship ? "()-[e:" : "(e:");
  for (std::size_t i = 0; i < command.labels.size(); ++i) {
    if (i > 0) text("|");
    schema_name(command.labels[i]);
  }
  text(command.on_relationship ? "]-()" : ")");
}

void Printer::schema_properties(const SchemaCommand& command) {
  for (std::size_t i = 0; i < command.properties.size(); ++i) {
    if (i > 0) text(", ");
    text("e.");
    schema_name(command.properties[i]);
  }
}

}  // namespace entente::query
