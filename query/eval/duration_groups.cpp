#include "query/eval/duration_groups.hpp"

#include <cmath>
#include <limits>

#include "query/eval/calendar.hpp"

namespace entente::query {
namespace {

/// An average month of the Gregorian calendar: 30.436875 days.
constexpr long double nanos_per_month = 2'629'746.0L * 1e9L;
/// Amounts beyond this cannot fit a group whatever the unit.
constexpr long double amount_max = 9.3e18L;

bool fits(__int128 value) {
  return value >= std::numeric_limits<std::int64_t>::min() &&
         value <= std::numeric_limits<std::int64_t>::max();
}

}  // namespace

__int128 DurationGroups::split(const DurationNumber& amount, std::int64_t unit,
                               long double& fraction) {
  if (amount.exact) return static_cast<__int128>(amount.integer) * unit;
  const long double total = static_cast<long double>(amount.real) * unit;
  // NaN and infinities become a number that is out of range, so that they are reported.
  if (!(std::fabs(total) < amount_max)) return static_cast<__int128>(1) << 100U;
  const long double whole = std::trunc(total);
  fraction += total - whole;
  return static_cast<__int128>(whole);
}

void DurationGroups::add_months(const DurationNumber& amount, std::int64_t unit) {
  months_ += split(amount, unit, month_fraction_);
}
void DurationGroups::add_days(const DurationNumber& amount, std::int64_t unit) {
  days_ += split(amount, unit, day_fraction_);
}
void DurationGroups::add_seconds(const DurationNumber& amount, std::int64_t unit) {
  seconds_ += split(amount, unit, second_fraction_);
}
void DurationGroups::add_nanos(const DurationNumber& amount, std::int64_t unit) {
  long double dropped = 0;
  nanos_ += split(amount, unit, dropped);
}

Result<Value> DurationGroups::to_duration() const {
  const long double whole_months = std::trunc(month_fraction_);
  const __int128 months = months_ + static_cast<__int128>(whole_months);
  // Fractions are turned into nanoseconds before they are split again: those are integers, which
  // do not lose anything on the way from days to seconds.
  const auto below_month =
      static_cast<__int128>(std::roundl((month_fraction_ - whole_months) * nanos_per_month) +
                            std::roundl(day_fraction_ * static_cast<long double>(nanos_per_day)));
  const __int128 days = days_ + below_month / nanos_per_day;
  __int128 nanos = nanos_ + below_month % nanos_per_day +
                   static_cast<__int128>(std::roundl(second_fraction_ * 1e9L));
  __int128 seconds = seconds_ + nanos / nanos_per_second;
  nanos %= nanos_per_second;
  if (nanos < 0) {
    nanos += nanos_per_second;
    --seconds;
  }
  if (!fits(months) || !fits(days) || !fits(seconds)) {
    return Error::runtime(ErrorClass::arithmetic_error, "IntegerOverflow",
                          "the duration is out of range");
  }
  return Value(Duration{static_cast<std::int64_t>(months), static_cast<std::int64_t>(days),
                        static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(nanos)});
}

}  // namespace entente::query
