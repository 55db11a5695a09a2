#include "query/eval/decimal_rounding.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace entente::query {
namespace {

/// The shortest decimal that reads back as a number: 0.digits times ten to the exponent.
struct Decimal {
  std::string digits;
  int exponent = 0;
};

Decimal shortest_decimal(double magnitude) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                                 std::chars_format::scientific)
                       .ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t mark = text.find('e');
  Decimal decimal;
  for (const char c : text.substr(0, mark)) {
    if (c != '.') decimal.digits += c;
  }
  std::string_view exponent = text.substr(mark + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.exponent);
  // One digit stands before the point.
  ++decimal.exponent;
  return decimal;
}

/// -1, 0 or 1: the digits from `begin` on against half a unit of the digit before them.
int compare_to_half(std::string_view digits, std::size_t begin) {
  if (digits[begin] != '5') return digits[begin] < '5' ? -1 : 1;
  return digits.find_first_not_of('0', begin + 1) == std::string_view::npos ? 0 : 1;
}

bool away_from_zero(RoundingMode mode, bool negative, int against_half, bool odd) {
  switch (mode) {
    case RoundingMode::up: return true;
    case RoundingMode::down: return false;
    case RoundingMode::ceiling: return !negative;
    case RoundingMode::floor: return negative;
    case RoundingMode::half_up: return against_half >= 0;
    case RoundingMode::half_down: return against_half > 0;
    case RoundingMode::half_even: return against_half > 0 || (against_half == 0 && odd);
  }
  return false;
}

/// Adds one to a number of decimal digits, which may grow by one.
void increment(std::string& digits) {
  for (std::size_t i = digits.size(); i > 0; --i) {
    if (digits[i - 1] != '9') {
      ++digits[i - 1];
      return;
    }
    digits[i - 1] = '0';
  }
  digits.insert(digits.begin(), '1');
}

}  // namespace

std::optional<RoundingMode> rounding_mode(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, RoundingMode>, 7> modes = {
      {{"UP", RoundingMode::up},
       {"DOWN", RoundingMode::down},
       {"CEILING", RoundingMode::ceiling},
       {"FLOOR", RoundingMode::floor},
       {"HALF_UP", RoundingMode::half_up},
       {"HALF_DOWN", RoundingMode::half_down},
       {"HALF_EVEN", RoundingMode::half_even}}};
  for (const auto& [known, mode] : modes) {
    if (known == name) return mode;
  }
  return std::nullopt;
}

double round_decimal(double value, int precision, RoundingMode mode) {
  // There is no negative zero among decimals.
  if (value == 0) return 0;
  if (!std::isfinite(value)) return value;
  const bool negative = std::signbit(value);
  const Decimal decimal = shortest_decimal(std::fabs(value));
  const int kept = decimal.exponent + precision;
  if (kept >= static_cast<int>(decimal.digits.size())) return value;
  // With fewer than no digits kept the rest is less than half a unit, but not nothing.
  const int against_half =
      kept < 0 ? -1 : compare_to_half(decimal.digits, static_cast<std::size_t>(kept));
  std::string digits = kept <= 0 ? "0" : decimal.digits.substr(0, static_cast<std::size_t>(kept));
  const bool odd = (digits.back() - '0') % 2 == 1;
  if (away_from_zero(mode, negative, against_half, odd)) increment(digits);
  digits += "e-" + std::to_string(precision);
  double rounded = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), rounded);
  return negative && rounded != 0 ? -rounded : rounded;
}

}  // namespace entente::query
