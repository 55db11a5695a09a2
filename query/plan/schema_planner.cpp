#include "query/plan/plan_context.hpp"

namespace entente::query {
namespace {

/// The rows of SHOW, and what YIELD, WHERE and RETURN make of them.
Result<LogicalOperatorPtr> plan_show(PlanContext& context, const SchemaCommand& command,
                                     LogicalOperatorPtr op) {
  std::vector<Slot> result;
  if (command.where) {
    ENTENTE_ASSIGN(op, context.add_filter(*command.where, std::move(op)));
  }
  if (command.yield) {
    ENTENTE_ASSIGN(op, plan_projection(context, command.yield->projection, std::move(op), result));
    if (command.yield->where) {
      ENTENTE_ASSIGN(op, context.add_filter(*command.yield->where, std::move(op)));
    }
  }
  if (command.result) {
    ENTENTE_ASSIGN(op, plan_projection(context, command.result->projection, std::move(op), result));
  }
  auto produce = make_operator<ProduceResults>();
  produce->names = context.info.columns;
  produce->slots = context.info.show_result;
  return context.add(std::move(produce), std::move(op));
}

}  // namespace

Result<LogicalOperatorPtr> plan_schema_command(PlanContext& context, const SchemaCommand& command) {
  auto op = make_operator<SchemaOperator>();
  op->command = &command;
  ENTENTE_TRY(prepare(context, command.options));
  if (command.action == SchemaAction::show) {
    op->slots = context.info.show_columns;
    return plan_show(context, command, std::move(op));
  }
  context.plan.schema_change = true;
  context.plan.updating = true;
  return context.add(make_operator<EmptyResult>(), std::move(op));
}

}  // namespace entente::query
