#include "ingest/import_values/text_value.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

#include "ingest/import_values/column_spec.hpp"
#include "query/eval/point_value.hpp"
#include "query/eval/temporal_parser.hpp"
#include "storage/base/calendar.hpp"
#include "storage/base/utf8.hpp"

namespace entente::importing {
namespace {

bool starts_like_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == '.');
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> parse_float(std::string_view text) {
  if (!starts_like_number(text)) {
    if (same_word(text, "nan")) return std::nan("");
    if (same_word(text, "infinity")) return HUGE_VAL;
    if (same_word(text, "-infinity")) return -HUGE_VAL;
    return std::nullopt;
  }
  double number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> parse_boolean(std::string_view text) {
  if (same_word(text, "true")) return true;
  if (same_word(text, "false")) return false;
  return std::nullopt;
}

// A number written with leading zeros is a code (a postcode, an id): as a number it would lose
// them.
bool has_leading_zero(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

template <class Parsed>
std::optional<Value> to_value(const Parsed& parsed) {
  return parsed ? std::optional<Value>(Value(*parsed)) : std::nullopt;
}

std::optional<Value> to_string_value(std::string_view text) {
  if (!storage::is_valid_utf8(text)) return std::nullopt;
  return Value(text);
}

bool is_one_character(std::string_view text) {
  return storage::is_valid_utf8(text) && std::count_if(text.begin(), text.end(), [](char c) {
                                           return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                                         }) == 1;
}

std::optional<ValueKind> temporal_kind(ColumnType type) {
  switch (type) {
    case ColumnType::local_time: return ValueKind::local_time;
    case ColumnType::time: return ValueKind::time;
    case ColumnType::local_date_time: return ValueKind::local_date_time;
    case ColumnType::date_time: return ValueKind::date_time;
    default: return std::nullopt;
  }
}

Error unknown_option(const std::string& name, const ColumnSpec& spec) {
  return Error::plain(ErrorClass::argument_error,
                      "the type '" + describe(spec) + "' has no option '" + name + "'");
}

}  // namespace

Result<TextConverter> TextConverter::create(ColumnSpec spec, char array_delimiter) {
  assert(spec.type != ColumnType::inferred);
  TextConverter converter;
  const bool zoned = spec.type == ColumnType::time || spec.type == ColumnType::date_time;
  for (const auto& [name, value] : spec.options) {
    if (zoned && name == "timezone") {
      ENTENTE_ASSIGN(converter.zone_, query::parse_zone(value));
    } else if (spec.type != ColumnType::point) {
      return unknown_option(name, spec);
    }
  }
  converter.spec_ = std::move(spec);
  converter.array_delimiter_ = array_delimiter;
  return converter;
}

std::optional<Value> TextConverter::convert(std::string_view text, bool quoted) const {
  if (text.empty()) {
    const bool text_type = spec_.type == ColumnType::string && !spec_.list;
    return quoted && text_type ? Value(text) : Value();
  }
  return spec_.list ? convert_list(text) : convert_one(text);
}

std::optional<Value> TextConverter::convert_list(std::string_view text) const {
  ValueList values;
  // The commas of a point's coordinates stand inside braces.
  const bool braces = spec_.type == ColumnType::point;
  while (true) {
    std::size_t end = text.find(array_delimiter_);
    if (braces) {
      const std::size_t brace = text.find('}');
      end = brace == std::string_view::npos ? brace : text.find(array_delimiter_, brace);
    }
    auto value = convert_one(text.substr(0, end));
    if (!value) return std::nullopt;
    values.push_back(*std::move(value));
    if (end == std::string_view::npos) return Value(std::move(values));
    text.remove_prefix(end + 1);
  }
}

std::optional<Value> TextConverter::convert_one(std::string_view text) const {
  switch (spec_.type) {
    case ColumnType::string: return to_string_value(text);
    case ColumnType::integer: return to_value(parse_integer(trimmed(text)));
    case ColumnType::floating: return to_value(parse_float(trimmed(text)));
    case ColumnType::boolean: return to_value(parse_boolean(trimmed(text)));
    case ColumnType::character:
      return is_one_character(text) ? std::optional<Value>(Value(text)) : std::nullopt;
    case ColumnType::date:
      if (const auto date = storage::parse_iso_date(trimmed(text))) return Value(*date);
      break;
    default: break;
  }
  auto value = convert_rare(trimmed(text));
  if (!value) return std::nullopt;
  return *std::move(value);
}

Result<Value> TextConverter::convert_rare(std::string_view text) const {
  if (spec_.type == ColumnType::date) return to_temporal(ValueKind::date, text);
  if (spec_.type == ColumnType::duration) return query::parse_duration(text);
  if (spec_.type == ColumnType::point) return to_point(text);
  return to_temporal(*temporal_kind(spec_.type), text);
}

Result<Value> TextConverter::to_temporal(ValueKind kind, std::string_view text) const {
  // Databases and spreadsheets write a space where ISO 8601 has a T.
  std::string with_t;
  const bool dated = kind == ValueKind::local_date_time || kind == ValueKind::date_time;
  if (dated && text.find('T') == std::string_view::npos) {
    if (const std::size_t space = text.find(' '); space != std::string_view::npos) {
      with_t = text;
      with_t[space] = 'T';
      text = with_t;
    }
  }
  ENTENTE_ASSIGN(query::TemporalParts parts, query::parse_temporal(kind, text));
  if (!parts.zone) parts.zone = zone_;
  return query::put_together(kind, parts);
}

Result<Value> TextConverter::to_point(std::string_view text) const {
  if (!text.starts_with('{') || !text.ends_with('}')) {
    return Error::plain(ErrorClass::input_error, "a point is written {x: 1, y: 2}");
  }
  ENTENTE_ASSIGN(HeaderOptions parts, parse_header_options(text.substr(1, text.size() - 2)));
  for (const auto& [name, value] : spec_.options) parts.try_emplace(name, value);
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& [name, value] : parts) {
    if (const auto integer = parse_integer(value); integer && name == "srid") {
      entries.emplace_back(name, Value(*integer));
    } else if (const auto number = parse_float(value)) {
      entries.emplace_back(name, Value(*number));
    } else {
      entries.emplace_back(name, Value(value));
    }
  }
  return query::point_from_map(Value::map(std::move(entries)));
}

std::string TextConverter::reason(std::string_view text) const {
  constexpr std::size_t shown_bytes = 80;
  std::string message = "'" + std::string(text.substr(0, shown_bytes)) +
                        (text.size() > shown_bytes ? "…'" : "'") + " is no " + describe(spec_);
  if (!storage::is_valid_utf8(text)) return "the text is not valid UTF-8";
  const bool detailed = !spec_.list && spec_.type >= ColumnType::local_time;
  if (!detailed) return message;
  const auto value = convert_rare(trimmed(text));
  return value ? message : message + " (" + value.error().message + ")";
}

void TypeInference::see(std::string_view text, bool quoted) {
  if (text.empty() && !quoted) return;
  any_ = true;
  const bool code = has_leading_zero(text);
  integer_ = integer_ && !code && parse_integer(text).has_value();
  floating_ = floating_ && !code &&
              (integer_ || (starts_like_number(text) && parse_float(text).has_value()));
  boolean_ = boolean_ && parse_boolean(text).has_value();
  date_ = date_ && storage::parse_iso_date(text).has_value();
}

ColumnType TypeInference::type() const {
  if (!any_) return ColumnType::string;
  if (integer_) return ColumnType::integer;
  if (floating_) return ColumnType::floating;
  if (boolean_) return ColumnType::boolean;
  if (date_) return ColumnType::date;
  return ColumnType::string;
}

}  // namespace entente::importing
