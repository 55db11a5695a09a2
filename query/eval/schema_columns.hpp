#pragma once

#include <span>
#include <string_view>

#include "query/ast/statement.hpp"

namespace entente::query {

/// A column of SHOW …; those that are not shown by default are there for YIELD and WHERE.
struct ShowColumn {
  std::string_view name;
  bool shown = true;
};

/// Columns of SHOW INDEXES, CONSTRAINTS, FUNCTIONS and PROCEDURES, in the order in which their
/// values are given. Names and order are those of the Cypher manual.
std::span<const ShowColumn> show_columns(SchemaObject object);

}  // namespace entente::query
