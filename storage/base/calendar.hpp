#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "entente/value.hpp"

namespace entente::storage {

/// A day of the proleptic Gregorian calendar; month and day from 1.
struct CivilDay {
  std::int64_t year = 1970;
  std::uint32_t month = 1;
  std::uint32_t day = 1;
  friend bool operator==(const CivilDay&, const CivilDay&) = default;
};

/// The day with this number. Numbers may be anything a file holds: years beyond 64 bits cannot
/// occur.
CivilDay civil_day(Date date);
/// The number of a day; the year must be within a billion years of now, month and day valid
/// (asserted).
Date date_of(CivilDay day);
/// Days of the month, 28 to 31.
std::uint32_t days_in_month(std::int64_t year, std::uint32_t month);
/// Reads exactly "YYYY-MM-DD"; nullopt for anything else and for days that do not exist.
std::optional<Date> parse_iso_date(std::string_view text);

}  // namespace entente::storage
