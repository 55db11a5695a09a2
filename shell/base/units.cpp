#include "shell/base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace entente::shell {
namespace {

struct NumberWithUnit {
  double number = 0;
  std::string unit;
};

/// Splits "1.5 GiB" into 1.5 and "gib"; nullopt if it does not begin with a finite number >= 0.
std::optional<NumberWithUnit> number_with_unit(std::string_view text) {
  NumberWithUnit result;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.number);
  if (error != std::errc() || !std::isfinite(result.number) || result.number < 0) {
    return std::nullopt;
  }
  for (const char c : text.substr(static_cast<std::size_t>(end - text.data()))) {
    if (c != ' ') result.unit += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return result;
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration_ms(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 7> units{{{"", 1000},
                                                                             {"ms", 1},
                                                                             {"s", 1000},
                                                                             {"sec", 1000},
                                                                             {"m", 60000},
                                                                             {"min", 60000},
                                                                             {"h", 3600000}}};
  // A year is longer than anybody waits, and its milliseconds are exact in a double.
  constexpr double longest_ms = 366.0 * 24 * 3600 * 1000;
  if (const auto parsed = number_with_unit(text)) {
    for (const auto& [unit, factor] : units) {
      if (parsed->unit != unit) continue;
      const double milliseconds = std::ceil(parsed->number * factor);
      if (milliseconds < 1 || milliseconds > longest_ms) break;
      return std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds));
    }
  }
  return Error::plain(ErrorClass::argument_error,
                      fmt::format("'{}' is not a length of time above zero.", text),
                      "write for example 500ms, 30s, 2m or 1h; a number alone means seconds");
}

Result<std::uint64_t> parse_bytes(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 11> units{
      {{"", 1},
       {"b", 1},
       {"k", 1024.0},
       {"kb", 1024.0},
       {"kib", 1024.0},
       {"m", 1048576.0},
       {"mb", 1048576.0},
       {"mib", 1048576.0},
       {"g", 1073741824.0},
       {"gb", 1073741824.0},
       {"gib", 1073741824.0}}};
  // Doubles count bytes exactly up to 2^53, which is 8 PiB.
  constexpr double most_bytes = 9007199254740992.0;
  if (const auto parsed = number_with_unit(text)) {
    for (const auto& [unit, factor] : units) {
      if (parsed->unit != unit) continue;
      const double bytes = std::floor(parsed->number * factor);
      if (bytes < 1 || bytes > most_bytes) break;
      return static_cast<std::uint64_t>(bytes);
    }
  }
  return Error::plain(ErrorClass::argument_error,
                      fmt::format("'{}' is not an amount of memory above zero.", text),
                      "write for example 512MB or 2GB; a number alone means bytes");
}

std::string bytes_text(std::uint64_t bytes) {
  static constexpr std::array<std::string_view, 4> units{"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return counted(bytes, "byte");
  auto amount = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  while (amount >= 1024 && unit + 1 < units.size()) {
    amount /= 1024;
    ++unit;
  }
  return amount == std::floor(amount) ? fmt::format("{:.0f} {}", amount, units[unit])
                                      : fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string duration_text(double milliseconds) {
  if (milliseconds < 10) return fmt::format("{:.2f} ms", milliseconds);
  if (milliseconds < 1000) return fmt::format("{:.0f} ms", milliseconds);
  if (milliseconds < 60000) return fmt::format("{:.1f} s", milliseconds / 1000);
  const auto seconds = static_cast<std::uint64_t>(milliseconds / 1000);
  return fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

std::string count_text(std::uint64_t count) {
  const std::string digits = std::to_string(count);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string counted(std::uint64_t count, std::string_view word, std::string_view plural) {
  std::string out = count_text(count);
  out += ' ';
  if (count == 1) {
    out += word;
  } else if (!plural.empty()) {
    out += plural;
  } else {
    out += word;
    out += 's';
  }
  return out;
}

}  // namespace entente::shell
