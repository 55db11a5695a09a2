#pragma once

#include <cstdint>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// An amount of one unit. The whole part is exact however large it is.
struct DurationNumber {
  __int128 whole = 0;
  long double fraction = 0;  // in (-1, 1), with the sign of the amount

  /// NaN and numbers that no group can hold become a number that is out of range.
  static DurationNumber from(double amount);
  void negate() {
    whole = -whole;
    fraction = -fraction;
  }
};

/// Sums amounts of units into the four groups of a duration. Whole amounts stay exact; the fraction
/// of a month falls through to days and seconds (a month is 30.436875 days), that of a day to
/// seconds, and so on, rounded to nanoseconds.
class DurationGroups {
 public:
  void add_months(const DurationNumber& amount, std::int64_t unit);
  void add_days(const DurationNumber& amount, std::int64_t unit);
  void add_seconds(const DurationNumber& amount, std::int64_t unit);
  /// Nanoseconds; fractions of them are dropped.
  void add_nanos(const DurationNumber& amount, std::int64_t unit);

  /// ArithmeticError / IntegerOverflow if a group does not fit.
  [[nodiscard]] Result<Value> to_duration() const;

 private:
  /// Whole part of an amount of a unit; its fraction is added to `fraction`.
  static __int128 split(const DurationNumber& amount, std::int64_t unit, long double& fraction);

  __int128 months_ = 0;
  __int128 days_ = 0;
  __int128 seconds_ = 0;
  __int128 nanos_ = 0;
  long double month_fraction_ = 0;
  long double day_fraction_ = 0;
  long double second_fraction_ = 0;
};

}  // namespace entente::query
