#pragma once

#include <string>

#include "entente/value.hpp"

namespace entente::storage {

/// The text Cypher would write for `value` (see Value::to_text). Recursion is cut at depth 100.
std::string value_text(const Value& value);

/// A float as Cypher prints it: shortest text that reads back the same double, always with a
/// fraction or an exponent ("1.0", "1e+300" becomes "1.0E300"); "NaN", "Infinity", "-Infinity".
std::string float_text(double value);

/// ISO 8601 texts of temporal values as toString() gives them (CIP2015-08-06).
std::string temporal_text(Date value);
std::string temporal_text(LocalTime value);
std::string temporal_text(Time value);
std::string temporal_text(LocalDateTime value);
std::string temporal_text(const DateTime& value);
std::string temporal_text(const Duration& value);

}  // namespace entente::storage
