#include "query/eval/temporal_truncation.hpp"

#include <array>
#include <utility>

#include "query/eval/calendar.hpp"
#include "query/eval/temporal_fields.hpp"

namespace entente::query {
namespace {

/// Units within a day, with their length in nanoseconds.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> clock_units = {{
    {"day", nanos_per_day},
    {"hour", 3600 * nanos_per_second},
    {"minute", 60 * nanos_per_second},
    {"second", nanos_per_second},
    {"millisecond", 1'000'000},
    {"microsecond", 1'000},
}};

std::optional<std::int64_t> clock_unit(std::string_view unit) {
  for (const auto& [name, length] : clock_units) {
    if (name == unit) return length;
  }
  return std::nullopt;
}

/// The first day of the unit a day lies in; nullopt for units within a day.
std::optional<std::int64_t> truncate_days(std::string_view unit, std::int64_t days) {
  const CivilDate date = civil_from_days(days);
  const auto first_of_years = [&](std::int64_t years) {
    return days_from_civil({floor_div(date.year, years) * years, 1, 1});
  };
  if (unit == "millennium") return first_of_years(1000);
  if (unit == "century") return first_of_years(100);
  if (unit == "decade") return first_of_years(10);
  if (unit == "year") return first_of_years(1);
  if (unit == "weekYear") return days_from_week({week_from_days(days).year, 1, 1});
  if (unit == "quarter") return days_from_civil({date.year, (date.month - 1) / 3 * 3 + 1, 1});
  if (unit == "month") return days_from_civil({date.year, date.month, 1});
  if (unit == "week") return days - (day_of_week(days) - 1);
  return std::nullopt;
}

Status truncate_parts(ValueKind kind, std::string_view unit, TemporalParts& parts) {
  const auto clock = clock_unit(unit);
  if (clock) {
    const bool within_day = unit != "day";
    if (within_day && kind == ValueKind::date) {
      return temporal_error("a date cannot be truncated to " + std::string(unit));
    }
    parts.nanos = parts.nanos.value_or(0) / *clock * *clock;
    return {};
  }
  if (!parts.days)
    return temporal_error("the value has no date to truncate to " + std::string(unit));
  const auto days = truncate_days(unit, *parts.days);
  if (!days) return temporal_error("'" + std::string(unit) + "' is no unit of time");
  if (kind == ValueKind::local_time || kind == ValueKind::time) {
    return temporal_error("a time cannot be truncated to " + std::string(unit));
  }
  parts.days = days;
  parts.nanos = 0;
  return {};
}

}  // namespace

Result<Value> truncate_temporal(ValueKind kind, std::string_view unit, const Value& value,
                                const Value& fields) {
  TemporalParts parts = take_apart(value);
  const bool has_date = kind != ValueKind::local_time && kind != ValueKind::time;
  const bool has_time = kind != ValueKind::date;
  if (has_date && !parts.days) {
    return temporal_error("a " + std::string(temporal_name(kind)) + " needs a value with a date");
  }
  if (!has_date && !parts.nanos) {
    return temporal_error("a " + std::string(temporal_name(kind)) + " needs a value with a time");
  }
  ENTENTE_TRY(truncate_parts(kind, unit, parts));
  if (fields.is_map()) {
    ENTENTE_ASSIGN(const TemporalFields f, TemporalFields::read(fields));
    if (has_date) {
      ENTENTE_ASSIGN(parts.days, select_days(f, parts.days));
    }
    if (has_time) {
      ENTENTE_ASSIGN(parts.nanos, select_nanos(f, parts.nanos.value_or(0)));
    }
    // Truncation is about what the clock shows, so another zone keeps the local time.
    if (f.zone) parts.zone = f.zone;
  }
  return put_together(kind, parts);
}

}  // namespace entente::query
