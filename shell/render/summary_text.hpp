#pragma once

#include <string>

#include "entente/result_set.hpp"

namespace entente::shell {

/// What a query changed, in words: "Created 2 nodes and 1 relationship, set 3 properties."; empty
/// if nothing changed.
std::string summary_text(const QueryCounters& counters);

}  // namespace entente::shell
