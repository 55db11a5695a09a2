#pragma once

#include <cstdint>

#include "entente/value.hpp"

/// Arithmetic of the proleptic Gregorian calendar and of clock times. Pure functions.
namespace entente::query {

inline constexpr std::int64_t nanos_per_second = 1'000'000'000;
inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t nanos_per_day = nanos_per_second * seconds_per_day;
/// Years that dates may have, as in the reference implementation.
inline constexpr std::int64_t year_max = 999'999'999;

struct CivilDate {
  std::int64_t year = 1970;
  std::int64_t month = 1;  // 1 to 12
  std::int64_t day = 1;    // 1 to 31
};
/// A day in the ISO 8601 week calendar; weeks begin on Monday (1).
struct WeekDate {
  std::int64_t year = 1970;
  std::int64_t week = 1;  // 1 to 53
  std::int64_t day = 1;   // 1 to 7
};

/// Division that rounds to minus infinity, and its remainder in [0, b).
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return a - floor_div(a, b) * b; }

bool is_leap_year(std::int64_t year);
std::int64_t days_in_month(std::int64_t year, std::int64_t month);
std::int64_t days_in_year(std::int64_t year);
/// Days since 1970-01-01; the date must exist.
std::int64_t days_from_civil(const CivilDate& date);
CivilDate civil_from_days(std::int64_t days);
/// True if the day lies in the years that dates may have.
bool is_day_in_range(std::int64_t days);
/// 1 (Monday) to 7.
std::int64_t day_of_week(std::int64_t days);
/// 1 to 366.
std::int64_t day_of_year(std::int64_t days);
/// 1 to 92.
std::int64_t day_of_quarter(std::int64_t days);
WeekDate week_from_days(std::int64_t days);
std::int64_t days_from_week(const WeekDate& date);
/// 52 or 53.
std::int64_t weeks_in_year(std::int64_t year);
/// Adds months, clamping the day to the end of the month.
CivilDate add_months(const CivilDate& date, std::int64_t months);

/// The local date, and the nanoseconds since local midnight, of values that have them.
std::int64_t local_days(const LocalDateTime& value);
std::int64_t local_days(const DateTime& value);
std::int64_t local_nanos(const LocalDateTime& value);
std::int64_t local_nanos(const DateTime& value);

}  // namespace entente::query
