#include <cmath>
#include <limits>

#include "query/eval/arithmetic.hpp"
#include "query/eval/decimal_rounding.hpp"
#include "query/eval/functions/numeric_function.hpp"
#include "query/eval/random.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

Result<Value> abs(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_integer()) return a[0].as_integer() < 0 ? negate(a[0]) : Result<Value>(a[0]);
  return map_number("abs", a[0], [](double x) { return std::fabs(x); });
}

Result<Value> sign(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null()) return Value();
  if (!a[0].is_number()) return argument_error("sign", "a number", a[0]);
  const double x = a[0].as_number();
  if (std::isnan(x)) return Value();
  return Value(x > 0 ? 1 : (x < 0 ? -1 : 0));
}

Result<Value> ceil(EvalContext& /*context*/, Arguments a) {
  return map_number("ceil", a[0], [](double x) { return std::ceil(x); });
}
Result<Value> floor(EvalContext& /*context*/, Arguments a) {
  return map_number("floor", a[0], [](double x) { return std::floor(x); });
}
Result<Value> sqrt(EvalContext& /*context*/, Arguments a) {
  return map_number("sqrt", a[0], [](double x) { return std::sqrt(x); });
}
Result<Value> exp(EvalContext& /*context*/, Arguments a) {
  return map_number("exp", a[0], [](double x) { return std::exp(x); });
}
Result<Value> log(EvalContext& /*context*/, Arguments a) {
  return map_number("log", a[0], [](double x) { return std::log(x); });
}
Result<Value> log10(EvalContext& /*context*/, Arguments a) {
  return map_number("log10", a[0], [](double x) { return std::log10(x); });
}
Result<Value> e(EvalContext& /*context*/, Arguments /*a*/) { return Value(2.718281828459045); }

Result<Value> is_nan(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null()) return Value();
  if (!a[0].is_number()) return argument_error("isNaN", "a number", a[0]);
  return Value(std::isnan(a[0].as_number()));
}

Result<Value> rand(EvalContext& context, Arguments /*a*/) {
  return Value(random_unit(context.random_state));
}

Result<Value> round(EvalContext& /*context*/, Arguments a) {
  for (const Value& argument : a) {
    if (argument.is_null()) return Value();
  }
  if (!a[0].is_number()) return argument_error("round", "a number", a[0]);
  const double x = a[0].as_number();
  // Without a precision ties go up, as in Java's Math.round: round(-1.5) is -1.
  // So they do with a precision of 0, as long as no mode says otherwise.
  double precision = 0;
  if (a.size() > 1) {
    if (!a[1].is_number()) return argument_error("round", "a number as precision", a[1]);
    precision = std::trunc(a[1].as_number());
    if (!(precision >= 0 && precision <= 400)) {
      return range_error("the precision of round() must be from 0 to 400");
    }
  }
  if (a.size() < 3) {
    const bool ties_up = precision == 0 && x < 0;
    return Value(round_decimal(x, static_cast<int>(precision),
                               ties_up ? RoundingMode::half_down : RoundingMode::half_up));
  }
  if (!a[2].is_string()) return argument_error("round", "a STRING as mode", a[2]);
  const auto mode = rounding_mode(a[2].as_string());
  if (!mode) {
    return Error::runtime(
        ErrorClass::argument_error, "InvalidArgumentValue",
        "round() does not know the mode '" + std::string(a[2].as_string()) + "'", {},
        "the modes are UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN");
  }
  return Value(round_decimal(x, static_cast<int>(precision), *mode));
}

}  // namespace

const std::vector<FunctionInfo>& math_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = [] {
    std::vector<FunctionInfo> all = {
        numeric_function("abs", "abs(input :: INTEGER | FLOAT) :: INTEGER | FLOAT",
                         "The magnitude of a number.", 1, abs, T::number),
        numeric_function("sign", "sign(input :: INTEGER | FLOAT) :: INTEGER",
                         "-1, 0 or 1 by the sign of a number.", 1, sign, T::integer),
        numeric_function("ceil", "ceil(input :: FLOAT) :: FLOAT",
                         "The smallest whole number that is not less.", 1, ceil),
        numeric_function("floor", "floor(input :: FLOAT) :: FLOAT",
                         "The greatest whole number that is not more.", 1, floor),
        numeric_function("sqrt", "sqrt(input :: FLOAT) :: FLOAT", "The square root.", 1, sqrt),
        numeric_function("exp", "exp(input :: FLOAT) :: FLOAT", "e to the power of a number.", 1,
                         exp),
        numeric_function("log", "log(input :: FLOAT) :: FLOAT", "The natural logarithm.", 1, log),
        numeric_function("log10", "log10(input :: FLOAT) :: FLOAT", "The decimal logarithm.", 1,
                         log10),
        numeric_function("e", "e() :: FLOAT", "The base of the natural logarithm.", 0, e),
        numeric_function("isNaN", "isNaN(input :: INTEGER | FLOAT) :: BOOLEAN", "True for NaN.", 1,
                         is_nan, T::boolean),
        numeric_function("rand", "rand() :: FLOAT", "A random number in [0, 1).", 0, rand),
        numeric_function("round",
                         "round(value :: FLOAT, precision :: INTEGER, mode :: STRING) :: FLOAT",
                         "The nearest number with as many decimals.", 1, round),
    };
    for (FunctionInfo& function : all) {
      if (function.name == "rand") function.deterministic = false;
      if (function.name == "round") {
        const std::vector<T> number = {T::integer, T::floating, T::number};
        function.arguments_max = 3;
        function.argument_types = {number, number, {T::string}};
      }
    }
    return all;
  }();
  return functions;
}

}  // namespace entente::query
