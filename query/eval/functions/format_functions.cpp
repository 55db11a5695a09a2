#include "query/eval/arithmetic.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/temporal_format.hpp"
#include "query/eval/temporal_parts.hpp"

namespace entente::query {
namespace {

/// format(value, pattern); without a pattern as toString() writes it.
Result<Value> format(EvalContext& /*context*/, std::span<const Value> arguments) {
  const Value& value = arguments[0];
  if (value.is_null() || arguments.back().is_null()) return Value();
  const bool duration = value.is(ValueKind::duration);
  if (!duration && !is_temporal_instant(value)) {
    return argument_error("format", "a temporal value or a DURATION", value);
  }
  if (arguments.size() == 1) return Value(scalar_text(value));
  if (!arguments[1].is_string()) {
    return argument_error("format", "a STRING as pattern", arguments[1]);
  }
  const std::string_view pattern = arguments[1].as_string();
  ENTENTE_ASSIGN(std::string text, duration ? format_duration(value.as_duration(), pattern)
                                            : format_instant(value, pattern));
  return Value(std::move(text));
}

}  // namespace

const std::vector<FunctionInfo>& format_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = {
      {.name = "format",
       .signature = "format(value :: DATE | LOCAL TIME | ZONED TIME | LOCAL DATETIME | ZONED "
                    "DATETIME | DURATION, pattern :: STRING) :: STRING",
       .description = "A temporal value as a text of the form that a pattern describes.",
       .arguments_min = 1,
       .arguments_max = 2,
       .argument_types = {{T::temporal, T::duration}, {T::string}},
       .result = T::string,
       .call = format},
  };
  return functions;
}

}  // namespace entente::query
