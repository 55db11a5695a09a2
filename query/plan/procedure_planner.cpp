#include <algorithm>

#include "query/plan/plan_context.hpp"

namespace entente::query {

Result<LogicalOperatorPtr> plan_call_procedure(PlanContext& context,
                                               const CallProcedureClause& clause,
                                               LogicalOperatorPtr input,
                                               std::vector<Slot>& result) {
  auto call = make_operator<CallProcedure>();
  call->procedure = context.procedures.find(clause.name);
  assert(call->procedure != nullptr);
  for (const auto& argument : clause.arguments) {
    ENTENTE_TRY(prepare(context, *argument));
    call->arguments.push_back(argument.get());
  }
  call->implicit_arguments = !clause.explicit_arguments;
  const auto& outputs = call->procedure->outputs();
  for (const auto& item : clause.yield) {
    const auto output = std::find_if(outputs.begin(), outputs.end(),
                                     [&](const auto& o) { return o.name == item.column; });
    const auto index = static_cast<std::size_t>(output - outputs.begin());
    call->yield.emplace_back(index, context.slot_of(&item));
  }
  if (const auto all = context.info.procedure_outputs.find(&clause);
      all != context.info.procedure_outputs.end()) {
    for (std::size_t i = 0; i < all->second.size(); ++i)
      call->yield.emplace_back(i, all->second[i]);
  }
  call->unit = outputs.empty();
  if (clause.standalone) {
    result.clear();
    for (const auto& [index, slot] : call->yield) result.push_back(slot);
  }
  if (!clause.optional || call->unit) {
    LogicalOperatorPtr op = context.add(std::move(call), std::move(input));
    if (!clause.where) return op;
    return context.add_filter(*clause.where, std::move(op));
  }
  auto optional = make_operator<Optional>();
  for (const auto& [index, slot] : call->yield) optional->nullable.push_back(slot);
  LogicalOperatorPtr right = context.add(std::move(call), PlanContext::argument());
  if (clause.where) {
    ENTENTE_ASSIGN(right, context.add_filter(*clause.where, std::move(right)));
  }
  return context.add(std::move(optional), std::move(input), std::move(right));
}

}  // namespace entente::query
