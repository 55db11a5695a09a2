#include "query/eval/temporal_component.hpp"

#include <fmt/format.h>

#include <optional>

#include "query/eval/calendar.hpp"

namespace entente::query {
namespace {

using Component = std::optional<std::int64_t>;

Component date_component(std::int64_t days, std::string_view name) {
  const CivilDate date = civil_from_days(days);
  if (name == "year") return date.year;
  if (name == "quarter") return (date.month - 1) / 3 + 1;
  if (name == "month") return date.month;
  if (name == "week") return week_from_days(days).week;
  if (name == "weekYear") return week_from_days(days).year;
  if (name == "dayOfQuarter") return day_of_quarter(days);
  if (name == "day") return date.day;
  if (name == "ordinalDay") return day_of_year(days);
  if (name == "dayOfWeek" || name == "weekDay") return day_of_week(days);
  return std::nullopt;
}

Component time_component(std::int64_t nanos, std::string_view name) {
  const std::int64_t seconds = nanos / nanos_per_second;
  const std::int64_t fraction = nanos % nanos_per_second;
  if (name == "hour") return seconds / 3600;
  if (name == "minute") return seconds / 60 % 60;
  if (name == "second") return seconds % 60;
  if (name == "millisecond") return fraction / 1'000'000;
  if (name == "microsecond") return fraction / 1000;
  if (name == "nanosecond") return fraction;
  return std::nullopt;
}

std::string offset_name(std::int32_t offset) {
  if (offset == 0) return "Z";
  const int magnitude = offset < 0 ? -offset : offset;
  std::string text =
      fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', magnitude / 3600, magnitude / 60 % 60);
  if (magnitude % 60 != 0) text += fmt::format(":{:02}", magnitude % 60);
  return text;
}

Value offset_component(std::int32_t offset, std::string_view zone, std::string_view name) {
  if (name == "timezone") return Value(zone.empty() ? offset_name(offset) : std::string(zone));
  if (name == "offset") return Value(offset_name(offset));
  if (name == "offsetMinutes") return Value(offset / 60);
  if (name == "offsetSeconds") return Value(static_cast<std::int64_t>(offset));
  return {};
}

Value to_value(Component component) { return component ? Value(*component) : Value(); }

Result<Value> date_time_component(const DateTime& value, std::string_view name) {
  if (name == "epochSeconds") return Value(value.seconds);
  if (name == "epochMillis") {
    std::int64_t millis = 0;
    if (__builtin_mul_overflow(value.seconds, std::int64_t{1000}, &millis)) {
      return Error::runtime(ErrorClass::arithmetic_error, "IntegerOverflow",
                            "the instant is too far from 1970 for milliseconds");
    }
    return Value(millis + value.nanos / 1'000'000);
  }
  if (const auto c = date_component(local_days(value), name)) return Value(*c);
  if (const auto c = time_component(local_nanos(value), name)) return Value(*c);
  return offset_component(value.offset_seconds, value.zone, name);
}

Component duration_component(const Duration& d, std::string_view name) {
  if (name == "years") return d.months / 12;
  if (name == "quarters") return d.months / 3;
  if (name == "quartersOfYear") return d.months / 3 % 4;
  if (name == "months") return d.months;
  if (name == "monthsOfYear") return d.months % 12;
  if (name == "monthsOfQuarter") return d.months % 3;
  if (name == "weeks") return d.days / 7;
  if (name == "days") return d.days;
  if (name == "daysOfWeek") return d.days % 7;
  if (name == "hours") return d.seconds / 3600;
  if (name == "minutes") return d.seconds / 60;
  if (name == "minutesOfHour") return d.seconds / 60 % 60;
  if (name == "seconds") return d.seconds;
  if (name == "secondsOfMinute") return d.seconds % 60;
  if (name == "millisecondsOfSecond") return d.nanos / 1'000'000;
  if (name == "microsecondsOfSecond") return d.nanos / 1000;
  if (name == "nanosecondsOfSecond") return d.nanos;
  return std::nullopt;
}

/// The whole clock part in a small unit; it may not fit.
Result<Value> duration_total(const Duration& d, std::int64_t units_per_second) {
  const __int128 total = static_cast<__int128>(d.seconds) * units_per_second +
                         d.nanos / (nanos_per_second / units_per_second);
  const auto narrowed = static_cast<std::int64_t>(total);
  if (total != narrowed) {
    return Error::runtime(ErrorClass::arithmetic_error, "IntegerOverflow",
                          "the duration is too long for this unit");
  }
  return Value(narrowed);
}

}  // namespace

Result<Value> temporal_component(const Value& value, std::string_view name) {
  switch (value.kind()) {
    case ValueKind::date: return to_value(date_component(value.as_date().days, name));
    case ValueKind::local_time: return to_value(time_component(value.as_local_time().nanos, name));
    case ValueKind::time: {
      const Time time = value.as_time();
      if (const auto c = time_component(time.nanos, name)) return Value(*c);
      return offset_component(time.offset_seconds, {}, name);
    }
    case ValueKind::local_date_time: {
      const LocalDateTime time = value.as_local_date_time();
      if (const auto c = date_component(local_days(time), name)) return Value(*c);
      return to_value(time_component(local_nanos(time), name));
    }
    case ValueKind::date_time: return date_time_component(value.as_date_time(), name);
    case ValueKind::duration: {
      const Duration& duration = value.as_duration();
      if (name == "milliseconds") return duration_total(duration, 1000);
      if (name == "microseconds") return duration_total(duration, 1'000'000);
      if (name == "nanoseconds") return duration_total(duration, nanos_per_second);
      return to_value(duration_component(duration, name));
    }
    default: return Value();
  }
}

}  // namespace entente::query
