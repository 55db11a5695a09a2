#include "query/eval/calendar.hpp"

#include <algorithm>
#include <array>

namespace entente::query {
namespace {

constexpr std::int64_t days_per_era = 146'097;  // 400 years
constexpr std::int64_t epoch_shift = 719'468;   // days from 0000-03-01 to 1970-01-01

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::int64_t, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && is_leap_year(year)) return 29;
  return days[static_cast<std::size_t>(month - 1)];
}

std::int64_t days_in_year(std::int64_t year) { return is_leap_year(year) ? 366 : 365; }

// Counting years from March puts the leap day at the end of the year, so that a month's first day
// follows from a linear formula: five months have 153 days (Howard Hinnant's derivation in
// "chrono-Compatible Low-Level Date Algorithms").
std::int64_t days_from_civil(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_march_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_march_year;
  return era * days_per_era + day_of_era - epoch_shift;
}

CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t shifted = days + epoch_shift;
  const std::int64_t era = floor_div(shifted, days_per_era);
  const std::int64_t day_of_era = shifted - era * days_per_era;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_march_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_march_year + 2) / 153;
  CivilDate date;
  date.day = day_of_march_year - (153 * month_from_march + 2) / 5 + 1;
  date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

bool is_day_in_range(std::int64_t days) {
  static const std::int64_t first = days_from_civil({-year_max, 1, 1});
  static const std::int64_t last = days_from_civil({year_max, 12, 31});
  return days >= first && days <= last;
}

std::int64_t day_of_week(std::int64_t days) {
  // 1970-01-01 was a Thursday.
  return floor_mod(days + 3, 7) + 1;
}

std::int64_t day_of_year(std::int64_t days) {
  return days - days_from_civil({civil_from_days(days).year, 1, 1}) + 1;
}

std::int64_t day_of_quarter(std::int64_t days) {
  const CivilDate date = civil_from_days(days);
  const std::int64_t first_month = (date.month - 1) / 3 * 3 + 1;
  return days - days_from_civil({date.year, first_month, 1}) + 1;
}

std::int64_t days_from_week(const WeekDate& date) {
  // Week 1 is the one with 4 January.
  const std::int64_t fourth = days_from_civil({date.year, 1, 4});
  return fourth - (day_of_week(fourth) - 1) + (date.week - 1) * 7 + date.day - 1;
}

WeekDate week_from_days(std::int64_t days) {
  // The week belongs to the year of its Thursday.
  const std::int64_t thursday = days - day_of_week(days) + 4;
  const std::int64_t year = civil_from_days(thursday).year;
  return {year, (thursday - days_from_civil({year, 1, 1})) / 7 + 1, day_of_week(days)};
}

std::int64_t weeks_in_year(std::int64_t year) {
  return week_from_days(days_from_civil({year, 12, 28})).week;
}

CivilDate add_months(const CivilDate& date, std::int64_t months) {
  const std::int64_t total = date.year * 12 + date.month - 1 + months;
  CivilDate result{floor_div(total, 12), floor_mod(total, 12) + 1, date.day};
  result.day = std::min(result.day, days_in_month(result.year, result.month));
  return result;
}

std::int64_t local_days(const LocalDateTime& value) {
  return floor_div(value.seconds, seconds_per_day);
}
std::int64_t local_days(const DateTime& value) {
  return floor_div(value.seconds + value.offset_seconds, seconds_per_day);
}
std::int64_t local_nanos(const LocalDateTime& value) {
  return floor_mod(value.seconds, seconds_per_day) * nanos_per_second + value.nanos;
}
std::int64_t local_nanos(const DateTime& value) {
  return floor_mod(value.seconds + value.offset_seconds, seconds_per_day) * nanos_per_second +
         value.nanos;
}

}  // namespace entente::query
