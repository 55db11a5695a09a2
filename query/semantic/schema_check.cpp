#include "query/eval/schema_columns.hpp"
#include "query/eval/type_descriptor.hpp"
#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {

Status Analysis::check_schema_command(const SchemaCommand& command) {
  info_.updating = command.action != SchemaAction::show;
  if (command.action == SchemaAction::show) return check_show(command);
  if (command.options) {
    ENTENTE_TRY(check(*command.options, Scope{}, ExpressionUse{}));
  }
  if (command.action == SchemaAction::create && command.constraint == ConstraintKind::type) {
    auto type = TypeDescriptor::parse(command.type_name);
    if (!type) {
      Error error = std::move(type).error();
      error.span = command.span;
      return error;
    }
    if (!type->property_type()) {
      return messages::syntax(
          "UnexpectedSyntax", "`" + command.type_name + "` is no type a property can be held to",
          command.span,
          "write scalar types such as STRING or INTEGER, LIST<STRING NOT NULL>, or several of "
          "them joined by |");
    }
  }
  return {};
}

/// SHOW gives rows of columns, which what follows sees as variables.
Status Analysis::check_show(const SchemaCommand& command) {
  Scope scope;
  std::vector<std::pair<std::string, Slot>> result;
  for (const ShowColumn& column : show_columns(command.object)) {
    const Slot slot = new_symbol(std::string(column.name), Type{StaticType::any}, command.span);
    scope.bind(std::string(column.name), slot);
    info_.show_columns.push_back(slot);
    if (column.shown) result.emplace_back(column.name, slot);
  }
  if (command.where) ENTENTE_TRY(check_predicate(*command.where, scope, "WHERE"));
  if (command.yield) {
    const Projection& projection = command.yield->projection;
    ENTENTE_TRY(check_with(*command.yield, scope));
    result.clear();
    // In the order of the columns, not of their names.
    if (projection.star) {
      for (const ShowColumn& column : show_columns(command.object)) {
        result.emplace_back(column.name, *scope.find(column.name));
      }
    }
    for (const auto& item : projection.items)
      result.emplace_back(item.name, *scope.find(item.name));
  }
  if (command.result) {
    result.clear();
    ENTENTE_TRY(check_return(*command.result, scope, result));
  }
  for (const auto& [name, slot] : result) {
    info_.columns.push_back(name);
    info_.show_result.push_back(slot);
  }
  return {};
}

}  // namespace entente::query
