#include "query/eval/temporal_fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "query/eval/calendar.hpp"

namespace entente::query {
namespace {

using Number = std::optional<std::int64_t>;

constexpr std::array<std::pair<std::string_view, Number TemporalFields::*>, 17> number_fields = {{
    {"year", &TemporalFields::year},
    {"month", &TemporalFields::month},
    {"day", &TemporalFields::day},
    {"week", &TemporalFields::week},
    {"dayOfWeek", &TemporalFields::day_of_week},
    {"weekDay", &TemporalFields::day_of_week},
    {"quarter", &TemporalFields::quarter},
    {"dayOfQuarter", &TemporalFields::day_of_quarter},
    {"ordinalDay", &TemporalFields::ordinal_day},
    {"hour", &TemporalFields::hour},
    {"minute", &TemporalFields::minute},
    {"second", &TemporalFields::second},
    {"millisecond", &TemporalFields::millisecond},
    {"microsecond", &TemporalFields::microsecond},
    {"nanosecond", &TemporalFields::nanosecond},
    {"epochSeconds", &TemporalFields::epoch_seconds},
    {"epochMillis", &TemporalFields::epoch_millis},
}};

Status check_range(std::string_view name, const Number& value, std::int64_t low,
                   std::int64_t high) {
  if (!value || (*value >= low && *value <= high)) return {};
  return temporal_error(std::string(name) + " must be from " + std::to_string(low) + " to " +
                        std::to_string(high) + ", not " + std::to_string(*value));
}

Status read_entry(TemporalFields& fields, std::string_view key, const Value& value) {
  for (const auto& [name, member] : number_fields) {
    if (name != key) continue;
    if (!value.is_integer()) {
      return temporal_error(std::string(key) + " must be an INTEGER, not " +
                            std::string(to_string(value.kind())));
    }
    fields.*member = value.as_integer();
    return {};
  }
  if (key == "timezone") {
    if (!value.is_string()) return temporal_error("timezone must be a STRING");
    ENTENTE_ASSIGN(fields.zone, parse_zone(value.as_string()));
    return {};
  }
  Value* const target = key == "date"       ? &fields.date
                        : key == "time"     ? &fields.time
                        : key == "datetime" ? &fields.date_time
                                            : nullptr;
  if (target == nullptr) {
    return temporal_error("'" + std::string(key) + "' is no component of a temporal value");
  }
  if (!is_temporal_instant(value)) {
    return temporal_error(std::string(key) + " must be a temporal value");
  }
  *target = value;
  return {};
}

Result<std::int64_t> select_week(const TemporalFields& f, const Number& base) {
  const std::optional<WeekDate> from =
      base ? std::optional<WeekDate>(week_from_days(*base)) : std::nullopt;
  if (!f.week && !from) return temporal_error("dayOfWeek needs a week");
  const std::int64_t year = f.year ? *f.year : from->year;
  ENTENTE_TRY(check_range("week", f.week, 1, weeks_in_year(year)));
  ENTENTE_TRY(check_range("dayOfWeek", f.day_of_week, 1, 7));
  const std::int64_t week = f.week ? *f.week : from->week;
  return days_from_week({year, week, f.day_of_week.value_or(from ? from->day : 1)});
}

Result<std::int64_t> select_quarter(const TemporalFields& f, const Number& base) {
  std::int64_t quarter = 1;
  std::int64_t day = 1;
  std::int64_t year = f.year.value_or(0);
  if (base) {
    const CivilDate date = civil_from_days(*base);
    year = f.year.value_or(date.year);
    quarter = (date.month - 1) / 3 + 1;
    day = day_of_quarter(*base);
  } else if (!f.quarter) {
    return temporal_error("dayOfQuarter needs a quarter");
  }
  ENTENTE_TRY(check_range("quarter", f.quarter, 1, 4));
  quarter = f.quarter.value_or(quarter);
  const std::int64_t first = days_from_civil({year, quarter * 3 - 2, 1});
  const CivilDate next = add_months({year, quarter * 3 - 2, 1}, 3);
  const std::int64_t length = days_from_civil(next) - first;
  ENTENTE_TRY(check_range("dayOfQuarter", f.day_of_quarter, 1, length));
  return first + f.day_of_quarter.value_or(std::min(day, length)) - 1;
}

Result<std::int64_t> select_calendar(const TemporalFields& f, const Number& base) {
  CivilDate date{f.year.value_or(0), 1, 1};
  if (base) {
    date = civil_from_days(*base);
    date.year = f.year.value_or(date.year);
  } else if (f.day && !f.month) {
    return temporal_error("day needs a month");
  }
  ENTENTE_TRY(check_range("month", f.month, 1, 12));
  date.month = f.month.value_or(date.month);
  const std::int64_t length = days_in_month(date.year, date.month);
  ENTENTE_TRY(check_range("day", f.day, 1, length));
  // A day taken over from the base gives way to the length of the month; a given one does not.
  date.day = f.day.value_or(std::min(date.day, length));
  return days_from_civil(date);
}

/// Sub-second digits in groups of three; a field larger than its group takes those above it.
Result<std::int64_t> select_fraction(const TemporalFields& f, std::int64_t base) {
  ENTENTE_TRY(check_range("millisecond", f.millisecond, 0, 999));
  ENTENTE_TRY(check_range("microsecond", f.microsecond, 0, f.millisecond ? 999 : 999'999));
  const bool coarser = f.millisecond || f.microsecond;
  ENTENTE_TRY(check_range("nanosecond", f.nanosecond, 0, coarser ? 999 : 999'999'999));
  std::int64_t millis = base / 1'000'000;
  std::int64_t micros = base / 1000 % 1000;
  std::int64_t nanos = base % 1000;
  if (f.millisecond) {
    millis = *f.millisecond;
    micros = nanos = 0;
  }
  if (f.microsecond) {
    if (!f.millisecond && *f.microsecond > 999) millis = 0;
    micros = *f.microsecond;
    nanos = 0;
  }
  if (f.nanosecond) {
    if (*f.nanosecond > 999) millis = micros = 0;
    nanos = *f.nanosecond;
  }
  return millis * 1'000'000 + micros * 1000 + nanos;
}

}  // namespace

Result<TemporalFields> TemporalFields::read(const Value& map) {
  TemporalFields fields;
  for (const auto& [key, value] : map.as_map()) ENTENTE_TRY(read_entry(fields, key, value));
  return fields;
}

bool TemporalFields::any_date() const {
  return year || month || day || week || day_of_week || quarter || day_of_quarter || ordinal_day;
}

bool TemporalFields::any_time() const {
  return hour || minute || second || millisecond || microsecond || nanosecond;
}

Result<std::int64_t> select_days(const TemporalFields& f, std::optional<std::int64_t> base) {
  if (base && !f.any_date()) return *base;
  if (!base && !f.year) return temporal_error("a date needs a year");
  ENTENTE_TRY(check_range("year", f.year, -year_max, year_max));
  const bool by_week = f.week || f.day_of_week;
  const bool by_quarter = f.quarter || f.day_of_quarter;
  const bool by_month = f.month || f.day;
  const int ways =
      (by_week ? 1 : 0) + (by_quarter ? 1 : 0) + (by_month ? 1 : 0) + (f.ordinal_day ? 1 : 0);
  if (ways > 1) {
    return temporal_error("a date is given by month and day, by week, by quarter or by ordinalDay");
  }
  if (by_week) return select_week(f, base);
  if (by_quarter) return select_quarter(f, base);
  if (f.ordinal_day) {
    const std::int64_t year = f.year ? *f.year : civil_from_days(*base).year;
    ENTENTE_TRY(check_range("ordinalDay", f.ordinal_day, 1, days_in_year(year)));
    return days_from_civil({year, 1, 1}) + *f.ordinal_day - 1;
  }
  return select_calendar(f, base);
}

Result<std::int64_t> select_nanos(const TemporalFields& f, std::optional<std::int64_t> base) {
  const bool fraction = f.millisecond || f.microsecond || f.nanosecond;
  if (!base) {
    const bool gap = (f.minute && !f.hour) || (f.second && !f.minute) || (fraction && !f.second);
    if (gap) return temporal_error("a time needs every larger component, from the hour on");
  }
  ENTENTE_TRY(check_range("hour", f.hour, 0, 23));
  ENTENTE_TRY(check_range("minute", f.minute, 0, 59));
  ENTENTE_TRY(check_range("second", f.second, 0, 59));
  const std::int64_t from = base.value_or(0);
  const std::int64_t seconds = from / nanos_per_second;
  const std::int64_t hour = f.hour.value_or(seconds / 3600);
  const std::int64_t minute = f.minute.value_or(seconds / 60 % 60);
  const std::int64_t second = f.second.value_or(seconds % 60);
  ENTENTE_ASSIGN(const std::int64_t nanos, select_fraction(f, from % nanos_per_second));
  return ((hour * 60 + minute) * 60 + second) * nanos_per_second + nanos;
}

namespace {

/// What the entries date, time and datetime give to start from.
Result<TemporalParts> base_parts(ValueKind kind, const TemporalFields& f) {
  TemporalParts base;
  const bool needs_date = kind != ValueKind::local_time && kind != ValueKind::time;
  const bool needs_time = kind != ValueKind::date;
  if (!f.date_time.is_null()) {
    if (!f.date.is_null() || !f.time.is_null()) {
      return temporal_error("datetime cannot be combined with date or time");
    }
    base = take_apart(f.date_time);
    if ((needs_date && !base.days) || (needs_time && !base.nanos)) {
      return temporal_error("datetime must be a value with a date and a time");
    }
    return base;
  }
  if (!f.date.is_null()) {
    base.days = take_apart(f.date).days;
    if (!base.days) return temporal_error("date must be a value with a date");
  }
  if (!f.time.is_null()) {
    TemporalParts time = take_apart(f.time);
    if (!time.nanos) return temporal_error("time must be a value with a time");
    base.nanos = time.nanos;
    base.zone = std::move(time.zone);
  }
  return base;
}

/// datetime({epochSeconds: s, nanosecond: n}) and datetime({epochMillis: ms}).
Result<Value> from_epoch(ValueKind kind, const TemporalFields& f) {
  if (f.epoch_seconds && f.epoch_millis) {
    return temporal_error("only one of epochSeconds and epochMillis can be given");
  }
  DateTime instant;
  ENTENTE_TRY(check_range("nanosecond", f.nanosecond, 0, nanos_per_second - 1));
  if (f.epoch_seconds) {
    instant.seconds = *f.epoch_seconds;
  } else {
    instant.seconds = floor_div(*f.epoch_millis, 1000);
    instant.nanos = static_cast<std::int32_t>(floor_mod(*f.epoch_millis, 1000) * 1'000'000);
  }
  constexpr std::int64_t seconds_max = (year_max + 1) * 366 * seconds_per_day;
  if (instant.seconds > seconds_max || instant.seconds < -seconds_max) {
    return temporal_error("the instant is out of range");
  }
  instant.nanos += static_cast<std::int32_t>(f.nanosecond.value_or(0));
  ENTENTE_ASSIGN(const TemporalParts parts, in_zone(instant, f.zone.value_or(ZoneSpec{})));
  return put_together(kind, parts);
}

}  // namespace

Result<Value> temporal_from_map(ValueKind kind, const Value& map,
                                std::chrono::system_clock::time_point now) {
  for (const auto& [key, value] : map.as_map()) {
    if (value.is_null()) return Value();
  }
  ENTENTE_ASSIGN(const TemporalFields f, TemporalFields::read(map));
  if (f.epoch_seconds || f.epoch_millis) return from_epoch(kind, f);
  if (f.zone && map.as_map().size() == 1) {
    ENTENTE_ASSIGN(const TemporalParts parts, at_clock(now, *f.zone));
    return put_together(kind, parts);
  }
  const bool has_date = kind != ValueKind::local_time && kind != ValueKind::time;
  const bool has_time = kind != ValueKind::date;
  const bool has_zone = kind == ValueKind::time || kind == ValueKind::date_time;
  if ((!has_date && f.any_date()) || (!has_time && f.any_time())) {
    return temporal_error("a " + std::string(temporal_name(kind)) +
                          " does not have all of these components");
  }
  ENTENTE_ASSIGN(const TemporalParts base, base_parts(kind, f));
  TemporalParts parts;
  if (has_date) {
    ENTENTE_ASSIGN(parts.days, select_days(f, base.days));
  }
  if (has_time) {
    if (!has_date && !base.nanos && !f.hour) return temporal_error("a time needs an hour");
    ENTENTE_ASSIGN(parts.nanos, select_nanos(f, base.nanos));
  }
  if (!has_zone) return put_together(kind, parts);
  parts.zone = base.zone;
  if (!f.zone) return put_together(kind, parts);
  if (!base.zone) {
    parts.zone = f.zone;
    return put_together(kind, parts);
  }
  // The base has a zone of its own, so the other zone shows the same instant.
  ENTENTE_ASSIGN(const DateTime instant, to_instant(parts));
  ENTENTE_ASSIGN(const TemporalParts moved, in_zone(instant, *f.zone));
  return put_together(kind, moved);
}

}  // namespace entente::query
