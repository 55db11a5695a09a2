#include "query/ast/literals.hpp"
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

std::optional<SchemaIndexType> index_type_of(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::range_flag: return SchemaIndexType::range;
    case SyntaxKind::text_flag: return SchemaIndexType::text;
    case SyntaxKind::point_flag: return SchemaIndexType::point;
    case SyntaxKind::fulltext_flag: return SchemaIndexType::full_text;
    case SyntaxKind::lookup_flag: return SchemaIndexType::lookup;
    default: return std::nullopt;
  }
}

std::optional<ConstraintKind> constraint_of(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::is_unique:
    case SyntaxKind::unique_filter: return ConstraintKind::unique;
    case SyntaxKind::is_key: return ConstraintKind::key;
    case SyntaxKind::is_not_null:
    case SyntaxKind::required_exists:
    case SyntaxKind::exists_filter: return ConstraintKind::exists;
    case SyntaxKind::type_test:
    case SyntaxKind::type_filter: return ConstraintKind::type;
    default: return std::nullopt;
  }
}

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
    if (kind.action == SchemaAction::show) add_show_rest(statement, command);
    return command;
  }
  return std::nullopt;
}

void TreeBuilder::add_schema_details(SyntaxRef node, SchemaCommand& command) {
  std::string variable;
  bool each = false;
  for (const SyntaxRef child : node.children()) {
    if (const auto type = index_type_of(child.kind())) command.index_type = type;
    if (const auto kind = constraint_of(child.kind())) command.constraint = kind;
    switch (child.kind()) {
      case SyntaxKind::parameter:
        command.name_is_parameter = true;
        command.name = decode_name(child.text().substr(1));
        command.name_span = child.span();
        break;
      case SyntaxKind::schema_name:
        command.name = name_of(child);
        command.name_span = child.span();
        break;
      case SyntaxKind::if_exists:
      case SyntaxKind::if_not_exists: command.if_exists_clause = true; break;
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
      case SyntaxKind::each_list: each = true; [[fallthrough]];
      case SyntaxKind::required_exists: add_schema_properties(child, variable, command); break;
      case SyntaxKind::schema_property: add_schema_property(child, variable, command); break;
      case SyntaxKind::type_test:
        command.type_name = build_type_name(child.child(SyntaxKind::value_type));
        break;
      case SyntaxKind::node_word: command.entity = SchemaEntity::node; break;
      case SyntaxKind::relationship_word: command.entity = SchemaEntity::relationship; break;
      case SyntaxKind::built_in_flag: command.functions = FunctionOrigin::built_in; break;
      case SyntaxKind::user_defined_flag: command.functions = FunctionOrigin::user_defined; break;
      case SyntaxKind::schema_options: command.options = build_atom(child.first()); break;
      default: break;
    }
  }
  if (command.action != SchemaAction::create) return;
  if (command.object == SchemaObject::index) check_created_index(node, each, command);
  if (command.object == SchemaObject::constraint) check_created_constraint(node, command);
}

void TreeBuilder::check_created_index(SyntaxRef node, bool each, SchemaCommand& command) {
  if (!command.index_type) command.index_type = SchemaIndexType::range;
  const SchemaIndexType type = *command.index_type;
  const SyntaxRef lookup = node.child(SyntaxKind::lookup_function);
  if (type == SchemaIndexType::lookup) {
    if (!lookup) {
      fail_syntax(node.span(), "a lookup index is on all labels or all types",
                  "write FOR (n) ON EACH labels(n), or FOR ()-[r]-() ON EACH type(r)");
    } else if (!command.labels.empty()) {
      fail_syntax(command.label_spans[0], "a lookup index is on all labels or all types");
    } else if (lookup.has(SyntaxKind::labels_word) == command.on_relationship) {
      fail_syntax(lookup.span(), "nodes have labels(n), relationships have type(r)");
    }
    return;
  }
  if (lookup) {
    fail_syntax(lookup.span(), "only lookup indexes are on labels or types as such",
                "write CREATE LOOKUP INDEX …, or ON (n.key)");
  } else if (command.labels.empty()) {
    fail_syntax(node.span(), "an index needs a label or a relationship type",
                "write FOR (n:Label) or FOR ()-[r:TYPE]-()");
  } else if (type == SchemaIndexType::full_text && !each) {
    fail_syntax(node.span(), "a full-text index lists its properties after ON EACH",
                "write ON EACH [n.title, n.text]");
  } else if (type != SchemaIndexType::full_text && each) {
    fail_syntax(node.span(), "ON EACH is for full-text indexes", "write ON (n.key)");
  } else if (type != SchemaIndexType::full_text && command.labels.size() > 1) {
    fail_syntax(command.label_spans[1], "only full-text indexes take several labels");
  } else if ((type == SchemaIndexType::text || type == SchemaIndexType::point) &&
             command.properties.size() > 1) {
    fail_syntax(command.property_spans[1], "text and point indexes are on one property each");
  }
}

void TreeBuilder::check_created_constraint(SyntaxRef node, SchemaCommand& command) {
  const SchemaEntity written = command.entity;
  command.entity = SchemaEntity::any;
  const bool one =
      command.constraint == ConstraintKind::exists || command.constraint == ConstraintKind::type;
  if (written != SchemaEntity::any &&
      (written == SchemaEntity::relationship) != command.on_relationship) {
    fail_syntax(node.span(), "the constraint names nodes and relationships at once",
                "write IS NODE UNIQUE for nodes, IS RELATIONSHIP UNIQUE for relationships");
  } else if (command.labels.empty()) {
    fail_syntax(node.span(), "a constraint needs a label or a relationship type",
                "write FOR (n:Label) or FOR ()-[r:TYPE]-()");
  } else if (command.labels.size() > 1) {
    fail_syntax(command.label_spans[1], "a constraint is for one label or relationship type");
  } else if (one && command.properties.size() > 1) {
    fail_syntax(command.property_spans[1], "IS NOT NULL and IS :: are about one property",
                "create a constraint for each property");
  }
}

/// What follows SHOW INDEXES and the like.
void TreeBuilder::add_show_rest(SyntaxRef statement, SchemaCommand& command) {
  command.where = build_where(statement, SyntaxKind::where_clause);
  if (const SyntaxRef yield = statement.child(SyntaxKind::show_yield)) {
    add_show_yield(yield, command);
  }
  if (const SyntaxRef result = statement.child(SyntaxKind::return_clause)) {
    command.result = std::make_unique<ReturnClause>();
    command.result->span = result.span();
    command.result->projection = build_projection(result.child(SyntaxKind::projection_body));
  }
}

void TreeBuilder::add_show_yield(SyntaxRef node, SchemaCommand& command) {
  auto yield = std::make_unique<WithClause>();
  yield->span = node.span();
  Projection& projection = yield->projection;
  projection.span = node.span();
  projection.star = node.has(SyntaxKind::yield_star);
  for (const SyntaxRef child : node.children()) {
    if (child.is(SyntaxKind::order_by)) {
      projection.order_by = build_order_by(child);
    } else if (child.is(SyntaxKind::skip) || child.is(SyntaxKind::limit)) {
      (child.is(SyntaxKind::skip) ? projection.skip : projection.limit) =
          build_expression(child.first());
    } else if (child.is(SyntaxKind::yield_item)) {
      const SyntaxRef column = child.child(SyntaxKind::yield_column);
      const SyntaxRef alias = child.child(SyntaxKind::alias);
      auto variable = std::make_unique<VariableExpression>();
      variable->name = name_of(column);
      variable->span = column.span();
      const SyntaxRef name = alias ? alias.first() : column;
      projection.items.push_back(
          {std::move(variable), name_of(name), static_cast<bool>(alias), name.span()});
    }
  }
  yield->where = build_where(node, SyntaxKind::where_clause);
  command.yield = std::move(yield);
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
