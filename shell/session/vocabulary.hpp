#pragma once

#include "shell/session/completer.hpp"
#include "shell/session/shell_context.hpp"

namespace entente::shell {

/// What can be completed now: the words of the language, the live schema, the parameters that are
/// set, and the commands. A schema that cannot be read is left out.
Vocabulary make_vocabulary(const ShellContext& shell);

}  // namespace entente::shell
