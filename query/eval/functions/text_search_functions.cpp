#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/regular_expression.hpp"
#include "query/eval/unicode.hpp"

/// string.*: searching and joining texts.
namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

Status need_string(std::string_view function, const Value& value) {
  if (!value.is_string()) return argument_error(function, "a STRING", value);
  return {};
}

Result<Value> index_of(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  for (const Value& argument : a) ENTENTE_TRY(need_string("string.indexOf", argument));
  const std::string_view text = a[0].as_string();
  const std::size_t found = text.find(a[1].as_string());
  if (found == std::string_view::npos) return Value(-1);
  return Value(static_cast<std::int64_t>(code_point_count(text.substr(0, found))));
}

Result<Value> join(EvalContext& context, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  if (!a[0].is_list()) return argument_error("string.join", "a LIST<STRING>", a[0]);
  ENTENTE_TRY(need_string("string.join", a[1]));
  std::size_t bytes = 0;
  for (const Value& item : a[0].as_list()) {
    if (!item.is_string()) {
      return argument_error("string.join", "a list of nothing but STRINGs", item);
    }
    bytes += item.as_string().size() + a[1].as_string().size();
  }
  ENTENTE_TRY(context.memory.check(bytes));
  std::string joined;
  joined.reserve(bytes);
  bool first = true;
  for (const Value& item : a[0].as_list()) {
    if (!first) joined += a[1].as_string();
    joined += item.as_string();
    first = false;
  }
  return Value(std::move(joined));
}

Result<Value> regex_replace(EvalContext& context, Arguments a) {
  for (const Value& argument : a) {
    if (argument.is_null()) return Value();
  }
  for (const Value& argument : a) ENTENTE_TRY(need_string("string.regexReplace", argument));
  ENTENTE_ASSIGN(const auto expression, RegularExpression::compile(a[1].as_string()));
  const auto check = [&](std::size_t bytes) { return context.memory.check(bytes); };
  ENTENTE_ASSIGN(std::string text,
                 expression->replace_all(a[0].as_string(), a[2].as_string(), check));
  return Value(std::move(text));
}

FunctionInfo text_function(std::string_view name, std::string_view signature,
                           std::string_view description, std::uint8_t arguments,
                           std::vector<std::vector<StaticType>> argument_types, StaticType result,
                           FunctionInfo::Call call) {
  return describe_function(name, signature, description, arguments, arguments,
                           std::move(argument_types), result, call);
}

}  // namespace

const std::vector<FunctionInfo>& text_search_functions() {
  using T = StaticType;
  const std::vector<T> text = {T::string};
  static const std::vector<FunctionInfo> functions = {
      text_function("string.indexOf", "string.indexOf(input :: STRING, value :: STRING) :: INTEGER",
                    "Where a text first occurs in another; -1 if it does not.", 2, {text},
                    T::integer, index_of),
      text_function("string.join",
                    "string.join(input :: LIST<STRING>, delimiter :: STRING) :: STRING",
                    "The texts of a list, with a delimiter between them.", 2, {{T::list}, text},
                    T::string, join),
      text_function("string.regexReplace",
                    "string.regexReplace(original :: STRING, regex :: STRING, replacement :: "
                    "STRING) :: STRING",
                    "The text with every match of a regular expression replaced.", 3, {text},
                    T::string, regex_replace),
  };
  return functions;
}

}  // namespace entente::query
