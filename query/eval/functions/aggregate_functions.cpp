#include "query/eval/functions/accumulators.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"

namespace entente::query {
namespace {

FunctionInfo aggregate(std::string_view name, std::string_view signature,
                       std::string_view description, std::uint8_t arguments,
                       std::vector<std::vector<StaticType>> argument_types, StaticType result,
                       FunctionInfo::MakeAccumulator accumulator, bool keeps_values = false) {
  FunctionInfo info = describe_function(name, signature, description, arguments, arguments);
  info.aggregate = true;
  info.argument_types = std::move(argument_types);
  info.result = result;
  info.accumulator = accumulator;
  info.keeps_values = keeps_values;
  return info;
}

std::unique_ptr<Accumulator> make_minimum() { return make_extremum(false); }
std::unique_ptr<Accumulator> make_maximum() { return make_extremum(true); }
std::unique_ptr<Accumulator> make_continuous() { return make_percentile(true); }
std::unique_ptr<Accumulator> make_discrete() { return make_percentile(false); }
std::unique_ptr<Accumulator> make_sample_deviation() { return make_deviation(false); }
std::unique_ptr<Accumulator> make_population_deviation() { return make_deviation(true); }

}  // namespace

const std::vector<FunctionInfo>& aggregate_functions() {
  using T = StaticType;
  const std::vector<T> number = {T::integer, T::floating, T::number};
  const std::vector<T> total = {T::integer, T::floating, T::number, T::duration};
  static const std::vector<FunctionInfo> functions = {
      aggregate("count", "count(input :: ANY) :: INTEGER", "How many values are not null.", 1, {},
                T::integer, make_count),
      aggregate("sum", "sum(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION",
                "The total of the values.", 1, {total}, T::any, make_sum),
      aggregate("avg", "avg(input :: INTEGER | FLOAT | DURATION) :: FLOAT | DURATION",
                "The mean of the values.", 1, {total}, T::any, make_average),
      aggregate("min", "min(input :: ANY) :: ANY", "The least value in the order of ORDER BY.", 1,
                {}, T::any, make_minimum),
      aggregate("max", "max(input :: ANY) :: ANY", "The greatest value in the order of ORDER BY.",
                1, {}, T::any, make_maximum),
      aggregate("collect", "collect(input :: ANY) :: LIST<ANY>", "The values as a list.", 1, {},
                T::list, make_collect, true),
      aggregate("percentileCont", "percentileCont(input :: FLOAT, percentile :: FLOAT) :: FLOAT",
                "The percentile, interpolated between values.", 2, {number, number}, T::floating,
                make_continuous, true),
      aggregate("percentileDisc",
                "percentileDisc(input :: INTEGER | FLOAT, percentile :: FLOAT) :: INTEGER | FLOAT",
                "The value of the group nearest to the percentile.", 2, {number, number}, T::number,
                make_discrete, true),
      aggregate("stDev", "stDev(input :: FLOAT) :: FLOAT", "The standard deviation of a sample.", 1,
                {number}, T::floating, make_sample_deviation),
      aggregate("stDevP", "stDevP(input :: FLOAT) :: FLOAT",
                "The standard deviation of a population.", 1, {number}, T::floating,
                make_population_deviation),
  };
  return functions;
}

std::unique_ptr<Accumulator> make_accumulator(const FunctionInfo& function, bool star) {
  assert(function.aggregate);
  return star ? make_count() : function.accumulator();
}

}  // namespace entente::query
