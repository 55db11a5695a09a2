#pragma once

#include <string_view>
#include <vector>

#include "query/ast/statement.hpp"
#include "query/eval/procedure.hpp"

namespace entente::query {

/// Names of the two indexes every database has: of nodes by label and of relationships by type.
/// They are part of the storage and can be neither created nor dropped.
inline constexpr std::string_view label_lookup_name = "node_label_lookup_index";
inline constexpr std::string_view type_lookup_name = "rel_type_lookup_index";

/// Rows of a SHOW command in the order of show_columns(), sorted by name. `procedures` may be null.
std::vector<ValueList> schema_rows(const SchemaCommand& command,
                                   const storage::Transaction& transaction,
                                   const ProcedureCatalog* procedures);

}  // namespace entente::query
