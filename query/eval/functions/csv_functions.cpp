#include "query/eval/functions/function_groups.hpp"

namespace entente::query {
namespace {

/// Behind a LOAD CSV both are columns of its rows; they are only called where there is none.
Result<Value> no_csv(EvalContext& /*context*/, std::span<const Value> /*arguments*/) {
  return Value();
}

}  // namespace

const std::vector<FunctionInfo>& csv_functions() {
  static const std::vector<FunctionInfo> functions = {
      {.name = "file",
       .signature = "file() :: STRING",
       .description = "The absolute path of the file LOAD CSV is reading; null elsewhere.",
       .arguments_min = 0,
       .arguments_max = 0,
       .argument_types = {},
       .result = StaticType::string,
       .call = no_csv},
      {.name = "linenumber",
       .signature = "linenumber() :: INTEGER",
       .description = "The line of the file on which the row of LOAD CSV begins; null elsewhere.",
       .arguments_min = 0,
       .arguments_max = 0,
       .argument_types = {},
       .result = StaticType::integer,
       .call = no_csv},
  };
  return functions;
}

}  // namespace entente::query
