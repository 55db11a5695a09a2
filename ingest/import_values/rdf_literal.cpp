#include "ingest/import_values/rdf_literal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "ingest/import_values/column_spec.hpp"
#include "query/eval/temporal_parser.hpp"

namespace entente::importing {
namespace {

constexpr std::string_view schema = "http://www.w3.org/2001/XMLSchema#";

enum class Family : std::uint8_t { integer, floating, boolean, date, time, date_time, duration };

std::optional<Family> family_of(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, Family>, 24> families = {{
      {"integer", Family::integer},
      {"int", Family::integer},
      {"long", Family::integer},
      {"short", Family::integer},
      {"byte", Family::integer},
      {"nonNegativeInteger", Family::integer},
      {"positiveInteger", Family::integer},
      {"nonPositiveInteger", Family::integer},
      {"negativeInteger", Family::integer},
      {"unsignedLong", Family::integer},
      {"unsignedInt", Family::integer},
      {"unsignedShort", Family::integer},
      {"unsignedByte", Family::integer},
      {"decimal", Family::floating},
      {"double", Family::floating},
      {"float", Family::floating},
      {"boolean", Family::boolean},
      {"date", Family::date},
      {"time", Family::time},
      {"dateTime", Family::date_time},
      {"dateTimeStamp", Family::date_time},
      {"duration", Family::duration},
      {"dayTimeDuration", Family::duration},
      {"yearMonthDuration", Family::duration},
  }};
  for (const auto& [name, family] : families) {
    if (name == type) return family;
  }
  return std::nullopt;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Value> to_integer(std::string_view text) {
  const std::string_view unsigned_text = text.substr(text.find_first_not_of("+-") == 1 ? 1 : 0);
  if (!is_digits(unsigned_text)) return std::nullopt;
  const std::string_view number = text.front() == '+' ? unsigned_text : text;
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (code != std::errc()) return Value(text);
  return Value(value);
}

std::optional<Value> to_float(std::string_view text) {
  if (text == "INF" || text == "+INF") return Value(HUGE_VAL);
  if (text == "-INF") return Value(-HUGE_VAL);
  if (text == "NaN") return Value(std::nan(""));
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Value(value);
}

std::optional<Value> to_boolean(std::string_view text) {
  if (text == "true" || text == "1") return Value(true);
  if (text == "false" || text == "0") return Value(false);
  return std::nullopt;
}

/// A zone at the end: "Z", "+01:00" or "-01:00".
bool has_zone(std::string_view text) {
  constexpr std::size_t offset_bytes = 6;
  if (text.ends_with('Z')) return true;
  if (text.size() <= offset_bytes) return false;
  const char sign = text[text.size() - offset_bytes];
  return (sign == '+' || sign == '-') && text[text.size() - 3] == ':';
}

/// Dates of the database have no zone: one that is written is left out.
std::string_view without_zone(std::string_view text) {
  if (!has_zone(text)) return text;
  return text.substr(0, text.size() - (text.ends_with('Z') ? 1 : 6));
}

std::optional<Value> to_temporal(ValueKind kind, std::string_view text) {
  const auto parts = query::parse_temporal(kind, text);
  if (!parts) return std::nullopt;
  auto value = query::put_together(kind, *parts);
  if (!value) return std::nullopt;
  return *std::move(value);
}

std::optional<Value> to_duration(std::string_view text) {
  if (text.starts_with('-')) return std::nullopt;
  auto value = query::parse_duration(text);
  if (!value) return std::nullopt;
  return *std::move(value);
}

}  // namespace

std::optional<Value> rdf_literal(std::string_view text, std::string_view datatype) {
  if (!datatype.starts_with(schema)) return Value(text);
  const auto family = family_of(datatype.substr(schema.size()));
  if (!family) return Value(text);
  const std::string_view content = trimmed(text);
  if (content.empty()) return std::nullopt;
  const bool zoned = has_zone(content);
  switch (*family) {
    case Family::integer: return to_integer(content);
    case Family::floating: return to_float(content);
    case Family::boolean: return to_boolean(content);
    case Family::date: return to_temporal(ValueKind::date, without_zone(content));
    case Family::time: return to_temporal(zoned ? ValueKind::time : ValueKind::local_time, content);
    case Family::date_time:
      return to_temporal(zoned ? ValueKind::date_time : ValueKind::local_date_time, content);
    case Family::duration: return to_duration(content);
  }
  return std::nullopt;
}

}  // namespace entente::importing
