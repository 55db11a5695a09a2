#include <array>
#include <cstdlib>

#include "query/eval/calendar.hpp"
#include "query/eval/format_pattern.hpp"
#include "query/eval/temporal_format.hpp"
#include "query/eval/temporal_parts.hpp"

namespace entente::query {
namespace {

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> day_names = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 4> quarter_names = {"1st quarter", "2nd quarter",
                                                           "3rd quarter", "4th quarter"};
constexpr std::string_view date_letters = "GuyDMLdgQqYwWEecF";
constexpr std::string_view time_letters = "aBhKkHmsSAnN";
constexpr std::string_view zone_letters = "VOXxZ";

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(std::llabs(number));
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return number < 0 ? "-" + digits : digits;
}

Error too_many(const PatternPart& part, std::size_t most) {
  return pattern_error(std::string("the letter ") + part.letter + " may be repeated at most " +
                       std::to_string(most) + " times, not " + std::to_string(part.count));
}

Status check_count(const PatternPart& part, std::size_t most) {
  if (part.count > most) return too_many(part, most);
  return {};
}

Result<std::string> number(const PatternPart& part, std::int64_t value, std::size_t most) {
  ENTENTE_TRY(check_count(part, most));
  return padded(value, part.count);
}

/// Years: two letters show two digits; four or more show a sign when there are more digits.
Result<std::string> year(const PatternPart& part, std::int64_t value) {
  ENTENTE_TRY(check_count(part, 19));
  if (part.count == 2) return padded(floor_mod(value, 100), 2);
  std::string text = padded(value, part.count);
  if (part.count >= 4 && value >= 0 && text.size() > part.count) text.insert(0, 1, '+');
  return text;
}

/// Names: up to three letters are short, four are full, five are one character.
Result<std::string> name(const PatternPart& part, std::string_view full, std::string_view brief) {
  ENTENTE_TRY(check_count(part, 5));
  if (part.count == 4) return std::string(full);
  if (part.count == 5) return std::string(full.substr(0, 1));
  return std::string(brief);
}

Result<std::string> name_or_number(const PatternPart& part, std::int64_t value,
                                   std::string_view full, std::string_view brief) {
  if (part.count <= 2) return padded(value, part.count);
  return name(part, full, brief);
}

Result<std::string> date_field(const PatternPart& part, std::int64_t days) {
  const CivilDate date = civil_from_days(days);
  const auto month = static_cast<std::size_t>(date.month - 1);
  const std::size_t quarter = month / 3;
  const auto weekday = static_cast<std::size_t>(day_of_week(days) - 1);
  const std::string_view day_name = day_names[weekday];
  switch (part.letter) {
    case 'G':
      return date.year > 0 ? name(part, "Anno Domini", "AD") : name(part, "Before Christ", "BC");
    case 'u': return year(part, date.year);
    case 'y': return year(part, date.year > 0 ? date.year : 1 - date.year);
    case 'Y': return year(part, week_from_days(days).year);
    case 'D': return number(part, day_of_year(days), 3);
    case 'M':
    case 'L':
      return name_or_number(part, date.month, month_names[month], month_names[month].substr(0, 3));
    case 'd': return number(part, date.day, 2);
    // Day 0 of the modified Julian calendar is 1858-11-17.
    case 'g': return number(part, days + 40'587, 19);
    case 'Q':
    case 'q': {
      if (part.count == 5) return std::to_string(quarter + 1);
      return name_or_number(part, static_cast<std::int64_t>(quarter) + 1, quarter_names[quarter],
                            "Q" + std::to_string(quarter + 1));
    }
    case 'w': return number(part, week_from_days(days).week, 2);
    // Weeks of a month begin on Monday; the first is the one with at least four of its days.
    case 'W': return number(part, (date.day - day_of_week(days) + 10) / 7, 1);
    case 'E': return name(part, day_name, day_name.substr(0, 3));
    case 'e':
    case 'c': return name_or_number(part, day_of_week(days), day_name, day_name.substr(0, 3));
    default: return number(part, (date.day - 1) / 7 + 1, 1);
  }
}

/// The English names of the parts of a day.
std::string_view period_of_day(std::int64_t minute_of_day) {
  if (minute_of_day == 0) return "midnight";
  if (minute_of_day == 12 * 60) return "noon";
  const std::int64_t hour = minute_of_day / 60;
  if (hour < 6 || hour >= 21) return "at night";
  if (hour < 12) return "in the morning";
  return hour < 18 ? "in the afternoon" : "in the evening";
}

Result<std::string> time_field(const PatternPart& part, std::int64_t nanos) {
  const std::int64_t second = nanos / nanos_per_second;
  const std::int64_t hour = second / 3600;
  const std::int64_t fraction = nanos % nanos_per_second;
  switch (part.letter) {
    case 'a': ENTENTE_TRY(check_count(part, 1)); return std::string(hour < 12 ? "AM" : "PM");
    case 'B': ENTENTE_TRY(check_count(part, 5)); return std::string(period_of_day(second / 60));
    case 'h': return number(part, (hour + 11) % 12 + 1, 2);
    case 'K': return number(part, hour % 12, 2);
    case 'k': return number(part, hour == 0 ? 24 : hour, 2);
    case 'H': return number(part, hour, 2);
    case 'm': return number(part, second / 60 % 60, 2);
    case 's': return number(part, second % 60, 2);
    case 'S': ENTENTE_TRY(check_count(part, 9)); return padded(fraction, 9).substr(0, part.count);
    case 'A': return number(part, nanos / 1'000'000, 19);
    case 'n': return number(part, fraction, 19);
    default: return number(part, nanos, 19);
  }
}

/// [+-]hh[mm[ss]]: minutes if wanted or not zero, seconds if allowed and not zero.
std::string offset_digits(std::int32_t offset, std::string_view colon, bool always_minutes,
                          bool seconds) {
  const std::int64_t magnitude = std::llabs(offset);
  std::string text = offset < 0 ? "-" : "+";
  text += padded(magnitude / 3600, 2);
  const std::int64_t minute = magnitude / 60 % 60;
  const std::int64_t second = seconds ? magnitude % 60 : 0;
  if (always_minutes || minute != 0 || second != 0) {
    text += std::string(colon) + padded(minute, 2);
  }
  if (second != 0) text += std::string(colon) + padded(second, 2);
  return text;
}

/// GMT, GMT+8 (short) or GMT+08:00 (full).
std::string localized_offset(std::int32_t offset, bool full) {
  if (offset == 0) return "GMT";
  std::string digits = offset_digits(offset, ":", full, true);
  if (!full && digits[1] == '0') digits.erase(1, 1);
  return "GMT" + digits;
}

Result<std::string> zone_field(const PatternPart& part, const ZoneSpec& zone) {
  const std::int32_t offset = zone.offset_seconds;
  const std::string_view colon = part.count == 3 || part.count == 5 ? ":" : "";
  switch (part.letter) {
    case 'V':
      if (part.count != 2) return pattern_error("the id of a time zone is written VV");
      if (!zone.name.empty()) return zone.name;
      return offset == 0 ? "Z" : offset_digits(offset, ":", true, true);
    case 'O':
      if (part.count != 1 && part.count != 4) {
        return pattern_error("a localized offset is written O or OOOO");
      }
      return localized_offset(offset, part.count == 4);
    case 'X':
    case 'x':
      ENTENTE_TRY(check_count(part, 5));
      if (part.letter == 'X' && offset == 0) return std::string("Z");
      return offset_digits(offset, colon, part.count > 1, part.count > 3);
    default:
      ENTENTE_TRY(check_count(part, 5));
      if (part.count == 4) return localized_offset(offset, true);
      if (part.count == 5 && offset == 0) return std::string("Z");
      return offset_digits(offset, colon, true, part.count == 5);
  }
}

bool contains(std::string_view letters, char letter) {
  return letters.find(letter) != std::string_view::npos;
}

/// Writes the parts of a pattern one after the other.
class InstantFormatter {
 public:
  InstantFormatter(const Value& instant, const std::vector<PatternPart>& parts)
      : instant_(instant), fields_(take_apart(instant)), parts_(parts) {}

  Result<std::string> format() {
    std::string out;
    ENTENTE_ASSIGN(const bool complete, section(out, false));
    (void)complete;
    return out;
  }

 private:
  /// Writes up to the end of the section. False if it is optional and asks for something the value
  /// has not; then it wrote nothing.
  Result<bool> section(std::string& out, bool optional) {
    const std::size_t begin = out.size();
    bool complete = true;
    while (next_ < parts_.size()) {
      const PatternPart& part = parts_[next_++];
      if (part.kind == PatternPart::Kind::optional_end) break;
      if (part.kind == PatternPart::Kind::optional_begin) {
        ENTENTE_ASSIGN(const bool inner, section(out, true));
        (void)inner;
      } else if (part.kind == PatternPart::Kind::literal) {
        out += part.text;
      } else if (optional && !has(part.letter)) {
        complete = false;
      } else {
        ENTENTE_ASSIGN(const std::string text, field(part));
        if (text.size() < part.pad_width) out.append(part.pad_width - text.size(), ' ');
        out += text;
      }
    }
    if (!complete) out.resize(begin);
    return complete;
  }

  [[nodiscard]] bool has(char letter) const {
    if (contains(date_letters, letter)) return fields_.days.has_value();
    if (contains(time_letters, letter)) return fields_.nanos.has_value();
    if (contains(zone_letters, letter)) return fields_.zone.has_value();
    // Unknown letters are reported where they are written.
    return true;
  }

  [[nodiscard]] Result<std::string> field(const PatternPart& part) const {
    const char letter = part.letter;
    if (letter == 'z' || letter == 'v') {
      return pattern_error(std::string("the letter ") + letter +
                               " asks for the name of a time zone, which is not known here",
                           "write VV for its id, or O, X, x or Z for its offset");
    }
    const bool known = contains(date_letters, letter) || contains(time_letters, letter) ||
                       contains(zone_letters, letter);
    if (!known) {
      return pattern_error(std::string("the letter ") + letter + " means nothing in a pattern",
                           "write text between single quotes");
    }
    if (!has(letter)) {
      return pattern_error("a " + std::string(to_string(instant_.kind())) +
                           " has nothing for the letter " + letter);
    }
    if (contains(date_letters, letter)) return date_field(part, *fields_.days);
    if (contains(time_letters, letter)) return time_field(part, *fields_.nanos);
    return zone_field(part, *fields_.zone);
  }

  const Value& instant_;
  TemporalParts fields_;
  const std::vector<PatternPart>& parts_;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::string> format_instant(const Value& instant, std::string_view pattern) {
  ENTENTE_ASSIGN(const auto parts, parse_pattern(pattern));
  return InstantFormatter(instant, parts).format();
}

}  // namespace entente::query
