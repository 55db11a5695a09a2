#pragma once

#include <optional>
#include <string>

#include "storage/format/elements.hpp"
#include "storage/format/index_definition.hpp"

namespace entente::storage {

/// What an index holds for a node with this record, as `values` of IndexKey or UniqueKey. nullopt
/// if the node is not in it: it lacks the label or one of the properties, or the index is unique
/// and one of the values equals nothing, not even itself (NaN), so that it may stand there many
/// times.
std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const NodeRecord& record);

}  // namespace entente::storage
