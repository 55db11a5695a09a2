#pragma once

#include <string_view>

#include "query/eval/temporal_parts.hpp"

namespace entente::query {

/// kind.truncate(unit, value, fields): the value cut down to the unit, then with the fields of the
/// map (or null) set. `unit` is "millennium" … "microsecond". ArgumentError / InvalidArgumentValue
/// for unknown units and for values without the part that the kind or unit needs.
Result<Value> truncate_temporal(ValueKind kind, std::string_view unit, const Value& value,
                                const Value& fields);

}  // namespace entente::query
