#pragma once

#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"

/// Shared shape of functions that map numbers to a number.
namespace entente::query {

/// Applies a function of one number; null for null.
template <class Function>
Result<Value> map_number(std::string_view name, const Value& value, Function function) {
  if (value.is_null()) return Value();
  if (!value.is_number()) return argument_error(name, "a number", value);
  return Value(static_cast<double>(function(value.as_number())));
}

/// Describes a function of `arguments` numbers.
inline FunctionInfo numeric_function(std::string_view name, std::string_view signature,
                                     std::string_view description, std::uint8_t arguments,
                                     FunctionInfo::Call call,
                                     StaticType result = StaticType::floating) {
  FunctionInfo info = describe_function(name, signature, description, arguments, arguments);
  if (arguments > 0) {
    info.argument_types = {{StaticType::integer, StaticType::floating, StaticType::number}};
  }
  info.result = result;
  info.call = call;
  return info;
}

}  // namespace entente::query
