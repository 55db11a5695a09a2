#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/graph/records.hpp"

namespace entente::storage {

/// True if an index or constraint is about elements like this one: nodes with its label (one of its
/// labels), relationships of its type.
bool concerns(const IndexDefinition& definition, const NodeRecord& record);
bool concerns(const IndexDefinition& definition, const RelationshipRecord& record);

/// The value of a property, nullptr if there is none.
const Value* find_property(const Properties& properties, PropertyKeyId key);

/// What an index holds for an element with this record, as `values` of IndexKey or UniqueKey.
/// nullopt if the element is not in it: it is not concerned, lacks one of the properties, the index
/// holds values of another kind only, holds no values at all (has_values), or the index is unique
/// and one of the values equals nothing, not even itself (NaN), so that it may stand there many
/// times.
std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const NodeRecord& record);
std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const RelationshipRecord& record);

/// How an element breaks a constraint about single elements.
struct ConstraintBreach {
  PropertyKeyId property;
  /// The property is missing; otherwise it has a value of another type.
  bool missing = true;
};
/// nullopt if the element with these properties, which the constraint concerns, keeps it.
std::optional<ConstraintBreach> find_breach(const IndexDefinition& definition,
                                            const Properties& properties);

/// The entries that begin with these values; nullopt if nothing equals one of them.
std::optional<OrderedRange> entries_equal_to(std::span<const Value> values);
/// The entries whose first value lies between the bounds, one of which must be given; nullopt if
/// none can.
std::optional<OrderedRange> entries_between(const RangeBound& lower, const RangeBound& upper);
/// Every entry.
std::optional<OrderedRange> all_entries();
/// True if the first value of an entry is a string that the text matches.
Result<bool> entry_matches(std::string_view values, StringMatch match, std::string_view text);
/// The entries whose first value is a string that begins with `prefix`.
OrderedRange entries_with_prefix(std::string_view prefix);

}  // namespace entente::storage
