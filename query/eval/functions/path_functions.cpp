#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

Result<Value> nodes(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_path()) return argument_error("nodes", "a PATH", arguments[0]);
  return Value(arguments[0].as_path().nodes);
}

Result<Value> relationships(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_path()) return argument_error("relationships", "a PATH", arguments[0]);
  return Value(arguments[0].as_path().relationships);
}

Result<Value> length(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_path()) return argument_error("length", "a PATH", arguments[0]);
  return Value(static_cast<std::int64_t>(arguments[0].as_path().length()));
}

}  // namespace

const std::vector<FunctionInfo>& path_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = {
      {.name = "nodes",
       .signature = "nodes(path :: PATH) :: LIST<NODE>",
       .description = "The nodes of a path in order.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::path}},
       .result = T::list,
       .call = nodes},
      {.name = "relationships",
       .signature = "relationships(path :: PATH) :: LIST<RELATIONSHIP>",
       .description = "The relationships of a path in order.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::path}},
       .result = T::list,
       .call = relationships},
      {.name = "length",
       .signature = "length(path :: PATH) :: INTEGER",
       .description = "The number of relationships in a path.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::path}},
       .result = T::integer,
       .call = length},
  };
  return functions;
}

}  // namespace entente::query
