#include "query/eval/temporal_arithmetic.hpp"

#include <limits>

#include "query/eval/calendar.hpp"
#include "query/eval/duration_groups.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/time_zone.hpp"

namespace entente::query {
namespace {

bool fits(__int128 value) {
  return value >= std::numeric_limits<std::int64_t>::min() &&
         value <= std::numeric_limits<std::int64_t>::max();
}

Error out_of_range() {
  return Error::runtime(ErrorClass::arithmetic_error, "IntegerOverflow",
                        "the temporal value is out of range");
}

/// Adds months and then days to a date; out of range is an error.
Result<std::int64_t> add_to_days(std::int64_t days, std::int64_t months, __int128 more_days) {
  if (months != 0) {
    constexpr std::int64_t months_max = 12 * 2 * year_max;
    if (months > months_max || months < -months_max) return out_of_range();
    const CivilDate date = add_months(civil_from_days(days), months);
    if (date.year > year_max || date.year < -year_max) return out_of_range();
    days = days_from_civil(date);
  }
  const __int128 sum = days + more_days;
  if (!fits(sum) || !is_day_in_range(static_cast<std::int64_t>(sum))) return out_of_range();
  return static_cast<std::int64_t>(sum);
}

std::int64_t add_to_clock(std::int64_t nanos, const Duration& duration) {
  const std::int64_t seconds = duration.seconds % seconds_per_day;
  return floor_mod(nanos + seconds * nanos_per_second + duration.nanos, nanos_per_day);
}

/// Adds the groups of a duration to local seconds: months, days, then the clock part.
Result<LocalDateTime> add_to_local(const LocalDateTime& value, const Duration& duration) {
  ENTENTE_ASSIGN(const std::int64_t days,
                 add_to_days(local_days(value), duration.months, duration.days));
  const std::int64_t nanos = std::int64_t{value.nanos} + duration.nanos;
  const __int128 seconds = static_cast<__int128>(days) * seconds_per_day +
                           floor_mod(value.seconds, seconds_per_day) + duration.seconds +
                           floor_div(nanos, nanos_per_second);
  if (!fits(seconds)) return out_of_range();
  const LocalDateTime sum{static_cast<std::int64_t>(seconds),
                          static_cast<std::int32_t>(floor_mod(nanos, nanos_per_second))};
  if (!is_day_in_range(local_days(sum))) return out_of_range();
  return sum;
}

/// Months and days move the local time, which is then placed in its zone; the clock part moves the
/// instant.
Result<Value> add_to_zoned(const DateTime& value, const Duration& duration) {
  DateTime result = value;
  if (duration.months != 0 || duration.days != 0) {
    const LocalDateTime local{value.seconds + value.offset_seconds, value.nanos};
    const Duration calendar{duration.months, duration.days, 0, 0};
    ENTENTE_ASSIGN(const LocalDateTime moved, add_to_local(local, calendar));
    if (!value.zone.empty()) {
      ENTENTE_ASSIGN(result.offset_seconds,
                     zone_offset_of_local(value.zone, moved.seconds, value.offset_seconds));
    }
    result.seconds = moved.seconds - result.offset_seconds;
  }
  // The clock part is added in the local time of a fixed offset, which is the same instant, so that
  // the limits of local dates hold.
  const Duration clock{0, 0, duration.seconds, duration.nanos};
  const LocalDateTime start{result.seconds + result.offset_seconds, result.nanos};
  ENTENTE_ASSIGN(const LocalDateTime end, add_to_local(start, clock));
  result.seconds = end.seconds - result.offset_seconds;
  result.nanos = end.nanos;
  if (!value.zone.empty()) {
    ENTENTE_ASSIGN(result.offset_seconds, zone_offset_at(value.zone, result.seconds));
  }
  return Value(std::move(result));
}

Result<Value> scale_by(const Duration& a, double factor) {
  DurationGroups groups;
  const auto part = [factor](std::int64_t group) {
    return DurationNumber::from(static_cast<double>(group) * factor);
  };
  groups.add_months(part(a.months), 1);
  groups.add_days(part(a.days), 1);
  groups.add_seconds(part(a.seconds), 1);
  groups.add_nanos(part(a.nanos), 1);
  return groups.to_duration();
}

}  // namespace

Result<Value> make_duration(__int128 months, __int128 days, __int128 seconds, __int128 nanos) {
  __int128 carry = nanos / nanos_per_second;
  __int128 rest = nanos % nanos_per_second;
  if (rest < 0) {
    rest += nanos_per_second;
    --carry;
  }
  seconds += carry;
  if (!fits(months) || !fits(days) || !fits(seconds)) return out_of_range();
  return Value(Duration{static_cast<std::int64_t>(months), static_cast<std::int64_t>(days),
                        static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(rest)});
}

Result<Value> add_duration(const Value& instant, const Duration& duration) {
  switch (instant.kind()) {
    case ValueKind::date: {
      const __int128 days =
          static_cast<__int128>(duration.days) + duration.seconds / seconds_per_day;
      ENTENTE_ASSIGN(const std::int64_t sum,
                     add_to_days(instant.as_date().days, duration.months, days));
      return Value(Date{sum});
    }
    case ValueKind::local_time:
      return Value(LocalTime{add_to_clock(instant.as_local_time().nanos, duration)});
    case ValueKind::time:
      return Value(
          Time{add_to_clock(instant.as_time().nanos, duration), instant.as_time().offset_seconds});
    case ValueKind::local_date_time: {
      ENTENTE_ASSIGN(const LocalDateTime sum, add_to_local(instant.as_local_date_time(), duration));
      return Value(sum);
    }
    case ValueKind::date_time: return add_to_zoned(instant.as_date_time(), duration);
    default: return operand_error("a duration cannot be added to", instant);
  }
}

Result<Value> add_durations(const Duration& a, const Duration& b) {
  const auto sum = [](std::int64_t x, std::int64_t y) { return static_cast<__int128>(x) + y; };
  return make_duration(sum(a.months, b.months), sum(a.days, b.days), sum(a.seconds, b.seconds),
                       sum(a.nanos, b.nanos));
}

Result<Value> negate_duration(const Duration& a) {
  return make_duration(-static_cast<__int128>(a.months), -static_cast<__int128>(a.days),
                       -static_cast<__int128>(a.seconds), -static_cast<__int128>(a.nanos));
}

Result<Value> scale_duration(const Duration& a, const Value& factor) {
  if (factor.is_integer()) {
    const __int128 f = factor.as_integer();
    return make_duration(a.months * f, a.days * f, a.seconds * f, a.nanos * f);
  }
  return scale_by(a, factor.as_float());
}

Result<Value> divide_duration(const Duration& a, const Value& divisor) {
  const double d = divisor.as_number();
  if (d == 0) {
    return Error::runtime(ErrorClass::arithmetic_error, "DivisionByZero",
                          "a duration cannot be divided by zero");
  }
  DurationGroups groups;
  const auto part = [d](std::int64_t group) {
    return DurationNumber::from(static_cast<double>(group) / d);
  };
  groups.add_months(part(a.months), 1);
  groups.add_days(part(a.days), 1);
  groups.add_seconds(part(a.seconds), 1);
  groups.add_nanos(part(a.nanos), 1);
  return groups.to_duration();
}

}  // namespace entente::query
