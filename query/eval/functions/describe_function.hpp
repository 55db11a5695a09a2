#pragma once

#include <cstdint>
#include <string_view>

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

}  // namespace entente::query
