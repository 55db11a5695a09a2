#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Numbers written as text, as toInteger() and toFloat() read them. Blanks around are ignored.
namespace entente::query {

/// A decimal integer or float, or a hexadecimal (0x) or octal (0o) integer, with a sign; nullopt
/// for everything else.
std::optional<double> parse_float(std::string_view text);
/// As parse_float, but integers stay exact and floats are truncated; nullopt out of range.
std::optional<std::int64_t> parse_integer(std::string_view text);
/// Truncates towards zero; nullopt for NaN and what does not fit.
std::optional<std::int64_t> truncate_to_integer(double value);

}  // namespace entente::query
