#include "storage/base/calendar.hpp"

#include <cassert>

namespace entente::storage {
namespace {

// Both conversions count days from 0000-03-01 in eras of 400 years (146,097 days), with years that
// begin in March, so that the leap day is the last of its year. The method is Howard Hinnant's,
// "chrono-compatible low-level date algorithms".
constexpr std::int64_t epoch_shift_days = 719'468;
constexpr std::int64_t era_days = 146'097;

std::optional<std::uint32_t> digits(std::string_view text) {
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

}  // namespace

CivilDay civil_day(Date date) {
  // 128 bits, because the shift must not overflow for any stored number.
  const __int128 shifted = static_cast<__int128>(date.days) + epoch_shift_days;
  const __int128 era = (shifted >= 0 ? shifted : shifted - (era_days - 1)) / era_days;
  const auto day_of_era = static_cast<std::uint32_t>(shifted - era * era_days);
  const std::uint32_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::uint32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t march_month = (5 * day_of_year + 2) / 153;
  CivilDay civil;
  civil.day = day_of_year - (153 * march_month + 2) / 5 + 1;
  civil.month = march_month < 10 ? march_month + 3 : march_month - 9;
  civil.year = static_cast<std::int64_t>(era * 400 + year_of_era + (civil.month <= 2 ? 1 : 0));
  return civil;
}

Date date_of(CivilDay day) {
  assert(day.year >= -1'000'000'000 && day.year <= 1'000'000'000);
  assert(day.month >= 1 && day.month <= 12);
  assert(day.day >= 1 && day.day <= days_in_month(day.year, day.month));
  const std::int64_t march_year = day.month <= 2 ? day.year - 1 : day.year;
  const std::int64_t era = (march_year >= 0 ? march_year : march_year - 399) / 400;
  const std::int64_t year_of_era = march_year - era * 400;
  const std::uint32_t march_month = day.month > 2 ? day.month - 3 : day.month + 9;
  const std::int64_t day_of_year = (153 * march_month + 2) / 5 + day.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * era_days + day_of_era - epoch_shift_days};
}

std::uint32_t days_in_month(std::int64_t year, std::uint32_t month) {
  if (month == 2) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return date_of({*year, *month, *day});
}

}  // namespace entente::storage
