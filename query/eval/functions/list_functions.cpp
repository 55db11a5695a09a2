#include <algorithm>
#include <limits>

#include "query/eval/comparison.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/unicode.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

Value to_size(std::size_t size) { return Value(static_cast<std::int64_t>(size)); }

Result<Value> size(EvalContext& /*context*/, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_null()) return Value();
  if (value.is_list()) return to_size(value.as_list().size());
  if (value.is_string()) return to_size(code_point_count(value.as_string()));
  return argument_error("size", "a LIST or STRING", value);
}

Result<Value> is_empty(EvalContext& /*context*/, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_null()) return Value();
  if (value.is_list()) return Value(value.as_list().empty());
  if (value.is_string()) return Value(value.as_string().empty());
  if (value.is_map()) return Value(value.as_map().empty());
  return argument_error("isEmpty", "a LIST, STRING or MAP", value);
}

Result<Value> head(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_list()) return argument_error("head", "a LIST", arguments[0]);
  const ValueList& items = arguments[0].as_list();
  return items.empty() ? Value() : items.front();
}

Result<Value> last(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_list()) return argument_error("last", "a LIST", arguments[0]);
  const ValueList& items = arguments[0].as_list();
  return items.empty() ? Value() : items.back();
}

Result<Value> tail(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_list()) return argument_error("tail", "a LIST", arguments[0]);
  const ValueList& items = arguments[0].as_list();
  if (items.empty()) return arguments[0];
  return Value(ValueList(items.begin() + 1, items.end()));
}

Result<Value> reverse(EvalContext& /*context*/, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_null()) return Value();
  if (value.is_string()) return Value(reverse_text(value.as_string()));
  if (!value.is_list()) return argument_error("reverse", "a LIST or STRING", value);
  return Value(ValueList(value.as_list().rbegin(), value.as_list().rend()));
}

Result<Value> range(EvalContext& context, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (argument.is_null()) return Value();
    if (!argument.is_integer()) {
      return Error::runtime(
          ErrorClass::argument_error, "InvalidArgumentType",
          "range() needs INTEGER arguments, not " + std::string(to_string(argument.kind())));
    }
  }
  const std::int64_t first = arguments[0].as_integer();
  const std::int64_t end = arguments[1].as_integer();
  const std::int64_t step = arguments.size() > 2 ? arguments[2].as_integer() : 1;
  if (step == 0) return range_error("the step of range() must not be 0");
  if (step > 0 ? first > end : first < end) return Value(ValueList());
  const __int128 distance =
      step > 0 ? static_cast<__int128>(end) - first : static_cast<__int128>(first) - end;
  const __int128 magnitude = step > 0 ? static_cast<__int128>(step) : -static_cast<__int128>(step);
  const __int128 count = distance / magnitude + 1;
  if (count > static_cast<__int128>(list_length_max)) {
    return Error::plain(ErrorClass::limit_exceeded, "range() would make a list of more than " +
                                                        std::to_string(list_length_max) + " items");
  }
  ENTENTE_TRY(context.memory.check(static_cast<std::size_t>(count) * sizeof(Value)));
  ValueList items;
  items.reserve(static_cast<std::size_t>(count));
  for (__int128 i = 0; i < count; ++i) {
    items.emplace_back(static_cast<std::int64_t>(first + i * step));
  }
  return Value(std::move(items));
}

/// Compiled specially, so that later arguments are evaluated only when needed; this is its meaning.
Result<Value> coalesce(EvalContext& /*context*/, Arguments arguments) {
  const auto found = std::find_if(arguments.begin(), arguments.end(),
                                  [](const Value& value) { return !value.is_null(); });
  return found == arguments.end() ? Value() : *found;
}

Result<Value> null_if(EvalContext& /*context*/, Arguments arguments) {
  return equals(arguments[0], arguments[1]).value_or(false) ? Value() : arguments[0];
}

}  // namespace

const std::vector<FunctionInfo>& list_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = {
      {.name = "size",
       .signature = "size(input :: LIST<ANY> | STRING) :: INTEGER",
       .description = "The number of items of a list or characters of a text.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::list, T::relationship_list, T::string}},
       .result = T::integer,
       .call = size},
      {.name = "isEmpty",
       .signature = "isEmpty(input :: LIST<ANY> | STRING | MAP) :: BOOLEAN",
       .description = "True for a list, text or map without content.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::list, T::relationship_list, T::string, T::map}},
       .result = T::boolean,
       .call = is_empty},
      {.name = "head",
       .signature = "head(list :: LIST<ANY>) :: ANY",
       .description = "The first item of a list.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::list, T::relationship_list}},
       .result = T::any,
       .call = head},
      {.name = "last",
       .signature = "last(list :: LIST<ANY>) :: ANY",
       .description = "The last item of a list.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::list, T::relationship_list}},
       .result = T::any,
       .call = last},
      {.name = "tail",
       .signature = "tail(list :: LIST<ANY>) :: LIST<ANY>",
       .description = "A list without its first item.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::list, T::relationship_list}},
       .result = T::list,
       .call = tail},
      {.name = "reverse",
       .signature = "reverse(input :: LIST<ANY> | STRING) :: LIST<ANY> | STRING",
       .description = "The items or characters in reverse order.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::list, T::relationship_list, T::string}},
       .result = T::any,
       .call = reverse},
      {.name = "range",
       .signature = "range(start :: INTEGER, end :: INTEGER, step = 1 :: INTEGER) :: LIST<INTEGER>",
       .description = "The integers from start to end, both included.",
       .arguments_min = 2,
       .arguments_max = 3,
       .argument_types = {},
       .result = T::list,
       .call = range},
      {.name = "coalesce",
       .signature = "coalesce(input :: ANY, …) :: ANY",
       .description = "The first argument that is not null.",
       .arguments_min = 1,
       .arguments_max = 255,
       .argument_types = {},
       .result = T::any,
       .call = coalesce},
      {.name = "nullIf",
       .signature = "nullIf(v1 :: ANY, v2 :: ANY) :: ANY",
       .description = "The first argument, or null if it equals the second.",
       .arguments_min = 2,
       .arguments_max = 2,
       .argument_types = {},
       .result = T::any,
       .call = null_if},
  };
  return functions;
}

}  // namespace entente::query
