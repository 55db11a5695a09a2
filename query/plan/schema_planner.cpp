#include "query/plan/plan_context.hpp"
#include "query/plan/schema_columns.hpp"

namespace entente::query {

const std::vector<std::string>& show_columns(SchemaObject object) {
  static const std::vector<std::string> index = {"id", "name", "type", "label", "properties"};
  static const std::vector<std::string> constraint = {"id", "name", "type", "label", "properties"};
  static const std::vector<std::string> functions = {"name", "signature", "description",
                                                     "aggregating"};
  static const std::vector<std::string> procedures = {"name", "signature", "mode"};
  switch (object) {
    case SchemaObject::index: return index;
    case SchemaObject::constraint: return constraint;
    case SchemaObject::functions: return functions;
    case SchemaObject::procedures: break;
  }
  return procedures;
}

Result<LogicalOperatorPtr> plan_schema_command(PlanContext& context, const SchemaCommand& command) {
  auto op = make_operator<SchemaOperator>();
  op->command = &command;
  if (command.action != SchemaAction::show) {
    context.plan.schema_change = true;
    context.plan.updating = true;
    return context.add(make_operator<EmptyResult>(), std::move(op));
  }
  auto produce = make_operator<ProduceResults>();
  for (const auto& column : show_columns(command.object)) {
    op->slots.push_back(context.fresh(StaticType::any, column));
    produce->names.push_back(column);
  }
  produce->slots = op->slots;
  context.plan.columns = produce->names;
  return context.add(std::move(produce), std::move(op));
}

}  // namespace entente::query
