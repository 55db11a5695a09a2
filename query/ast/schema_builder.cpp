#include "query/ast/tree_builder.hpp"

namespace entente::query {
namespace {

struct SchemaKind {
  SyntaxKind node;
  SchemaAction action;
  SchemaObject object;
};
constexpr SchemaKind schema_kinds[] = {
    {SyntaxKind::create_index, SchemaAction::create, SchemaObject::index},
    {SyntaxKind::create_constraint, SchemaAction::create, SchemaObject::constraint},
    {SyntaxKind::drop_index, SchemaAction::drop, SchemaObject::index},
    {SyntaxKind::drop_constraint, SchemaAction::drop, SchemaObject::constraint},
    {SyntaxKind::show_indexes, SchemaAction::show, SchemaObject::index},
    {SyntaxKind::show_constraints, SchemaAction::show, SchemaObject::constraint},
    {SyntaxKind::show_functions, SchemaAction::show, SchemaObject::functions},
    {SyntaxKind::show_procedures, SchemaAction::show, SchemaObject::procedures},
};

}  // namespace

std::optional<SchemaCommand> TreeBuilder::build_schema(SyntaxRef statement) {
  for (const SchemaKind& kind : schema_kinds) {
    const SyntaxRef node = statement.child(kind.node);
    if (!node) continue;
    SchemaCommand command;
    command.action = kind.action;
    command.object = kind.object;
    command.span = node.span();
    add_schema_details(node, command);
    return command;
  }
  return std::nullopt;
}

void TreeBuilder::add_schema_details(SyntaxRef node, SchemaCommand& command) {
  std::string variable;
  bool each = false;
  for (const SyntaxRef child : node.children()) {
    switch (child.kind()) {
      case SyntaxKind::schema_name:
        command.name = name_of(child);
        command.name_span = child.span();
        break;
      case SyntaxKind::if_exists:
      case SyntaxKind::if_not_exists: command.if_exists_clause = true; break;
      case SyntaxKind::fulltext_flag: command.full_text = true; break;
      case SyntaxKind::schema_relationship:
      case SyntaxKind::schema_node:
        command.on_relationship = child.is(SyntaxKind::schema_relationship);
        command.labels = build_label_list(child, command.label_spans);
        variable = name_of(child.child(SyntaxKind::schema_variable));
        break;
      case SyntaxKind::old_index:
        command.labels = build_label_list(child, command.label_spans);
        add_schema_properties(child, {}, command);
        break;
      case SyntaxKind::each_list:
        each = true;
        add_schema_properties(child, variable, command);
        break;
      case SyntaxKind::required_exists:
        command.constraint = ConstraintKind::exists;
        add_schema_properties(child, variable, command);
        break;
      case SyntaxKind::schema_property: add_schema_property(child, variable, command); break;
      case SyntaxKind::is_not_null: command.constraint = ConstraintKind::exists; break;
      case SyntaxKind::type_test:
        command.constraint = ConstraintKind::type;
        command.type_name = build_type_name(child.child(SyntaxKind::value_type));
        break;
      default: break;  // IS UNIQUE is the default.
    }
  }
  if (command.full_text && !each) {
    fail_syntax(node.span(), "a full-text index lists its properties after ON EACH",
                "write ON EACH [n.title, n.text]");
  } else if (each && !command.full_text) {
    fail_syntax(node.span(), "ON EACH is for full-text indexes", "write ON (n.key)");
  } else if (!command.full_text && command.labels.size() > 1) {
    fail_syntax(command.label_spans[1], "only full-text indexes take several labels");
  }
}

void TreeBuilder::add_schema_properties(SyntaxRef node, const std::string& variable,
                                        SchemaCommand& command) {
  for (const SyntaxRef child : node.children()) {
    if (child.is(SyntaxKind::schema_property)) add_schema_property(child, variable, command);
    if (!child.is(SyntaxKind::property_key_name)) continue;
    command.properties.push_back(name_of(child));
    command.property_spans.push_back(child.span());
  }
}

void TreeBuilder::add_schema_property(SyntaxRef node, const std::string& variable,
                                      SchemaCommand& command) {
  const SyntaxRef owner = node.child(SyntaxKind::schema_variable);
  const SyntaxRef key = node.child(SyntaxKind::property_key_name);
  if (name_of(owner) != variable) {
    fail_syntax(owner.span(), "the property belongs to another variable than the pattern's",
                "write " + variable + "." + std::string(key.text()), "UndefinedVariable");
  }
  command.properties.push_back(name_of(key));
  command.property_spans.push_back(key.span());
}

}  // namespace entente::query
