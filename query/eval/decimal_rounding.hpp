#pragma once

#include <optional>
#include <string_view>

namespace entente::query {

/// How round() treats what is cut off; "up" and "down" are about the magnitude.
enum class RoundingMode { up, down, ceiling, floor, half_up, half_down, half_even };

/// The mode of a name such as "HALF_EVEN"; nullopt if there is none.
std::optional<RoundingMode> rounding_mode(std::string_view name);

/// Rounds to `precision` decimals (0 to 400). The number is taken as the decimal that prints it, so
/// that 2.15 lies exactly between 2.1 and 2.2 although no double does.
double round_decimal(double value, int precision, RoundingMode mode);

}  // namespace entente::query
