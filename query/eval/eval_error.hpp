#pragma once

#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// TypeError / InvalidArgumentType of an operator: "<what> <kind of value>".
Error operand_error(std::string_view what, const Value& value, Span span = {});
/// TypeError / InvalidArgumentValue of a function: "<function>() needs <expected>, not <kind>".
Error argument_error(std::string_view function, std::string_view expected, const Value& value);
/// ArgumentError / NumberOutOfRange.
Error range_error(std::string message);
/// ArithmeticError / IntegerOverflow.
Error overflow_error(Span span = {});
/// EntityNotFound / DeletedEntityAccess; `what` is "node" or "relationship".
Error deleted_error(std::string_view what);

}  // namespace entente::query
