#pragma once

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// Which groups a difference is expressed in.
enum class DifferenceUnit : std::uint8_t { all, months, days, seconds };

/// duration.between, inMonths, inDays and inSeconds of two instants of any kinds. If one has no
/// date, only clock times are compared (on the day of the other, whose zone they share); a value
/// without zone takes that of the other.
Result<Value> temporal_difference(DifferenceUnit unit, const Value& from, const Value& to);

}  // namespace entente::query
