#include <array>
#include <cassert>

#include "query/eval/functions/function_groups.hpp"

/// The names that ISO/IEC 39075 (GQL) has for functions of Cypher.
namespace entente::query {
namespace {

struct Alias {
  std::string_view name;
  std::string_view signature;
  std::string_view description;
  std::string_view original;
};

constexpr std::array<Alias, 14> aliases = {{
    {"ceiling", "ceiling(input :: FLOAT) :: FLOAT", "The same as ceil().", "ceil"},
    {"ln", "ln(input :: FLOAT) :: FLOAT", "The same as log().", "log"},
    {"collect_list", "collect_list(input :: ANY) :: LIST<ANY>", "The same as collect().",
     "collect"},
    {"percentile_cont", "percentile_cont(input :: FLOAT, percentile :: FLOAT) :: FLOAT",
     "The same as percentileCont().", "percentileCont"},
    {"percentile_disc",
     "percentile_disc(input :: INTEGER | FLOAT, percentile :: FLOAT) :: INTEGER | FLOAT",
     "The same as percentileDisc().", "percentileDisc"},
    {"stddev_samp", "stddev_samp(input :: FLOAT) :: FLOAT", "The same as stDev().", "stDev"},
    {"stddev_pop", "stddev_pop(input :: FLOAT) :: FLOAT", "The same as stDevP().", "stDevP"},
    {"element_id", "element_id(element :: NODE | RELATIONSHIP) :: STRING",
     "The same as elementId().", "elementId"},
    {"path_length", "path_length(path :: PATH) :: INTEGER", "The same as length().", "length"},
    {"duration_between", "duration_between(from :: ANY, to :: ANY) :: DURATION",
     "The same as duration.between().", "duration.between"},
    {"local_time", "local_time(input = now :: MAP | STRING | TIME) :: LOCAL TIME",
     "The same as localtime().", "localtime"},
    {"zoned_time", "zoned_time(input = now :: MAP | STRING | TIME) :: ZONED TIME",
     "The same as time().", "time"},
    {"local_datetime", "local_datetime(input = now :: MAP | STRING | DATETIME) :: LOCAL DATETIME",
     "The same as localdatetime().", "localdatetime"},
    {"zoned_datetime", "zoned_datetime(input = now :: MAP | STRING | DATETIME) :: ZONED DATETIME",
     "The same as datetime().", "datetime"},
}};

/// The function of Cypher an alias stands for.
const FunctionInfo& original_of(const Alias& alias) {
  for (const auto* group : {&math_functions(), &aggregate_functions(), &element_functions(),
                            &path_functions(), &duration_functions(), &temporal_functions()}) {
    for (const FunctionInfo& function : *group) {
      if (function.name == alias.original) return function;
    }
  }
  assert(false);
  return math_functions().front();
}

}  // namespace

const std::vector<FunctionInfo>& alias_functions() {
  static const std::vector<FunctionInfo> functions = [] {
    std::vector<FunctionInfo> all;
    for (const Alias& alias : aliases) {
      FunctionInfo info = original_of(alias);
      info.name = alias.name;
      info.signature = alias.signature;
      info.description = alias.description;
      all.push_back(std::move(info));
    }
    return all;
  }();
  return functions;
}

}  // namespace entente::query
