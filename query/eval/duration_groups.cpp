#include "query/eval/duration_groups.hpp"

#include <cmath>

#include "query/eval/calendar.hpp"
#include "query/eval/temporal_arithmetic.hpp"

namespace entente::query {
namespace {

/// An average month of the Gregorian calendar: 30.436875 days.
constexpr long double nanos_per_month = 2'629'746.0L * 1e9L;
/// Amounts beyond this cannot fit a group whatever the unit.
constexpr double amount_max = 9.3e18;

}  // namespace

DurationNumber DurationNumber::from(double amount) {
  if (!(std::fabs(amount) < amount_max)) return {static_cast<__int128>(1) << 90U, 0};
  const double whole = std::trunc(amount);
  return {static_cast<__int128>(whole), static_cast<long double>(amount) - whole};
}

__int128 DurationGroups::split(const DurationNumber& amount, std::int64_t unit,
                               long double& fraction) {
  const long double rest = amount.fraction * static_cast<long double>(unit);
  const long double whole = std::trunc(rest);
  fraction += rest - whole;
  return amount.whole * unit + static_cast<__int128>(whole);
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
  return make_duration(months, days, seconds, nanos);
}

}  // namespace entente::query
