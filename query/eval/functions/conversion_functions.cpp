#include <optional>

#include "query/eval/arithmetic.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/number_text.hpp"
#include "query/eval/unicode.hpp"
#include "query/eval/value_type.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;
/// Converts a value that is not null; nullopt if the kind cannot be converted at all. A value of a
/// fitting kind that has no counterpart gives null.
using Conversion = std::optional<Value> (*)(const Value&);

template <class T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

std::optional<Value> convert_to_integer(const Value& value) {
  switch (value.kind()) {
    case ValueKind::integer: return value;
    case ValueKind::floating: return or_null(truncate_to_integer(value.as_float()));
    case ValueKind::string: return or_null(parse_integer(value.as_string()));
    case ValueKind::boolean: return Value(value.as_boolean() ? 1 : 0);
    default: return std::nullopt;
  }
}

std::optional<Value> convert_to_float(const Value& value) {
  switch (value.kind()) {
    case ValueKind::integer: return Value(static_cast<double>(value.as_integer()));
    case ValueKind::floating: return value;
    case ValueKind::string: return or_null(parse_float(value.as_string()));
    default: return std::nullopt;
  }
}

std::optional<Value> convert_to_boolean(const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean: return value;
    case ValueKind::integer: return Value(value.as_integer() != 0);
    case ValueKind::string: {
      const std::string text = to_lower(value.as_string());
      const std::size_t begin = text.find_first_not_of(" \t\r\n");
      const std::size_t end = text.find_last_not_of(" \t\r\n");
      const std::string word =
          begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
      if (word == "true") return Value(true);
      if (word == "false") return Value(false);
      return Value();
    }
    default: return std::nullopt;
  }
}

std::optional<Value> convert_to_string(const Value& value) {
  if (!is_scalar(value)) return std::nullopt;
  return value.is_string() ? value : Value(scalar_text(value));
}

Result<Value> convert(Conversion conversion, std::string_view name, std::string_view expected,
                      const Value& value) {
  if (value.is_null()) return Value();
  auto converted = conversion(value);
  if (!converted) return argument_error(name, expected, value);
  return std::move(*converted);
}

Value convert_or_null(Conversion conversion, const Value& value) {
  return value.is_null() ? Value() : conversion(value).value_or(Value());
}

Result<Value> convert_list(Conversion conversion, std::string_view name, const Value& list) {
  if (list.is_null()) return Value();
  if (!list.is_list()) return argument_error(name, "a LIST", list);
  ValueList converted;
  converted.reserve(list.as_list().size());
  for (const Value& item : list.as_list()) converted.push_back(convert_or_null(conversion, item));
  return Value(std::move(converted));
}

constexpr std::string_view number_like = "a number, STRING or BOOLEAN";

Result<Value> to_integer(EvalContext& /*context*/, Arguments a) {
  return convert(convert_to_integer, "toInteger", number_like, a[0]);
}
Result<Value> to_float(EvalContext& /*context*/, Arguments a) {
  return convert(convert_to_float, "toFloat", "a number or STRING", a[0]);
}
Result<Value> to_boolean(EvalContext& /*context*/, Arguments a) {
  return convert(convert_to_boolean, "toBoolean", "a BOOLEAN, STRING or INTEGER", a[0]);
}
Result<Value> to_string_value(EvalContext& /*context*/, Arguments a) {
  return convert(convert_to_string, "toString", "a scalar value", a[0]);
}
Result<Value> to_integer_or_null(EvalContext& /*context*/, Arguments a) {
  return convert_or_null(convert_to_integer, a[0]);
}
Result<Value> to_float_or_null(EvalContext& /*context*/, Arguments a) {
  return convert_or_null(convert_to_float, a[0]);
}
Result<Value> to_boolean_or_null(EvalContext& /*context*/, Arguments a) {
  return convert_or_null(convert_to_boolean, a[0]);
}
Result<Value> to_string_or_null(EvalContext& /*context*/, Arguments a) {
  return convert_or_null(convert_to_string, a[0]);
}
Result<Value> to_integer_list(EvalContext& /*context*/, Arguments a) {
  return convert_list(convert_to_integer, "toIntegerList", a[0]);
}
Result<Value> to_float_list(EvalContext& /*context*/, Arguments a) {
  return convert_list(convert_to_float, "toFloatList", a[0]);
}
Result<Value> to_boolean_list(EvalContext& /*context*/, Arguments a) {
  return convert_list(convert_to_boolean, "toBooleanList", a[0]);
}
Result<Value> to_string_list(EvalContext& /*context*/, Arguments a) {
  return convert_list(convert_to_string, "toStringList", a[0]);
}

Result<Value> value_type(EvalContext& /*context*/, Arguments a) {
  return Value(value_type_text(a[0]));
}

FunctionInfo conversion(std::string_view name, std::string_view signature,
                        std::string_view description, std::vector<StaticType> accepted,
                        StaticType result, FunctionInfo::Call call) {
  FunctionInfo info = describe_function(name, signature, description, 1, 1);
  if (!accepted.empty()) info.argument_types = {std::move(accepted)};
  info.result = result;
  info.call = call;
  return info;
}

}  // namespace

const std::vector<FunctionInfo>& conversion_functions() {
  using T = StaticType;
  // What cannot be converted is found when it is met: elements of a list may have any type.
  static const std::vector<FunctionInfo> functions = {
      conversion("toInteger", "toInteger(input :: ANY) :: INTEGER",
                 "An integer from a number, text or boolean; null if it is none.", {}, T::integer,
                 to_integer),
      conversion("toFloat", "toFloat(input :: ANY) :: FLOAT",
                 "A float from a number or text; null if it is none.", {}, T::floating, to_float),
      conversion("toBoolean", "toBoolean(input :: ANY) :: BOOLEAN",
                 "A boolean from a text or integer; null if it is none.", {}, T::boolean,
                 to_boolean),
      conversion("toString", "toString(input :: ANY) :: STRING", "The text of a scalar value.", {},
                 T::string, to_string_value),
      conversion("toIntegerOrNull", "toIntegerOrNull(input :: ANY) :: INTEGER",
                 "As toInteger, with null for what cannot be converted.", {}, T::integer,
                 to_integer_or_null),
      conversion("toFloatOrNull", "toFloatOrNull(input :: ANY) :: FLOAT",
                 "As toFloat, with null for what cannot be converted.", {}, T::floating,
                 to_float_or_null),
      conversion("toBooleanOrNull", "toBooleanOrNull(input :: ANY) :: BOOLEAN",
                 "As toBoolean, with null for what cannot be converted.", {}, T::boolean,
                 to_boolean_or_null),
      conversion("toStringOrNull", "toStringOrNull(input :: ANY) :: STRING",
                 "As toString, with null for what cannot be converted.", {}, T::string,
                 to_string_or_null),
      conversion("toIntegerList", "toIntegerList(input :: LIST<ANY>) :: LIST<INTEGER>",
                 "toIntegerOrNull of each item.", {T::list}, T::list, to_integer_list),
      conversion("toFloatList", "toFloatList(input :: LIST<ANY>) :: LIST<FLOAT>",
                 "toFloatOrNull of each item.", {T::list}, T::list, to_float_list),
      conversion("toBooleanList", "toBooleanList(input :: LIST<ANY>) :: LIST<BOOLEAN>",
                 "toBooleanOrNull of each item.", {T::list}, T::list, to_boolean_list),
      conversion("toStringList", "toStringList(input :: LIST<ANY>) :: LIST<STRING>",
                 "toStringOrNull of each item.", {T::list}, T::list, to_string_list),
      conversion("valueType", "valueType(input :: ANY) :: STRING", "The type of a value as text.",
                 {}, T::string, value_type),
  };
  return functions;
}

}  // namespace entente::query
