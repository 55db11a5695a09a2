#include "query/eval/temporal_order.hpp"

#include <compare>
#include <tuple>

namespace entente::query {
namespace {

constexpr std::int64_t nanos_per_second = 1'000'000'000;
/// Average month of the Gregorian calendar in seconds: 365.2425 days / 12.
constexpr std::int64_t seconds_per_month = 2'629'746;
constexpr std::int64_t seconds_per_day = 86'400;

int sign(std::strong_ordering ordering) { return ordering < 0 ? -1 : (ordering > 0 ? 1 : 0); }

int order_times(const Time& a, const Time& b) {
  const std::int64_t utc_a = a.nanos - a.offset_seconds * nanos_per_second;
  const std::int64_t utc_b = b.nanos - b.offset_seconds * nanos_per_second;
  return sign(std::tie(utc_a, a.offset_seconds) <=> std::tie(utc_b, b.offset_seconds));
}

int order_date_times(const DateTime& a, const DateTime& b) {
  return sign(std::tie(a.seconds, a.nanos, a.offset_seconds, a.zone) <=>
              std::tie(b.seconds, b.nanos, b.offset_seconds, b.zone));
}

int order_durations(const Duration& a, const Duration& b) {
  // 128 bits, because months alone may exceed the seconds that 64 bits hold.
  const auto length = [](const Duration& d) {
    return static_cast<__int128>(d.months) * seconds_per_month +
           static_cast<__int128>(d.days) * seconds_per_day + d.seconds;
  };
  const __int128 length_a = length(a);
  const __int128 length_b = length(b);
  if (length_a != length_b) return length_a < length_b ? -1 : 1;
  return sign(std::tie(a.nanos, a.months, a.days) <=> std::tie(b.nanos, b.months, b.days));
}

}  // namespace

int order_temporal(const Value& a, const Value& b) {
  assert(a.kind() == b.kind());
  switch (a.kind()) {
    case ValueKind::date: return sign(a.as_date().days <=> b.as_date().days);
    case ValueKind::local_time: return sign(a.as_local_time().nanos <=> b.as_local_time().nanos);
    case ValueKind::time: return order_times(a.as_time(), b.as_time());
    case ValueKind::local_date_time: {
      const LocalDateTime x = a.as_local_date_time();
      const LocalDateTime y = b.as_local_date_time();
      return sign(std::tie(x.seconds, x.nanos) <=> std::tie(y.seconds, y.nanos));
    }
    case ValueKind::date_time: return order_date_times(a.as_date_time(), b.as_date_time());
    case ValueKind::duration: return order_durations(a.as_duration(), b.as_duration());
    default: assert(false); return 0;
  }
}

}  // namespace entente::query
