#include <array>

#include "query/ast/printer.hpp"

namespace entente::query {
namespace {

constexpr std::array<std::string_view, 5> index_words = {"RANGE", "TEXT", "POINT", "FULLTEXT",
                                                         "LOOKUP"};

}  // namespace

void Printer::schema_command(const SchemaCommand& command) {
  if (command.action == SchemaAction::show) return show(command);
  const bool creates = command.action == SchemaAction::create;
  text(creates ? "CREATE " : "DROP ");
  if (creates && command.index_type) {
    text(index_words[static_cast<std::size_t>(*command.index_type)]);
    text(" ");
  }
  text(command.object == SchemaObject::index ? "INDEX" : "CONSTRAINT");
  if (!command.name.empty()) {
    text(command.name_is_parameter ? " $" : " ");
    schema_name(command.name);
  }
  if (command.if_exists_clause) text(creates ? " IF NOT EXISTS" : " IF EXISTS");
  schema_object(command);
  if (!command.options) return;
  text(" OPTIONS ");
  expression(*command.options);
}

/// What an index or a constraint is on.
void Printer::schema_object(const SchemaCommand& command) {
  const bool creates = command.action == SchemaAction::create;
  if (command.index_type == SchemaIndexType::lookup) {
    return text(command.on_relationship ? " FOR ()-[e]-() ON EACH type(e)"
                                        : " FOR (e) ON EACH labels(e)");
  }
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
  if (command.object == SchemaObject::constraint) return schema_requirement(command);
  const bool each = command.index_type == SchemaIndexType::full_text;
  text(each ? " ON EACH [" : " ON (");
  schema_properties(command);
  text(each ? "]" : ")");
}

void Printer::schema_requirement(const SchemaCommand& command) {
  text(command.action == SchemaAction::create ? " REQUIRE (" : " ASSERT (");
  schema_properties(command);
  switch (*command.constraint) {
    case ConstraintKind::unique: return text(") IS UNIQUE");
    case ConstraintKind::key: return text(") IS KEY");
    case ConstraintKind::exists: return text(") IS NOT NULL");
    case ConstraintKind::type: text(") IS :: "); return text(command.type_name);
  }
}

void Printer::show(const SchemaCommand& command) {
  text("SHOW ");
  switch (command.object) {
    case SchemaObject::index:
      if (command.index_type) {
        text(index_words[static_cast<std::size_t>(*command.index_type)]);
        text(" ");
      }
      text("INDEXES");
      break;
    case SchemaObject::constraint: {
      static constexpr std::array<std::string_view, 3> entities = {"", "NODE ", "RELATIONSHIP "};
      static constexpr std::array<std::string_view, 4> kinds = {"UNIQUENESS ", "KEY ", "EXISTENCE ",
                                                                "PROPERTY TYPE "};
      text(entities[static_cast<std::size_t>(command.entity)]);
      if (command.constraint) text(kinds[static_cast<std::size_t>(*command.constraint)]);
      text("CONSTRAINTS");
      break;
    }
    case SchemaObject::functions: {
      static constexpr std::array<std::string_view, 3> origins = {"", "BUILT IN ", "USER DEFINED "};
      text(origins[static_cast<std::size_t>(command.functions)]);
      text("FUNCTIONS");
      break;
    }
    case SchemaObject::procedures: text("PROCEDURES");
  }
  where(command.where);
  if (command.yield) {
    text(" YIELD ");
    projection(command.yield->projection);
    where(command.yield->where);
  }
  if (command.result) {
    text(" RETURN ");
    projection(command.result->projection);
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
