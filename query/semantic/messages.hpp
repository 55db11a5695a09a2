#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "query/eval/symbol.hpp"

/// Every message of semantic analysis, so that the wording is uniform. All errors are of phase
/// compile_time; the detail words are the TCK's.
namespace entente::query::messages {

/// A user's word for a static type: "a node", "an integer", …
std::string_view with_article(StaticType type);

Error syntax(std::string detail, std::string message, Span span, std::string hint = {});
/// What is written as the language has it but cannot be run yet.
Error not_supported(std::string what, Span span, std::string hint = {});
Error undefined_variable(std::string_view name, Span span, const std::vector<std::string>& visible);
Error already_bound(std::string_view name, Span span);
Error type_conflict(std::string_view name, StaticType is, std::string_view needed, Span span);
Error invalid_argument(std::string_view what, std::string_view needed, StaticType is, Span span);
Error unknown_function(std::string_view name, Span span);
Error argument_count(std::string_view name, std::size_t min, std::size_t max, std::size_t given,
                     Span span);
Error invalid_aggregation(std::string_view where, Span span);
Error ambiguous_aggregation(std::string_view text, Span span);

}  // namespace entente::query::messages
