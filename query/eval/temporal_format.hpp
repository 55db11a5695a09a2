#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

/// format(value, pattern): temporal values as texts of the user's own form.
namespace entente::query {

/// The text of a temporal instant by a pattern in the letters of Java's DateTimeFormatter, with
/// English names and ISO weeks (Cypher manual, "Temporal functions - format"). ArgumentError /
/// InvalidArgumentValue for letters that mean nothing, or ask for something the value has not.
Result<std::string> format_instant(const Value& instant, std::string_view pattern);

/// The text of a duration by a pattern. Units of the same group (months, days, seconds) share it:
/// each takes what the larger units of the pattern have left.
Result<std::string> format_duration(const Duration& duration, std::string_view pattern);

}  // namespace entente::query
