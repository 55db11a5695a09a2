#include "query/exec/aggregate_state.hpp"

#include "query/eval/function_registry.hpp"

namespace entente::query {

Result<AggregateStatePtr> make_aggregate_state(const FunctionCallExpression& call, bool grouped,
                                               Builder& builder) {
  const FunctionInfo* function = find_function(call.name);
  if (function == nullptr || !function->aggregate) {
    return Error::plain(ErrorClass::internal, call.name + " is not an aggregate");
  }
  std::vector<CompiledExpressionPtr> arguments;
  for (const ExpressionPtr& argument : call.arguments) {
    ENTENTE_ASSIGN(arguments.emplace_back(), builder.compile(*argument));
  }
  if (function->name == "count" && (call.star || !call.distinct)) {
    return make_count_state(call.star ? nullptr : std::move(arguments.front()));
  }
  if (function->name == "count" && !grouped) {
    return make_count_distinct_state(std::move(arguments.front()), builder.runtime());
  }
  if (function->name == "min" || function->name == "max") {
    return make_extremum_state(std::move(arguments.front()), function->name == "max");
  }
  if ((function->name == "sum" || function->name == "avg") && !call.distinct) {
    ENTENTE_ASSIGN(auto argument, builder.compile(*call.arguments.front()));
    return make_number_state(std::move(argument), function->name == "avg", call.span,
                             make_accumulator_state(*function, call, std::move(arguments)));
  }
  return make_accumulator_state(*function, call, std::move(arguments));
}

}  // namespace entente::query
