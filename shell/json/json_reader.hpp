#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::shell {

/// Makes a temporal value from its text: `function` is the Cypher function that reads it ("date",
/// "localtime", "time", "localdatetime", "datetime" or "duration").
using TemporalReader =
    std::function<Result<Value>(std::string_view function, std::string_view text)>;

/// Reads one JSON document as a value, in the forms append_json() writes. Numbers without fraction
/// and exponent are integers, all others floats. Objects become maps, except the forms with one
/// "$" key ({"$float":…}, {"$date":…}, {"$point":…}, {"$map":…}).
/// Errors: input_error with the byte offset for broken JSON, an integer outside 64 bits, nesting
/// deeper than 500, an unknown "$" form, a node, relationship or path; those of `temporal`.
Result<Value> read_json(std::string_view text, const TemporalReader& temporal);

}  // namespace entente::shell
