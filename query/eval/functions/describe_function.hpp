#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "query/eval/function_registry.hpp"

namespace entente::query {

/// A function's entry with what every one has; the group adds types, result and code.
inline FunctionInfo describe_function(std::string_view name, std::string_view signature,
                                      std::string_view description, std::uint8_t arguments_min,
                                      std::uint8_t arguments_max) {
  FunctionInfo info;
  info.name = name;
  info.signature = signature;
  info.description = description;
  info.arguments_min = arguments_min;
  info.arguments_max = arguments_max;
  return info;
}

/// A function's entry with everything: types and code as well.
inline FunctionInfo describe_function(std::string_view name, std::string_view signature,
                                      std::string_view description, std::uint8_t arguments_min,
                                      std::uint8_t arguments_max,
                                      std::vector<std::vector<StaticType>> argument_types,
                                      StaticType result, FunctionInfo::Call call) {
  FunctionInfo info = describe_function(name, signature, description, arguments_min, arguments_max);
  info.argument_types = std::move(argument_types);
  info.result = result;
  info.call = call;
  return info;
}

}  // namespace entente::query
