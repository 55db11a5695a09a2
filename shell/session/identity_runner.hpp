#pragma once

#include <string>

#include "entente/database.hpp"
#include "entente/entities.hpp"
#include "shell/base/exit_code.hpp"
#include "shell/base/output.hpp"

namespace entente::shell {

/// What `entente merge` and `:merge`, `entente split` and `:split` say about what they did.
void print_identity(Output& out, const IdentityReport& report);

}  // namespace entente::shell
