#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/format/elements.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/graph/records.hpp"

namespace entente::storage {

/// What an index holds for a node with this record, as `values` of IndexKey or UniqueKey. nullopt
/// if the node is not in it: it lacks the label or one of the properties, or the index is unique
/// and one of the values equals nothing, not even itself (NaN), so that it may stand there many
/// times.
std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const NodeRecord& record);

/// The entries that begin with these values; nullopt if nothing equals one of them.
std::optional<OrderedRange> entries_equal_to(std::span<const Value> values);
/// The entries whose first value lies between the bounds, one of which must be given; nullopt if
/// none can.
std::optional<OrderedRange> entries_between(const RangeBound& lower, const RangeBound& upper);
/// Every entry.
std::optional<OrderedRange> all_entries();
/// The entries whose first value is a string that begins with `prefix`.
OrderedRange entries_with_prefix(std::string_view prefix);

}  // namespace entente::storage
