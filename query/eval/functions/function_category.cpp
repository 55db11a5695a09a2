#include "query/eval/functions/function_category.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "query/eval/functions/function_groups.hpp"

namespace entente::query {

std::string_view function_category(const FunctionInfo& function) {
  if (function.aggregate) return "Aggregating";
  using Group = const std::vector<FunctionInfo>& (*)();
  static constexpr std::array<std::pair<Group, std::string_view>, 10> groups = {{
      {clock_functions, "Temporal"},
      {duration_functions, "Temporal"},
      {temporal_functions, "Temporal"},
      {truncation_functions, "Temporal"},
      {math_functions, "Numeric"},
      {trigonometric_functions, "Trigonometric"},
      {string_functions, "String"},
      {point_functions, "Spatial"},
      {text_search_functions, "String"},
      {csv_functions, "Load CSV"},
  }};
  for (const auto& [group, category] : groups) {
    const std::vector<FunctionInfo>& functions = group();
    const bool found = std::any_of(functions.begin(), functions.end(),
                                   [&](const FunctionInfo& f) { return f.name == function.name; });
    if (found) return category;
  }
  static constexpr std::array<std::string_view, 7> lists = {
      "keys", "labels", "nodes", "range", "relationships", "reverse", "tail"};
  if (std::find(lists.begin(), lists.end(), function.name) != lists.end()) return "List";
  return "Scalar";
}

}  // namespace entente::query
