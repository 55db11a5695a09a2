#include <algorithm>
#include <array>

#include "query/eval/calendar.hpp"
#include "query/eval/format_pattern.hpp"
#include "query/eval/temporal_format.hpp"

namespace entente::query {
namespace {

enum class Group : std::uint8_t { months, days, nanos };

struct Unit {
  std::string_view letters;
  Group group;
  std::int64_t size;  // in the smallest unit of its group
};

/// The units of each group, the largest first.
constexpr std::array<Unit, 11> units = {{
    {"yYu", Group::months, 12},
    {"qQ", Group::months, 3},
    {"ML", Group::months, 1},
    {"wW", Group::days, 7},
    {"dD", Group::days, 1},
    {"hHkK", Group::nanos, 3600 * nanos_per_second},
    {"m", Group::nanos, 60 * nanos_per_second},
    {"s", Group::nanos, nanos_per_second},
    {"A", Group::nanos, 1'000'000},
    {"nS", Group::nanos, 1},
    {"N", Group::nanos, 1},
}};
constexpr std::size_t fraction_unit = 9;

std::size_t unit_of(char letter) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].letters.find(letter) != std::string_view::npos) return i;
  }
  return units.size();
}

std::string digits_of(__int128 magnitude) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(magnitude % 10));
    magnitude /= 10;
  } while (magnitude > 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string padded(__int128 number, std::size_t width) {
  const bool negative = number < 0;
  std::string digits = digits_of(negative ? -number : number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return negative ? "-" + digits : digits;
}

/// What each unit shows, given the units that occur in the pattern.
std::array<__int128, units.size()> share(const Duration& duration,
                                         const std::array<bool, units.size()>& used) {
  std::array<__int128, 3> rest = {
      duration.months, duration.days,
      static_cast<__int128>(duration.seconds) * nanos_per_second + duration.nanos};
  std::array<__int128, units.size()> amounts{};
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!used[i]) continue;
    __int128& left = rest[static_cast<std::size_t>(units[i].group)];
    // The fraction of a second is one whether or not seconds are shown.
    if (i == fraction_unit) {
      amounts[i] = left % nanos_per_second;
      continue;
    }
    amounts[i] = left / units[i].size;
    left %= units[i].size;
  }
  return amounts;
}

/// S: the first digits of the fraction of a second.
std::string fraction_text(__int128 nanos, std::size_t count) {
  std::string digits = padded(nanos < 0 ? -nanos : nanos, 9);
  digits.resize(count, '0');
  return digits;
}

}  // namespace

Result<std::string> format_duration(const Duration& duration, std::string_view pattern) {
  ENTENTE_ASSIGN(const auto parts, parse_pattern(pattern));
  std::array<bool, units.size()> used{};
  for (const PatternPart& part : parts) {
    if (part.kind != PatternPart::Kind::letters) continue;
    const std::size_t unit = unit_of(part.letter);
    if (unit == units.size()) {
      return pattern_error(
          std::string("the letter ") + part.letter + " is no component of a duration",
          "write y, q, M, w, d, h, m, s, S, A, n or N; other text in quotes");
    }
    used[unit] = true;
  }
  const auto amounts = share(duration, used);
  std::string out;
  for (const PatternPart& part : parts) {
    out += part.text;
    if (part.kind != PatternPart::Kind::letters) continue;
    const __int128 amount = amounts[unit_of(part.letter)];
    const std::string text =
        part.letter == 'S' ? fraction_text(amount, part.count) : padded(amount, part.count);
    if (text.size() < part.pad_width) out.append(part.pad_width - text.size(), ' ');
    out += text;
  }
  return out;
}

}  // namespace entente::query
