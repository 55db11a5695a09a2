#pragma once

#include <string_view>

#include "query/eval/temporal_parts.hpp"

namespace entente::query {

/// Parses the ISO 8601 forms of dates (calendar, week, quarter, ordinal), clock times and zones,
/// basic or extended, as far as the kind has them. ArgumentError / InvalidArgumentValue for texts
/// of another form and for dates that do not exist.
Result<TemporalParts> parse_temporal(ValueKind kind, std::string_view text);

/// Parses "P1Y2M3W4DT5H6M7.8S" (groups may be negative and have fractions) and
/// "P2012-02-02T14:37:21.545".
Result<Value> parse_duration(std::string_view text);

}  // namespace entente::query
