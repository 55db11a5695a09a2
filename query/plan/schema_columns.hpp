#pragma once

#include <string>
#include <vector>

#include "query/ast/statement.hpp"

namespace entente::query {

/// Result columns of SHOW INDEXES, CONSTRAINTS, FUNCTIONS and PROCEDURES, in the order in which the
/// executor gives their values.
const std::vector<std::string>& show_columns(SchemaObject object);

}  // namespace entente::query
