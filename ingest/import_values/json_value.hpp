#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::importing {

/// Reads one JSON text (RFC 8259) as a Value: objects become maps, of equal names the last one
/// counts; integers beyond 64 bits become floats. Error: input_error.
Result<Value> parse_json(std::string_view text);

/// Writes a value that parse_json gave as JSON, without spaces, names of objects in order.
std::string to_json(const Value& value);

/// What a JSON value is as a property: scalars are themselves, lists of scalars of one kind lists
/// (integers among floats become floats), objects with the members of a point points. All other
/// objects and lists become their JSON text.
Value property_from_json(const Value& value);

}  // namespace entente::importing
