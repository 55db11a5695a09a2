#pragma once

#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::shell {

/// Appends `text` as a JSON string with its quotes. Bytes that are not valid UTF-8 become U+FFFD,
/// so that the output is always valid JSON.
void append_json_string(std::string& out, std::string_view text);

/// Appends a value in the forms of the line protocol (see protocol.hpp): integers without and
/// floats always with a fraction or exponent; {"$float":"NaN"}, {"$node":…}, {"$rel":…},
/// {"$path":…}, {"$date":"…"} and the other temporal values, {"$point":…}; a map with exactly one
/// key that starts with "$" as {"$map":…}.
/// Errors: limit_exceeded for values nested deeper than 1,000; `out` then holds half a value.
Status append_json(std::string& out, const Value& value);

/// Appends an error as one JSON object: code, type, phase, detail, message, hint, line, column and
/// retryable; fields that say nothing are left out. `query_text` is what the error's span points
/// to.
void append_json_error(std::string& out, const Error& error, std::string_view query_text);

}  // namespace entente::shell
