#include <cmath>

#include "query/eval/functions/numeric_function.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

constexpr double pi_value = 3.141592653589793;

Result<Value> sin(EvalContext& /*context*/, Arguments a) {
  return map_number("sin", a[0], [](double x) { return std::sin(x); });
}
Result<Value> cos(EvalContext& /*context*/, Arguments a) {
  return map_number("cos", a[0], [](double x) { return std::cos(x); });
}
Result<Value> tan(EvalContext& /*context*/, Arguments a) {
  return map_number("tan", a[0], [](double x) { return std::tan(x); });
}
Result<Value> cot(EvalContext& /*context*/, Arguments a) {
  return map_number("cot", a[0], [](double x) { return 1.0 / std::tan(x); });
}
Result<Value> coth(EvalContext& /*context*/, Arguments a) {
  return map_number("coth", a[0],
                    [](double x) { return x == 0 ? std::nan("") : 1.0 / std::tanh(x); });
}
Result<Value> asin(EvalContext& /*context*/, Arguments a) {
  return map_number("asin", a[0], [](double x) { return std::asin(x); });
}
Result<Value> acos(EvalContext& /*context*/, Arguments a) {
  return map_number("acos", a[0], [](double x) { return std::acos(x); });
}
Result<Value> atan(EvalContext& /*context*/, Arguments a) {
  return map_number("atan", a[0], [](double x) { return std::atan(x); });
}
Result<Value> atan2(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  if (!a[1].is_number()) return argument_error("atan2", "a number", a[1]);
  const double x = a[1].as_number();
  return map_number("atan2", a[0], [x](double y) { return std::atan2(y, x); });
}
Result<Value> sinh(EvalContext& /*context*/, Arguments a) {
  return map_number("sinh", a[0], [](double x) { return std::sinh(x); });
}
Result<Value> cosh(EvalContext& /*context*/, Arguments a) {
  return map_number("cosh", a[0], [](double x) { return std::cosh(x); });
}
Result<Value> tanh(EvalContext& /*context*/, Arguments a) {
  return map_number("tanh", a[0], [](double x) { return std::tanh(x); });
}
Result<Value> haversin(EvalContext& /*context*/, Arguments a) {
  return map_number("haversin", a[0], [](double x) { return (1.0 - std::cos(x)) / 2.0; });
}
Result<Value> degrees(EvalContext& /*context*/, Arguments a) {
  return map_number("degrees", a[0], [](double x) { return x * 180.0 / pi_value; });
}
Result<Value> radians(EvalContext& /*context*/, Arguments a) {
  return map_number("radians", a[0], [](double x) { return x * pi_value / 180.0; });
}
Result<Value> pi(EvalContext& /*context*/, Arguments /*a*/) { return Value(pi_value); }

}  // namespace

const std::vector<FunctionInfo>& trigonometric_functions() {
  static const std::vector<FunctionInfo> functions = {
      numeric_function("sin", "sin(input :: FLOAT) :: FLOAT", "The sine.", 1, sin),
      numeric_function("cos", "cos(input :: FLOAT) :: FLOAT", "The cosine.", 1, cos),
      numeric_function("tan", "tan(input :: FLOAT) :: FLOAT", "The tangent.", 1, tan),
      numeric_function("cot", "cot(input :: FLOAT) :: FLOAT", "The cotangent.", 1, cot),
      numeric_function("coth", "coth(input :: FLOAT) :: FLOAT", "The hyperbolic cotangent.", 1,
                       coth),
      numeric_function("asin", "asin(input :: FLOAT) :: FLOAT", "The arcsine.", 1, asin),
      numeric_function("acos", "acos(input :: FLOAT) :: FLOAT", "The arccosine.", 1, acos),
      numeric_function("atan", "atan(input :: FLOAT) :: FLOAT", "The arctangent.", 1, atan),
      numeric_function("atan2", "atan2(y :: FLOAT, x :: FLOAT) :: FLOAT",
                       "The angle of the point (x, y).", 2, atan2),
      numeric_function("sinh", "sinh(input :: FLOAT) :: FLOAT", "The hyperbolic sine.", 1, sinh),
      numeric_function("cosh", "cosh(input :: FLOAT) :: FLOAT", "The hyperbolic cosine.", 1, cosh),
      numeric_function("tanh", "tanh(input :: FLOAT) :: FLOAT", "The hyperbolic tangent.", 1, tanh),
      numeric_function("haversin", "haversin(input :: FLOAT) :: FLOAT", "Half the versine.", 1,
                       haversin),
      numeric_function("degrees", "degrees(input :: FLOAT) :: FLOAT", "Radians as degrees.", 1,
                       degrees),
      numeric_function("radians", "radians(input :: FLOAT) :: FLOAT", "Degrees as radians.", 1,
                       radians),
      numeric_function("pi", "pi() :: FLOAT", "The number pi.", 0, pi),
  };
  return functions;
}

}  // namespace entente::query
