#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/result.hpp"

/// Named time zones (IANA) from the system's compiled zone files. Thread-safe; zones are read once
/// and kept.
namespace entente::query {

/// True if the name denotes a zone of the system.
bool is_time_zone(std::string_view name);
/// The offset east of UTC in seconds that is in force in the zone at an instant (seconds since the
/// epoch). ArgumentError / InvalidArgumentValue for unknown zones.
Result<std::int32_t> zone_offset_at(std::string_view zone, std::int64_t utc_seconds);
/// The offset for a local time (seconds as if UTC). In a gap the offset before the transition is
/// taken, so that the instant moves forward by the gap; of two possible offsets the earlier one.
Result<std::int32_t> zone_offset_of_local(std::string_view zone, std::int64_t local_seconds);
/// The same, but of two possible offsets `preferred` is taken if it is one of them.
Result<std::int32_t> zone_offset_of_local(std::string_view zone, std::int64_t local_seconds,
                                          std::int32_t preferred);

}  // namespace entente::query
