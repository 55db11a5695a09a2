#include "query/semantic/messages.hpp"

#include <fmt/format.h>

#include "query/eval/function_registry.hpp"
#include "storage/base/nearest_name.hpp"

namespace entente::query::messages {

std::string_view with_article(StaticType type) {
  switch (type) {
    case StaticType::any: return "a value";
    case StaticType::boolean: return "a boolean";
    case StaticType::integer: return "an integer";
    case StaticType::floating: return "a float";
    case StaticType::number: return "a number";
    case StaticType::string: return "a string";
    case StaticType::list: return "a list";
    case StaticType::relationship_list: return "a list of relationships";
    case StaticType::map: return "a map";
    case StaticType::node: return "a node";
    case StaticType::relationship: return "a relationship";
    case StaticType::path: return "a path";
    case StaticType::temporal: return "a temporal value";
    case StaticType::duration: return "a duration";
    case StaticType::point: return "a point";
    case StaticType::null: return "null";
  }
  return "a value";
}

Error syntax(std::string detail, std::string message, Span span, std::string hint) {
  return Error::compile(ErrorClass::syntax_error, std::move(detail), std::move(message), span,
                        std::move(hint));
}

Error not_supported(std::string what, Span span, std::string hint) {
  return Error::compile(ErrorClass::semantic_error, "NotSupported",
                        std::move(what) + " is not supported", span, std::move(hint));
}

Error undefined_variable(std::string_view name, Span span,
                         const std::vector<std::string>& visible) {
  return syntax("UndefinedVariable", fmt::format("variable `{}` is not defined", name), span,
                storage::did_you_mean(name, visible));
}

Error already_bound(std::string_view name, Span span) {
  return syntax("VariableAlreadyBound", fmt::format("variable `{}` is already bound", name), span,
                "choose another name, or use WITH to drop the first one from scope");
}

Error type_conflict(std::string_view name, StaticType is, std::string_view needed, Span span) {
  return syntax(
      "VariableTypeConflict",
      fmt::format("variable `{}` is {}, but {} is needed here", name, with_article(is), needed),
      span);
}

Error invalid_argument(std::string_view what, std::string_view needed, StaticType is, Span span) {
  return syntax("InvalidArgumentType",
                fmt::format("{} needs {}, but this is {}", what, needed, with_article(is)), span);
}

Error unknown_function(std::string_view name, Span span) {
  std::vector<std::string> names;
  for (const FunctionInfo* function : all_functions()) names.emplace_back(function->name);
  return syntax("UnknownFunction", fmt::format("there is no function `{}`", name), span,
                storage::did_you_mean(name, names));
}

Error argument_count(std::string_view name, std::size_t min, std::size_t max, std::size_t given,
                     Span span) {
  std::string expected = min == max ? fmt::format("{}", min) : fmt::format("{} to {}", min, max);
  if (max == 255) expected = fmt::format("at least {}", min);
  return syntax("InvalidNumberOfArguments",
                fmt::format("`{}` takes {} argument{}, not {}", name, expected,
                            expected == "1" ? "" : "s", given),
                span);
}

Error invalid_aggregation(std::string_view where, Span span) {
  return syntax("InvalidAggregation", fmt::format("an aggregate is not allowed in {}", where), span,
                "compute it in a WITH first");
}

Error ambiguous_aggregation(std::string_view text, Span span) {
  return syntax("AmbiguousAggregationExpression",
                fmt::format("`{}` stands beside an aggregate but is not a grouping key", text),
                span, "project it as an item of its own, or compute it in a WITH first");
}

}  // namespace entente::query::messages
