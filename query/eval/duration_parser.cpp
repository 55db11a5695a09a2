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

/// A number with optional sign and fraction at the front of a text.
std::optional<DurationNumber> take_number(std::string_view& text) {
  std::size_t length = 0;
  if (length < text.size() && (text[length] == '-' || text[length] == '+')) ++length;
  const std::size_t digits_begin = length;
  bool fraction = false;
  while (length < text.size() && (std::isdigit(static_cast<unsigned char>(text[length])) ||
                                  text[length] == '.' || text[length] == ',')) {
    fraction |= !std::isdigit(static_cast<unsigned char>(text[length]));
    ++length;
  }
  if (length == digits_begin) return std::nullopt;
  std::string number(text.substr(0, length));
  text.remove_prefix(length);
  for (char& c : number) {
    if (c == ',') c = '.';
  }
  const char* begin = number.data() + (number.front() == '+' ? 1 : 0);
  const char* end = number.data() + number.size();
  DurationNumber result;
  if (fraction) {
    const auto [stop, error] = std::from_chars(begin, end, result.real);
    if (error != std::errc() || stop != end) return std::nullopt;
    result.exact = false;
  } else {
    const auto [stop, error] = std::from_chars(begin, end, result.integer);
    if (error != std::errc() || stop != end) return std::nullopt;
  }
  return result;
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

/// P2012-02-02T14:37:21.545: every group as a date and time would write it.
Result<Value> parse_as_date_time(std::string_view whole, std::string_view text) {
  const std::size_t separator = text.find('T');
  const std::string_view date = text.substr(0, separator);
  DurationGroups groups;
  std::int64_t numbers[3] = {0, 0, 0};
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return unreadable(whole);
  const std::string_view pieces[3] = {date.substr(0, 4), date.substr(5, 2), date.substr(8, 2)};
  for (int i = 0; i < 3; ++i) {
    const auto [stop, error] =
        std::from_chars(pieces[i].data(), pieces[i].data() + pieces[i].size(), numbers[i]);
    if (error != std::errc() || stop != pieces[i].data() + pieces[i].size()) {
      return unreadable(whole);
    }
  }
  if (numbers[1] > 12 || numbers[2] > 31) return unreadable(whole);
  groups.add_months({numbers[0]}, 12);
  groups.add_months({numbers[1]}, 1);
  groups.add_days({numbers[2]}, 1);
  if (separator != std::string_view::npos) {
    const auto clock = parse_temporal(ValueKind::local_time, text.substr(separator + 1));
    if (!clock) return unreadable(whole);
    groups.add_seconds({*clock->nanos / nanos_per_second}, 1);
    groups.add_nanos({*clock->nanos % nanos_per_second}, 1);
  }
  return groups.to_duration();
}

}  // namespace

Result<Value> parse_duration(std::string_view whole) {
  std::string_view text = whole;
  const bool negative = text.starts_with("-");
  if (negative || text.starts_with("+")) text.remove_prefix(1);
  if (!text.starts_with("P")) return unreadable(whole);
  text.remove_prefix(1);
  if (text.size() > 4 && text[4] == '-') return parse_as_date_time(whole, text);
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
