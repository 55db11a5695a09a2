#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>

#include "query/eval/calendar.hpp"
#include "query/eval/duration_groups.hpp"
#include "query/eval/temporal_parser.hpp"

namespace entente::query {
namespace {

Error unreadable(std::string_view text) {
  return temporal_error("'" + std::string(text) + "' cannot be read as a duration");
}

std::size_t count_digits(std::string_view text) {
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                  text.begin());
}

/// A number with optional sign and fraction at the front of a text.
std::optional<DurationNumber> take_number(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t digits = count_digits(text);
  std::int64_t whole = 0;
  if (std::from_chars(text.data(), text.data() + digits, whole).ec != std::errc()) {
    return std::nullopt;
  }
  text.remove_prefix(digits);
  DurationNumber number{whole, 0};
  if (text.starts_with('.') || text.starts_with(',')) {
    text.remove_prefix(1);
    const std::size_t decimals = count_digits(text);
    if (decimals == 0) return std::nullopt;
    long double unit = 1;
    for (const char digit : text.substr(0, decimals)) {
      unit /= 10;
      number.fraction += unit * static_cast<long double>(digit - '0');
    }
    text.remove_prefix(decimals);
  }
  if (negative) number.negate();
  return number;
}

/// The unit letters in the order they may appear, before and behind the T.
constexpr std::string_view date_units = "YMWD";
constexpr std::string_view time_units = "HMS";

void add_group(DurationGroups& groups, bool in_time, char unit, const DurationNumber& number) {
  switch (unit) {
    case 'Y': groups.add_months(number, 12); break;
    case 'W': groups.add_days(number, 7); break;
    case 'D': groups.add_days(number, 1); break;
    case 'H': groups.add_seconds(number, 3600); break;
    case 'S': groups.add_seconds(number, 1); break;
    default:
      if (in_time) {
        groups.add_seconds(number, 60);
      } else {
        groups.add_months(number, 1);
      }
  }
}

/// The forms that write every group as a date and a time do: P2012-02-02T14:37:21.545 and
/// P20120202T143721.545.
Result<Value> parse_as_date_time(std::string_view whole, std::string_view text) {
  const std::size_t separator = text.find('T');
  const std::string_view date = text.substr(0, separator);
  const bool extended = date.size() == 10 && date[4] == '-' && date[7] == '-';
  if (!extended && date.size() != 8) return unreadable(whole);
  const std::array<std::string_view, 3> pieces = {
      date.substr(0, 4), date.substr(extended ? 5 : 4, 2), date.substr(extended ? 8 : 6, 2)};
  std::array<std::int64_t, 3> numbers{};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (count_digits(pieces[i]) != pieces[i].size()) return unreadable(whole);
    std::from_chars(pieces[i].data(), pieces[i].data() + pieces[i].size(), numbers[i]);
  }
  if (numbers[1] > 12 || numbers[2] > 31) return unreadable(whole);
  DurationGroups groups;
  groups.add_months({numbers[0], 0}, 12);
  groups.add_months({numbers[1], 0}, 1);
  groups.add_days({numbers[2], 0}, 1);
  if (separator != std::string_view::npos) {
    const auto clock = parse_temporal(ValueKind::local_time, text.substr(separator + 1));
    if (!clock) return unreadable(whole);
    groups.add_seconds({*clock->nanos / nanos_per_second, 0}, 1);
    groups.add_nanos({*clock->nanos % nanos_per_second, 0}, 1);
  }
  return groups.to_duration();
}

/// Without units there are at least eight digits or dashes before a T or the end.
bool looks_like_date_time(std::string_view text) {
  const std::string_view date = text.substr(0, text.find('T'));
  return date.size() >= 8 && date.find_first_not_of("0123456789-") == std::string_view::npos;
}

}  // namespace

Result<Value> parse_duration(std::string_view whole) {
  std::string_view text = whole;
  const bool negative = text.starts_with("-");
  if (negative || text.starts_with("+")) text.remove_prefix(1);
  if (!text.starts_with("P")) return unreadable(whole);
  text.remove_prefix(1);
  if (looks_like_date_time(text)) return parse_as_date_time(whole, text);
  DurationGroups groups;
  bool in_time = false;
  bool any = false;
  std::string_view units = date_units;
  while (!text.empty()) {
    if (!in_time && text.front() == 'T') {
      in_time = true;
      units = time_units;
      text.remove_prefix(1);
      continue;
    }
    auto number = take_number(text);
    if (!number || text.empty()) return unreadable(whole);
    const std::size_t unit = units.find(text.front());
    if (unit == std::string_view::npos) return unreadable(whole);
    if (negative) number->negate();
    add_group(groups, in_time, text.front(), *number);
    units.remove_prefix(unit + 1);
    text.remove_prefix(1);
    any = true;
  }
  if (!any) return unreadable(whole);
  return groups.to_duration();
}

}  // namespace entente::query
