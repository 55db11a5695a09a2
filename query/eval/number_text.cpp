#include "query/eval/number_text.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace entente::query {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

struct Prefixed {
  bool negative = false;
  int base = 10;
  std::string_view digits;
};

Prefixed split_prefix(std::string_view text) {
  Prefixed parts;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::string_view prefix = text.substr(0, 2);
  if (prefix == "0x" || prefix == "0X") parts.base = 16;
  if (prefix == "0o" || prefix == "0O") parts.base = 8;
  parts.digits = parts.base == 10 ? text : text.substr(2);
  return parts;
}

std::optional<std::int64_t> exact_integer(std::string_view text) {
  const Prefixed parts = split_prefix(text);
  if (parts.digits.empty()) return std::nullopt;
  std::uint64_t magnitude = 0;
  const char* end = parts.digits.data() + parts.digits.size();
  const auto [stop, error] = std::from_chars(parts.digits.data(), end, magnitude, parts.base);
  if (error != std::errc() || stop != end) return std::nullopt;
  constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > max + (parts.negative ? 1U : 0U)) return std::nullopt;
  return static_cast<std::int64_t>(parts.negative ? 0 - magnitude : magnitude);
}

}  // namespace

std::optional<std::int64_t> truncate_to_integer(double value) {
  if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::optional<double> parse_float(std::string_view text) {
  text = trimmed(text);
  const Prefixed parts = split_prefix(text);
  if (parts.base != 10) {
    const auto integer = exact_integer(text);
    return integer ? std::optional<double>(static_cast<double>(*integer)) : std::nullopt;
  }
  if (parts.digits == "Infinity") return parts.negative ? -HUGE_VAL : HUGE_VAL;
  if (parts.digits == "NaN") return std::numeric_limits<double>::quiet_NaN();
  // from_chars would also read "inf" and "nan(…)", which are no numbers here.
  if (parts.digits.empty() ||
      (parts.digits.front() != '.' && (parts.digits.front() < '0' || parts.digits.front() > '9'))) {
    return std::nullopt;
  }
  double value = 0;
  const char* end = parts.digits.data() + parts.digits.size();
  const auto [stop, error] = std::from_chars(parts.digits.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    // Too large or too small for a double; the exponent's sign says which.
    const bool tiny = parts.digits.find("e-") != std::string_view::npos ||
                      parts.digits.find("E-") != std::string_view::npos;
    value = tiny ? 0.0 : HUGE_VAL;
  }
  return parts.negative ? -value : value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  text = trimmed(text);
  if (const auto exact = exact_integer(text)) return exact;
  if (split_prefix(text).base != 10) return std::nullopt;
  const auto value = parse_float(text);
  return value ? truncate_to_integer(*value) : std::nullopt;
}

}  // namespace entente::query
