#pragma once

#include <string_view>

#include "query/eval/function_registry.hpp"

namespace entente::query {

/// The word of the Cypher manual for the kind of a function: "Aggregating", "String", ….
std::string_view function_category(const FunctionInfo& function);

}  // namespace entente::query
