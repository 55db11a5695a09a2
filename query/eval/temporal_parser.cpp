#include "query/eval/temporal_parser.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "query/eval/calendar.hpp"
#include "query/eval/time_zone.hpp"

namespace entente::query {
namespace {

Error unreadable(ValueKind kind, std::string_view text) {
  return temporal_error("'" + std::string(text) + "' cannot be read as a " +
                        std::string(temporal_name(kind)));
}

/// Reads digits from the front of a text.
class DigitReader {
 public:
  explicit DigitReader(std::string_view text) : text_(text) {}
  [[nodiscard]] bool done() const { return text_.empty(); }
  [[nodiscard]] std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (count < text_.size() && std::isdigit(static_cast<unsigned char>(text_[count]))) ++count;
    return count;
  }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  /// Exactly `count` digits.
  std::optional<std::int64_t> number(std::size_t count) {
    if (count == 0 || digits_ahead() < count) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(count);
    return value;
  }
  /// The digits of a fraction of a second as nanoseconds; digits past the ninth are dropped.
  std::optional<std::int64_t> fraction() {
    const std::size_t count = digits_ahead();
    if (count == 0) return std::nullopt;
    std::int64_t nanos = 0;
    for (std::size_t i = 0; i < 9; ++i) nanos = nanos * 10 + (i < count ? text_[i] - '0' : 0);
    text_.remove_prefix(count);
    return nanos;
  }

 private:
  std::string_view text_;
};

bool in_range(std::int64_t value, std::int64_t low, std::int64_t high) {
  return value >= low && value <= high;
}

std::optional<std::int64_t> week_days(DigitReader& reader, std::int64_t year, bool extended) {
  const auto week = reader.number(2);
  std::optional<std::int64_t> day = 1;
  if (!reader.done()) {
    if (extended && !reader.take('-')) return std::nullopt;
    day = reader.number(1);
  }
  if (!week || !day || !in_range(*week, 1, weeks_in_year(year)) || !in_range(*day, 1, 7)) {
    return std::nullopt;
  }
  return days_from_week({year, *week, *day});
}

std::optional<std::int64_t> quarter_days(DigitReader& reader, std::int64_t year, bool extended) {
  const auto quarter = reader.number(1);
  if (!quarter || !in_range(*quarter, 1, 4)) return std::nullopt;
  std::optional<std::int64_t> day = 1;
  if (!reader.done()) {
    if (extended && !reader.take('-')) return std::nullopt;
    day = reader.number(2);
  }
  if (!day || *day < 1) return std::nullopt;
  const std::int64_t days = days_from_civil({year, *quarter * 3 - 2, 1}) + *day - 1;
  if (day_of_quarter(days) != *day) return std::nullopt;
  return days;
}

/// What follows the year: nothing, a month and day, a week, a quarter or a day of the year.
std::optional<std::int64_t> rest_of_date(DigitReader& reader, std::int64_t year) {
  if (reader.done()) return days_from_civil({year, 1, 1});
  const bool extended = reader.take('-');
  if (reader.take('W')) return week_days(reader, year, extended);
  if (reader.take('Q')) return quarter_days(reader, year, extended);
  if (reader.digits_ahead() == 3) {
    const auto ordinal = reader.number(3);
    if (!in_range(*ordinal, 1, days_in_year(year))) return std::nullopt;
    return days_from_civil({year, 1, 1}) + *ordinal - 1;
  }
  const auto month = reader.number(2);
  if (!month || !in_range(*month, 1, 12)) return std::nullopt;
  std::optional<std::int64_t> day = 1;
  if (!reader.done()) {
    if (extended && !reader.take('-')) return std::nullopt;
    day = reader.number(2);
  }
  if (!day || !in_range(*day, 1, days_in_month(year, *month))) return std::nullopt;
  return days_from_civil({year, *month, *day});
}

std::optional<std::int64_t> parse_days(std::string_view text) {
  DigitReader reader(text);
  const bool negative = reader.take('-');
  const bool is_signed = negative || reader.take('+');
  // Only signed years may have other than four digits; the sign says that they all belong to it.
  const std::size_t digits = is_signed ? std::min<std::size_t>(reader.digits_ahead(), 9) : 4;
  const auto year = reader.number(digits);
  if (!year) return std::nullopt;
  const auto days = rest_of_date(reader, negative ? -*year : *year);
  return reader.done() ? days : std::nullopt;
}

std::optional<std::int64_t> parse_nanos(std::string_view text) {
  DigitReader reader(text);
  const auto hour = reader.number(2);
  if (!hour || *hour > 23) return std::nullopt;
  std::int64_t seconds = *hour * 3600;
  std::int64_t nanos = 0;
  if (!reader.done()) {
    const bool extended = reader.take(':');
    const auto minute = reader.number(2);
    if (!minute || *minute > 59) return std::nullopt;
    seconds += *minute * 60;
    if (!reader.done()) {
      if (extended && !reader.take(':')) return std::nullopt;
      const auto second = reader.number(2);
      if (!second || *second > 59) return std::nullopt;
      seconds += *second;
      if (reader.take('.') || reader.take(',')) {
        const auto fraction = reader.fraction();
        if (!fraction) return std::nullopt;
        nanos = *fraction;
      }
    }
  }
  if (!reader.done()) return std::nullopt;
  return seconds * nanos_per_second + nanos;
}

/// An offset beside a zone's name must be one the zone has at that local time.
Status check_offset(const TemporalParts& parts, std::string_view whole) {
  const std::int64_t local = *parts.days * seconds_per_day + *parts.nanos / nanos_per_second;
  const std::int32_t offset = parts.zone->offset_seconds;
  ENTENTE_ASSIGN(const std::int32_t actual, zone_offset_at(parts.zone->name, local - offset));
  if (actual == offset) return {};
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                        "the offset in '" + std::string(whole) + "' is none that " +
                            parts.zone->name + " has at this time",
                        {}, "leave out the offset: the name of the zone is enough");
}

/// Splits "time[offset][[name]]" and sets the zone; `has_offset` tells whether one was written.
Status parse_zone_suffix(ValueKind kind, std::string_view whole, std::string_view& time,
                         std::optional<ZoneSpec>& zone, bool& has_offset) {
  std::string_view name;
  if (!time.empty() && time.back() == ']') {
    const std::size_t bracket = time.find('[');
    if (bracket == std::string_view::npos) return unreadable(kind, whole);
    name = time.substr(bracket + 1, time.size() - bracket - 2);
    time = time.substr(0, bracket);
    if (kind == ValueKind::time) {
      return Error::runtime(
          ErrorClass::argument_error, "InvalidArgumentValue",
          "a time without a date cannot be in the named zone '" + std::string(name) + "'", {},
          "write the offset, such as '+01:00'");
    }
  }
  const std::size_t offset = time.find_first_of("Zz+-");
  if (offset != std::string_view::npos) {
    ENTENTE_ASSIGN(zone, parse_zone(time.substr(offset)));
    if (!zone->name.empty()) return unreadable(kind, whole);
    time = time.substr(0, offset);
    has_offset = true;
  }
  if (!name.empty()) {
    ENTENTE_ASSIGN(ZoneSpec named, parse_zone(name));
    if (zone) named.offset_seconds = zone->offset_seconds;
    zone = std::move(named);
  }
  return {};
}

}  // namespace

Result<TemporalParts> parse_temporal(ValueKind kind, std::string_view text) {
  TemporalParts parts;
  std::string_view time = text;
  const bool has_date =
      kind == ValueKind::date || kind == ValueKind::local_date_time || kind == ValueKind::date_time;
  if (has_date) {
    const std::size_t separator = text.find('T');
    parts.days = parse_days(text.substr(0, separator));
    if (!parts.days) return unreadable(kind, text);
    if (kind == ValueKind::date) {
      if (separator != std::string_view::npos) return unreadable(kind, text);
      return parts;
    }
    if (separator == std::string_view::npos) return parts;
    time = text.substr(separator + 1);
  }
  // A time that stands alone may be marked as one.
  if (!has_date && time.starts_with('T')) time.remove_prefix(1);
  bool has_offset = false;
  if (kind == ValueKind::time || kind == ValueKind::date_time) {
    ENTENTE_TRY(parse_zone_suffix(kind, text, time, parts.zone, has_offset));
  }
  parts.nanos = parse_nanos(time);
  if (!parts.nanos) return unreadable(kind, text);
  if (has_offset && !parts.zone->name.empty()) ENTENTE_TRY(check_offset(parts, text));
  return parts;
}

}  // namespace entente::query
