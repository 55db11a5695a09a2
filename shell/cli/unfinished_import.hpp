#pragma once

#include "entente/database.hpp"
#include "shell/cli/run.hpp"

namespace entente::shell {

/// Says so if an import into the database ended early: it breaks no invariant, but not all it
/// should have written is there.
void tell_of_unfinished_import(const Database& database, const Console& console);

}  // namespace entente::shell
