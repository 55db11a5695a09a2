#pragma once

#include "query/eval/temporal_parts.hpp"

namespace entente::query {

/// The entries of a map such as {year: 1984, week: 10, timezone: '+01:00'}, checked and typed.
/// Absent entries are nullopt.
struct TemporalFields {
  std::optional<std::int64_t> year, month, day;
  std::optional<std::int64_t> week, day_of_week;
  std::optional<std::int64_t> quarter, day_of_quarter, ordinal_day;
  std::optional<std::int64_t> hour, minute, second;
  std::optional<std::int64_t> millisecond, microsecond, nanosecond;
  std::optional<std::int64_t> epoch_seconds, epoch_millis;
  std::optional<ZoneSpec> zone;
  /// Values of the entries `date`, `time` and `datetime`; null if absent.
  Value date, time, date_time;

  /// Reads the map's entries. ArgumentError / InvalidArgumentValue for unknown names, and for
  /// values of a kind that does not fit.
  static Result<TemporalFields> read(const Value& map);

  [[nodiscard]] bool any_date() const;
  [[nodiscard]] bool any_time() const;
};

/// The date that the fields say, with what they leave open taken from `base`; without a base a year
/// is needed and the rest is the first.
Result<std::int64_t> select_days(const TemporalFields& fields, std::optional<std::int64_t> base);
/// The clock time that the fields say, with what they leave open taken from `base` or zero.
Result<std::int64_t> select_nanos(const TemporalFields& fields, std::optional<std::int64_t> base);

/// Constructor from a map: date({year: 1984}), datetime({date: d, time: t, timezone: 'Z'}), …
/// `now` is taken where the map only names a zone.
Result<Value> temporal_from_map(ValueKind kind, const Value& map,
                                std::chrono::system_clock::time_point now);

}  // namespace entente::query
