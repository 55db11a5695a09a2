#pragma once

#include <string>
#include <vector>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// The names a dynamic label or type `$(value)` stands for: a string, or a list of strings. Errors:
/// TypeError for other kinds and null, ArgumentError for an empty name.
Result<std::vector<std::string>> label_names(const Value& value);

}  // namespace entente::query
