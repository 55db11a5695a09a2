#include "query/eval/function_registry.hpp"
#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {

/// The types the i-th argument may have; the last entry stands for all further arguments.
const std::vector<StaticType>* wanted_types(const FunctionInfo& function, std::size_t argument) {
  if (function.argument_types.empty()) return nullptr;
  const std::size_t last = function.argument_types.size() - 1;
  return &function.argument_types[argument < last ? argument : last];
}

std::string types_text(const std::vector<StaticType>& types) {
  std::string text;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (i > 0) text += i + 1 == types.size() ? " or " : ", ";
    text += messages::with_article(types[i]);
  }
  return text;
}

}  // namespace

Result<Type> Analysis::check_function(const FunctionCallExpression& e, const Scope& s,
                                      const ExpressionUse& u) {
  const FunctionInfo* function = find_function(e.name);
  if (function == nullptr) return messages::unknown_function(e.name, e.name_span);

  ExpressionUse use = u;
  if (function->aggregate) {
    if (u.inside_aggregate) {
      return messages::syntax("NestedAggregation", "an aggregate cannot contain another aggregate",
                              e.span, "compute the inner one in a WITH first");
    }
    if (!u.aggregates_forbidden_in.empty()) {
      return messages::invalid_aggregation(u.aggregates_forbidden_in, e.span);
    }
    use.inside_aggregate = true;
  } else if (e.distinct || e.star) {
    return messages::syntax("UnexpectedSyntax", "only aggregates can be called with DISTINCT or *",
                            e.span);
  } else if (u.inside_aggregate && !function->deterministic) {
    return messages::syntax("NonConstantExpression",
                            "an aggregate cannot contain a function that gives another value at "
                            "every call",
                            e.span);
  }
  if (e.star) return Type(function->result);

  const std::size_t given = e.arguments.size();
  if (given < function->arguments_min ||
      (function->arguments_max != 255 && given > function->arguments_max)) {
    return messages::argument_count(function->name, function->arguments_min,
                                    function->arguments_max, given, e.span);
  }
  for (std::size_t i = 0; i < given; ++i) {
    const Expression& argument = *e.arguments[i];
    const bool pattern_allowed = function->name == "exists";
    ENTENTE_ASSIGN(const Type type, check(argument, s, use.as_predicate(pattern_allowed)));
    const auto* wanted = wanted_types(*function, i);
    if (wanted != nullptr && !accepts(*wanted, type.base)) {
      return messages::invalid_argument(std::string(function->name) + "()", types_text(*wanted),
                                        type.base, argument.span);
    }
  }
  return Type(function->result);
}

}  // namespace entente::query
