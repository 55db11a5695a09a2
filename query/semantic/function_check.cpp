#include <algorithm>

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

/// The types in words, without those that another one of them includes.
std::string types_text(const std::vector<StaticType>& types) {
  std::vector<StaticType> named;
  for (const StaticType type : types) {
    const bool list = type == StaticType::relationship_list;
    const bool number = type == StaticType::integer || type == StaticType::floating;
    const StaticType wider = list ? StaticType::list : StaticType::number;
    const bool covered =
        (list || number) && std::find(types.begin(), types.end(), wider) != types.end();
    if (!covered) named.push_back(type);
  }
  std::string text;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (i > 0) text += i + 1 == named.size() ? " or " : ", ";
    text += messages::with_article(named[i]);
  }
  return text;
}

/// What to write instead.
std::string signature_hint(const FunctionInfo& function) {
  return "the signature is " + std::string(function.signature);
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
  if (s.csv && e.arguments.empty()) {
    if (function->name == "file") info_.computed[&e] = s.csv->file;
    if (function->name == "linenumber") info_.computed[&e] = s.csv->line;
  }

  const std::size_t given = e.arguments.size();
  if (given < function->arguments_min ||
      (function->arguments_max != 255 && given > function->arguments_max)) {
    Error error = messages::argument_count(function->name, function->arguments_min,
                                           function->arguments_max, given, e.span);
    error.hint = signature_hint(*function);
    return error;
  }
  for (std::size_t i = 0; i < given; ++i) {
    const Expression& argument = *e.arguments[i];
    const bool pattern_allowed = function->name == "exists";
    ENTENTE_ASSIGN(const Type type, check(argument, s, use.as_predicate(pattern_allowed)));
    const auto* wanted = wanted_types(*function, i);
    if (wanted != nullptr && !accepts(*wanted, type.base)) {
      Error error = messages::invalid_argument(std::string(function->name) + "()",
                                               types_text(*wanted), type.base, argument.span);
      error.hint = signature_hint(*function);
      return error;
    }
  }
  return Type(function->result);
}

}  // namespace entente::query
