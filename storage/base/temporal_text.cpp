#include <cstdint>
#include <string>

#include "storage/base/calendar.hpp"
#include "storage/base/value_text.hpp"

namespace entente::storage {
namespace {

constexpr std::int64_t nanos_per_second = 1'000'000'000;
constexpr std::int64_t seconds_per_day = 86'400;

void append_padded(std::string& out, std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void append_date(std::string& out, std::int64_t days) {
  const CivilDay civil = civil_day(Date{days});
  // ISO 8601 wants a sign on years outside 0000 to 9999.
  if (civil.year < 0) out += '-';
  if (civil.year > 9999) out += '+';
  append_padded(out, static_cast<std::uint64_t>(civil.year < 0 ? -civil.year : civil.year), 4);
  out += '-';
  append_padded(out, civil.month, 2);
  out += '-';
  append_padded(out, civil.day, 2);
}

// ".5" for 500,000,000: without trailing zeros, nothing for zero.
void append_fraction(std::string& out, std::int64_t nanos) {
  if (nanos == 0) return;
  out += '.';
  append_padded(out, static_cast<std::uint64_t>(nanos), 9);
  while (out.back() == '0') out.pop_back();
}

// hh:mm[:ss[.fraction]]
void append_clock(std::string& out, std::int64_t second_of_day, std::int64_t nanos) {
  append_padded(out, static_cast<std::uint64_t>(second_of_day / 3'600), 2);
  out += ':';
  append_padded(out, static_cast<std::uint64_t>(second_of_day / 60 % 60), 2);
  if (second_of_day % 60 == 0 && nanos == 0) return;
  out += ':';
  append_padded(out, static_cast<std::uint64_t>(second_of_day % 60), 2);
  append_fraction(out, nanos);
}

void append_time(std::string& out, std::int64_t nanos) {
  // Values from outside the day cannot be built by Cypher, but bytes read from disk may hold them.
  const std::int64_t day = seconds_per_day * nanos_per_second;
  const std::int64_t in_day = ((nanos % day) + day) % day;
  append_clock(out, in_day / nanos_per_second, in_day % nanos_per_second);
}

void append_offset(std::string& out, std::int64_t offset_seconds) {
  if (offset_seconds == 0) {
    out += 'Z';
    return;
  }
  const std::int64_t magnitude = offset_seconds < 0 ? -offset_seconds : offset_seconds;
  out += offset_seconds < 0 ? '-' : '+';
  append_padded(out, static_cast<std::uint64_t>(magnitude / 3'600), 2);
  out += ':';
  append_padded(out, static_cast<std::uint64_t>(magnitude / 60 % 60), 2);
  if (magnitude % 60 == 0) return;
  out += ':';
  append_padded(out, static_cast<std::uint64_t>(magnitude % 60), 2);
}

void append_date_time(std::string& out, __int128 seconds, std::int64_t nanos) {
  __int128 days = seconds / seconds_per_day;
  auto second_of_day = static_cast<std::int64_t>(seconds - days * seconds_per_day);
  if (second_of_day < 0) {
    second_of_day += seconds_per_day;
    --days;
  }
  append_date(out, static_cast<std::int64_t>(days));
  out += 'T';
  append_clock(out, second_of_day, nanos < 0 ? 0 : nanos % nanos_per_second);
}

void append_group(std::string& out, std::int64_t number, char unit) {
  if (number == 0) return;
  out += std::to_string(number);
  out += unit;
}

// Hours, minutes and seconds of a duration each carry the sign of the whole time part.
void append_duration_time(std::string& out, const Duration& value) {
  const __int128 nanos = static_cast<__int128>(value.seconds) * nanos_per_second + value.nanos;
  if (nanos == 0) return;
  const bool negative = nanos < 0;
  const auto magnitude = static_cast<unsigned __int128>(negative ? -nanos : nanos);
  const auto seconds = static_cast<std::int64_t>(magnitude / nanos_per_second);
  const auto fraction = static_cast<std::int64_t>(magnitude % nanos_per_second);
  const std::int64_t sign = negative ? -1 : 1;
  out += 'T';
  append_group(out, sign * (seconds / 3'600), 'H');
  append_group(out, sign * (seconds / 60 % 60), 'M');
  if (seconds % 60 == 0 && fraction == 0) return;
  // "-0" cannot be printed as a number, so the sign is written by hand.
  if (negative) out += '-';
  out += std::to_string(seconds % 60);
  append_fraction(out, fraction);
  out += 'S';
}

}  // namespace

std::string temporal_text(Date value) {
  std::string out;
  append_date(out, value.days);
  return out;
}

std::string temporal_text(LocalTime value) {
  std::string out;
  append_time(out, value.nanos);
  return out;
}

std::string temporal_text(Time value) {
  std::string out;
  append_time(out, value.nanos);
  append_offset(out, value.offset_seconds);
  return out;
}

std::string temporal_text(LocalDateTime value) {
  std::string out;
  append_date_time(out, value.seconds, value.nanos);
  return out;
}

std::string temporal_text(const DateTime& value) {
  std::string out;
  append_date_time(out, static_cast<__int128>(value.seconds) + value.offset_seconds, value.nanos);
  append_offset(out, value.offset_seconds);
  if (!value.zone.empty()) out += '[' + value.zone + ']';
  return out;
}

std::string temporal_text(const Duration& value) {
  std::string out = "P";
  append_group(out, value.months / 12, 'Y');
  append_group(out, value.months % 12, 'M');
  append_group(out, value.days, 'D');
  append_duration_time(out, value);
  return out.size() == 1 ? "PT0S" : out;
}

}  // namespace entente::storage
