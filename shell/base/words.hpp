#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

namespace entente::shell {

/// `text` without white space at both ends.
std::string_view trim(std::string_view text);

/// Splits the arguments of a shell command at white space; words may be quoted with ' or " (no
/// escapes inside single quotes; \" and \\ inside double quotes).
/// Errors: argument_error for a quote that is never closed.
Result<std::vector<std::string>> split_words(std::string_view text);

}  // namespace entente::shell
