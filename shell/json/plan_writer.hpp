#pragma once

#include <string>

#include "entente/result_set.hpp"

namespace entente::shell {

/// Appends a plan as nested JSON objects: operator, details, estimatedRows, children and, for
/// PROFILE, rows and timeMs.
void append_json_plan(std::string& out, const PlanNode& plan);

}  // namespace entente::shell
