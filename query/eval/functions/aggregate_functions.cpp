#include "query/eval/functions/accumulators.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"

namespace entente::query {
namespace {

FunctionInfo aggregate(std::string_view name, std::string_view signature,
                       std::string_view description, std::uint8_t arguments,
                       std::vector<std::vector<StaticType>> argument_types, StaticType result) {
  FunctionInfo info = describe_function(name, signature, description, arguments, arguments);
  info.aggregate = true;
  info.argument_types = std::move(argument_types);
  info.result = result;
  return info;
}

}  // namespace

const std::vector<FunctionInfo>& aggregate_functions() {
  using T = StaticType;
  const std::vector<T> number = {T::integer, T::floating, T::number};
  const std::vector<T> total = {T::integer, T::floating, T::number, T::duration};
  static const std::vector<FunctionInfo> functions = {
      aggregate("count", "count(input :: ANY) :: INTEGER", "How many values are not null.", 1, {},
                T::integer),
      aggregate("sum", "sum(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION",
                "The total of the values.", 1, {total}, T::any),
      aggregate("avg", "avg(input :: INTEGER | FLOAT | DURATION) :: FLOAT | DURATION",
                "The mean of the values.", 1, {total}, T::any),
      aggregate("min", "min(input :: ANY) :: ANY", "The least value in the order of ORDER BY.", 1,
                {}, T::any),
      aggregate("max", "max(input :: ANY) :: ANY", "The greatest value in the order of ORDER BY.",
                1, {}, T::any),
      aggregate("collect", "collect(input :: ANY) :: LIST<ANY>", "The values as a list.", 1, {},
                T::list),
      aggregate("percentileCont", "percentileCont(input :: FLOAT, percentile :: FLOAT) :: FLOAT",
                "The percentile, interpolated between values.", 2, {number, number}, T::floating),
      aggregate("percentileDisc",
                "percentileDisc(input :: INTEGER | FLOAT, percentile :: FLOAT) :: INTEGER | FLOAT",
                "The value of the group nearest to the percentile.", 2, {number, number},
                T::number),
      aggregate("stDev", "stDev(input :: FLOAT) :: FLOAT", "The standard deviation of a sample.", 1,
                {number}, T::floating),
      aggregate("stDevP", "stDevP(input :: FLOAT) :: FLOAT",
                "The standard deviation of a population.", 1, {number}, T::floating),
  };
  return functions;
}

std::unique_ptr<Accumulator> make_accumulator(const FunctionInfo& function, bool star) {
  assert(function.aggregate);
  if (star || function.name == "count") return make_count();
  if (function.name == "sum") return make_sum();
  if (function.name == "avg") return make_average();
  if (function.name == "min") return make_extremum(false);
  if (function.name == "max") return make_extremum(true);
  if (function.name == "collect") return make_collect();
  if (function.name == "percentileCont") return make_percentile(true);
  if (function.name == "percentileDisc") return make_percentile(false);
  if (function.name == "stDev") return make_deviation(false);
  return make_deviation(true);
}

}  // namespace entente::query
