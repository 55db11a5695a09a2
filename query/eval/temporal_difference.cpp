#include "query/eval/temporal_difference.hpp"

#include "query/eval/calendar.hpp"
#include "query/eval/temporal_arithmetic.hpp"
#include "query/eval/temporal_parts.hpp"

namespace entente::query {
namespace {

/// The day up to which whole days have passed: one less (or more) if the clock has not come round.
std::int64_t end_day(const TemporalParts& from, const TemporalParts& to) {
  if (*to.days > *from.days && *to.nanos < *from.nanos) return *to.days - 1;
  if (*to.days<*from.days&& * to.nanos> * from.nanos) return *to.days + 1;
  return *to.days;
}

/// Whole months between, towards zero.
std::int64_t months_between(const TemporalParts& from, const TemporalParts& to) {
  const CivilDate a = civil_from_days(*from.days);
  const CivilDate b = civil_from_days(end_day(from, to));
  // A month has fewer than 32 days, so this packs months and days into comparable numbers.
  const std::int64_t packed_a = (a.year * 12 + a.month - 1) * 32 + a.day;
  const std::int64_t packed_b = (b.year * 12 + b.month - 1) * 32 + b.day;
  return (packed_b - packed_a) / 32;
}

Result<Value> clock_difference(const TemporalParts& from, const TemporalParts& to,
                               std::int64_t months, std::int64_t days) {
  ENTENTE_ASSIGN(const DateTime a, to_instant(from));
  ENTENTE_ASSIGN(const DateTime b, to_instant(to));
  return make_duration(months, days, static_cast<__int128>(b.seconds) - a.seconds,
                       static_cast<__int128>(b.nanos) - a.nanos);
}

/// Gives both sides a date, a time and the same zone.
Status align(TemporalParts& from, TemporalParts& to) {
  if (!from.days) from.days = to.days.value_or(0);
  if (!to.days) to.days = from.days;
  from.nanos = from.nanos.value_or(0);
  to.nanos = to.nanos.value_or(0);
  if (from.zone && to.zone) {
    // Months and days are counted on one calendar, that of the first value.
    ENTENTE_ASSIGN(const DateTime instant, to_instant(to));
    ENTENTE_ASSIGN(to, in_zone(instant, *from.zone));
  } else if (from.zone) {
    to.zone = from.zone;
  } else if (to.zone) {
    from.zone = to.zone;
  }
  return {};
}

}  // namespace

Result<Value> temporal_difference(DifferenceUnit unit, const Value& from_value,
                                  const Value& to_value) {
  TemporalParts from = take_apart(from_value);
  TemporalParts to = take_apart(to_value);
  const bool dated = from.days.has_value() && to.days.has_value();
  ENTENTE_TRY(align(from, to));
  if (unit == DifferenceUnit::seconds) return clock_difference(from, to, 0, 0);
  if (!dated) {
    return unit == DifferenceUnit::all ? clock_difference(from, to, 0, 0)
                                       : make_duration(0, 0, 0, 0);
  }
  if (unit == DifferenceUnit::days) {
    return make_duration(0, end_day(from, to) - *from.days, 0, 0);
  }
  const std::int64_t months = months_between(from, to);
  if (unit == DifferenceUnit::months) return make_duration(months, 0, 0, 0);
  from.days = days_from_civil(add_months(civil_from_days(*from.days), months));
  const std::int64_t days = end_day(from, to) - *from.days;
  from.days = *from.days + days;
  return clock_difference(from, to, months, days);
}

}  // namespace entente::query
