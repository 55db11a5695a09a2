#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

/// Temporal instants taken apart into date, clock time and zone, and put together again. This is
/// what constructors, projection, truncation and differences share.
namespace entente::query {

/// A zone by its offset alone, or by name; with a name the offset only chooses between the two
/// possible offsets of a local time that happens twice.
struct ZoneSpec {
  /// With a name: the first of two possible offsets.
  static constexpr std::int32_t no_choice = std::numeric_limits<std::int32_t>::max();

  std::string name;
  std::int32_t offset_seconds = 0;
};

struct TemporalParts {
  std::optional<std::int64_t> days;   // since 1970-01-01, local
  std::optional<std::int64_t> nanos;  // since midnight, local
  std::optional<ZoneSpec> zone;
};

/// True for dates, times and datetimes of every kind (not durations).
bool is_temporal_instant(const Value& value);
/// The parts a value has; the value must be an instant.
TemporalParts take_apart(const Value& value);
/// Makes a value of the kind. Parts that are missing are 1970-01-01, midnight and UTC. A named zone
/// becomes the offset it has at that local time.
Result<Value> put_together(ValueKind kind, const TemporalParts& parts);
/// The instant of the parts in seconds since the epoch (without nanos), with the zone's rules.
Result<DateTime> to_instant(const TemporalParts& parts);
/// The local parts that an instant has in a zone.
Result<TemporalParts> in_zone(const DateTime& instant, const ZoneSpec& zone);
/// The parts of a clock reading in a zone.
Result<TemporalParts> at_clock(std::chrono::system_clock::time_point time, const ZoneSpec& zone);

/// "Z", "+01:00", "-0130", "+01", "+00:53:28" or a zone name. ArgumentError / InvalidArgumentValue.
Result<ZoneSpec> parse_zone(std::string_view text);

/// ArgumentError / InvalidArgumentValue about a temporal argument.
Error temporal_error(std::string message);
/// "date", "local time", … for messages.
std::string_view temporal_name(ValueKind kind);

}  // namespace entente::query
