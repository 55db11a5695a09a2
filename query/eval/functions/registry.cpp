#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_map>

#include "query/eval/function_registry.hpp"
#include "query/eval/functions/function_groups.hpp"

namespace entente::query {
namespace {

std::string lower(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

using Registry = std::unordered_map<std::string, const FunctionInfo*>;

const Registry& registry() {
  static const Registry all = [] {
    Registry map;
    for (const auto* group :
         {&aggregate_functions(),     &alias_functions(),      &clock_functions(),
          &collection_functions(),    &conversion_functions(), &csv_functions(),
          &duration_functions(),      &element_functions(),    &evidence_functions(),
          &format_functions(),        &identity_functions(),   &list_functions(),
          &math_functions(),          &path_functions(),       &point_functions(),
          &string_functions(),        &temporal_functions(),   &text_search_functions(),
          &trigonometric_functions(), &truncation_functions()}) {
      for (const FunctionInfo& function : *group) {
        const bool added = map.emplace(lower(function.name), &function).second;
        assert(added);
        (void)added;
      }
    }
    return map;
  }();
  return all;
}

}  // namespace

const FunctionInfo* find_function(std::string_view name) {
  const auto it = registry().find(lower(name));
  return it == registry().end() ? nullptr : it->second;
}

std::vector<const FunctionInfo*> all_functions() {
  std::vector<const FunctionInfo*> functions;
  functions.reserve(registry().size());
  for (const auto& [name, function] : registry()) functions.push_back(function);
  std::sort(functions.begin(), functions.end(),
            [](const auto* a, const auto* b) { return lower(a->name) < lower(b->name); });
  return functions;
}

}  // namespace entente::query
