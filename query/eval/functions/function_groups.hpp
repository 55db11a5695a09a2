#pragma once

#include <span>
#include <vector>

#include "query/eval/function_registry.hpp"

/// The groups of functions; each is defined in the file of its group and put together by the
/// registry.
namespace entente::query {

const std::vector<FunctionInfo>& aggregate_functions();
const std::vector<FunctionInfo>& alias_functions();
const std::vector<FunctionInfo>& clock_functions();
const std::vector<FunctionInfo>& collection_functions();
const std::vector<FunctionInfo>& conversion_functions();
const std::vector<FunctionInfo>& csv_functions();
const std::vector<FunctionInfo>& duration_functions();
const std::vector<FunctionInfo>& element_functions();
const std::vector<FunctionInfo>& evidence_functions();
const std::vector<FunctionInfo>& format_functions();
const std::vector<FunctionInfo>& identity_functions();
const std::vector<FunctionInfo>& list_functions();
const std::vector<FunctionInfo>& math_functions();
const std::vector<FunctionInfo>& path_functions();
const std::vector<FunctionInfo>& point_functions();
const std::vector<FunctionInfo>& string_functions();
const std::vector<FunctionInfo>& text_search_functions();
const std::vector<FunctionInfo>& temporal_functions();
const std::vector<FunctionInfo>& trigonometric_functions();
const std::vector<FunctionInfo>& truncation_functions();

}  // namespace entente::query
