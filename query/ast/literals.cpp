#include "query/ast/literals.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>

#include "entente/language.hpp"
#include "query/syntax/scan.hpp"

namespace entente::query {
namespace {

Error literal_error(std::string_view detail, std::string message, Span span,
                    std::string hint = {}) {
  return Error::compile(ErrorClass::syntax_error, std::string(detail), std::move(message), span,
                        std::move(hint));
}

/// A literal as a message shows it.
std::string shown(std::string_view text) {
  constexpr std::size_t longest = 40;
  return text.size() <= longest ? std::string(text) : std::string(text.substr(0, longest)) + "…";
}

Error invalid_number(std::string_view text, Span span) {
  const auto begins = [&](char letter) {
    return text.size() > 1 && text[0] == '0' && (text[1] | 0x20) == letter;
  };
  const char* hint = begins('x')   ? "0x is followed by the digits 0 to 9 and A to F"
                     : begins('o') ? "0o is followed by the digits 0 to 7"
                                   : "a name cannot begin with a digit, unless in `backquotes`";
  return literal_error("InvalidNumberLiteral", fmt::format("'{}' is not a number", shown(text)),
                       span, hint);
}

/// The digits without grouping, or nothing if a `_` does not stand between two digits or behind
/// the 0x or 0o of a number.
std::optional<std::string> without_grouping(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      digits.push_back(text[i]);
      continue;
    }
    const auto alphanumeric = [&](std::size_t at) {
      return at < text.size() && std::isxdigit(static_cast<unsigned char>(text[at])) != 0;
    };
    const bool behind_prefix =
        i == 2 && text[0] == '0' && std::isalpha(static_cast<unsigned char>(text[1])) != 0;
    if (i == 0 || !alphanumeric(i + 1) || (!alphanumeric(i - 1) && !behind_prefix)) {
      return std::nullopt;
    }
  }
  return digits;
}

Result<Value> decode_integer(std::string_view text, std::string_view digits, int base, Span span,
                             bool negative) {
  std::uint64_t magnitude = 0;
  const auto [end, status] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  if (digits.empty() || end != digits.data() + digits.size()) return invalid_number(text, span);
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (status != std::errc() || magnitude > most + (negative ? 1U : 0U)) {
    return literal_error(
        "IntegerOverflow",
        fmt::format("the integer {}{} does not fit 64 bits", negative ? "-" : "", text), span,
        "write it as a float: 1.0E20");
  }
  return Value(static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
}

Result<Value> decode_float(std::string_view text, const std::string& digits, Span span,
                           bool negative) {
  double value = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || status == std::errc::invalid_argument) {
    return invalid_number(text, span);
  }
  if (status == std::errc::result_out_of_range) {
    // from_chars does not say which end of the range was left; numbers too small become zero.
    value = std::strtod(digits.c_str(), nullptr);
  }
  if (std::isinf(value)) {
    return literal_error("FloatingPointOverflow",
                         fmt::format("the float {} is too large", shown(text)), span);
  }
  return Value(negative ? -value : value);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads `count` hexadecimal digits.
std::optional<char32_t> read_hex(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

bool append_utf8(std::string& out, char32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  if (!utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(code_point))) return false;
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
  return length > 0;
}

/// Decodes \u and \U at `at` (the letter); moves `at` behind it. False if it is malformed.
bool decode_unicode_escape(std::string_view body, std::size_t& at, std::string& out) {
  const std::size_t count = body[at] == 'u' ? 4 : 8;
  auto code_point = read_hex(body, at + 1, count);
  if (!code_point) return false;
  at += 1 + count;
  const bool high = *code_point >= 0xD800 && *code_point < 0xDC00;
  if (high && body.substr(at).starts_with("\\u")) {
    const auto low = read_hex(body, at + 2, 4);
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
    code_point = 0x10000 + ((*code_point - 0xD800) << 10U) + (*low - 0xDC00);
    at += 6;
  }
  return append_utf8(out, *code_point);
}

std::optional<char> simple_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '\\':
    case '\'':
    case '"':
    case '`': return c;
    default: return std::nullopt;
  }
}

}  // namespace

Result<Value> decode_number(std::string_view text, Span span, bool negative) {
  const auto plain = without_grouping(text);
  if (!plain) return invalid_number(text, span);
  const std::string& digits = *plain;
  const char second = digits.size() > 1 ? digits[1] : '\0';
  if (digits[0] == '0' && (second == 'x' || second == 'X')) {
    return decode_integer(text, std::string_view(digits).substr(2), 16, span, negative);
  }
  if (digits[0] == '0' && (second == 'o' || second == 'O')) {
    return decode_integer(text, std::string_view(digits).substr(2), 8, span, negative);
  }
  if (digits.find_first_of(".eE") != std::string::npos) {
    return decode_float(text, digits, span, negative);
  }
  return decode_integer(text, digits, 10, span, negative);
}

Result<std::string> decode_string(std::string_view text, Span span) {
  const std::string_view body = text.substr(1, text.size() - 2);
  std::string decoded;
  decoded.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      decoded.push_back(body[at++]);
      continue;
    }
    const std::size_t escape = at++;
    if (body[at] == 'u' || body[at] == 'U') {
      if (decode_unicode_escape(body, at, decoded)) continue;
      const auto begin = static_cast<std::uint32_t>(span.begin + 1 + escape);
      return literal_error("InvalidUnicodeLiteral", "the escape does not name a Unicode character",
                           {begin, begin + 2}, "\\u takes 4 hexadecimal digits, \\U takes 8");
    }
    const auto plain = simple_escape(body[at]);
    if (!plain) {
      const auto begin = static_cast<std::uint32_t>(span.begin + 1 + escape);
      return literal_error("InvalidEscapeSequence", "unknown escape in a text", {begin, begin + 2},
                           "write \\\\ for a backslash");
    }
    decoded.push_back(*plain);
    ++at;
  }
  return decoded;
}

std::optional<double> special_float(std::string_view word) {
  const auto is = [&](std::string_view lower) {
    return std::equal(word.begin(), word.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return a == b || (a | 0x20) == b; });
  };
  if (is("nan")) return std::numeric_limits<double>::quiet_NaN();
  if (is("inf") || is("infinity")) return std::numeric_limits<double>::infinity();
  return std::nullopt;
}

std::string decode_name(std::string_view text) {
  if (text.empty() || text.front() != '`') return std::string(text);
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    name.push_back(text[i]);
    if (text[i] == '`') ++i;
  }
  return name;
}

std::string quote_string(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    switch (c) {
      case '\\': quoted += "\\\\"; break;
      case '\'': quoted += "\\'"; break;
      case '\n': quoted += "\\n"; break;
      case '\r': quoted += "\\r"; break;
      case '\t': quoted += "\\t"; break;
      default: quoted.push_back(c);
    }
  }
  return quoted + '\'';
}

std::string quote_name(std::string_view name) { return quoted_name(name); }

std::string quote_schema_name(std::string_view name) {
  const bool plain =
      !name.empty() && name.front() != '`' && scan_plain_name(name, 0) == name.size();
  return plain ? std::string(name) : quoted_name(name);
}

}  // namespace entente::query
