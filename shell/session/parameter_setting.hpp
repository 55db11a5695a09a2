#pragma once

#include <string_view>

#include "entente/result.hpp"
#include "shell/session/shell_context.hpp"

namespace entente::shell {

/// Sets a parameter from "name = expression" (also "name => expression", "name expression", with or
/// without a leading $). The expression is Cypher and computed at once.
/// Errors: argument_error without a name or value; those of the expression, with its place inside
/// `setting` and, for a bare word, the hint to quote it.
Status set_parameter(ShellContext& shell, std::string_view setting);

}  // namespace entente::shell
