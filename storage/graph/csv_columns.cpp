#include "storage/graph/csv_columns.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

#include "storage/base/calendar.hpp"
#include "storage/base/nearest_name.hpp"
#include "storage/base/utf8.hpp"

namespace entente {

std::optional<ColumnType> column_type_from(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, ColumnType>, 9> words = {{
      {"int", ColumnType::integer},
      {"integer", ColumnType::integer},
      {"long", ColumnType::integer},
      {"float", ColumnType::floating},
      {"double", ColumnType::floating},
      {"bool", ColumnType::boolean},
      {"boolean", ColumnType::boolean},
      {"string", ColumnType::string},
      {"date", ColumnType::date},
  }};
  for (const auto& [known, type] : words) {
    if (known == word) return type;
  }
  return std::nullopt;
}

}  // namespace entente

namespace entente::storage {
namespace {

Error header_error(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

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
  if (!starts_like_number(text)) return std::nullopt;
  double number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> parse_boolean(std::string_view text) {
  constexpr auto is_word = [](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return (x | 0x20) == y; });
  };
  if (is_word(text, "true")) return true;
  if (is_word(text, "false")) return false;
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

}  // namespace

std::string_view to_string(ColumnType type) {
  switch (type) {
    case ColumnType::inferred: return "inferred";
    case ColumnType::integer: return "integer";
    case ColumnType::floating: return "float";
    case ColumnType::boolean: return "boolean";
    case ColumnType::string: return "string";
    case ColumnType::date: return "date";
  }
  return "?";
}

Result<std::vector<CsvColumn>> read_csv_header(
    const std::vector<CsvField>& fields,
    const std::map<std::string, ColumnType, std::less<>>& types) {
  std::vector<CsvColumn> columns;
  for (const CsvField& field : fields) {
    CsvColumn column;
    const std::size_t colon = field.text.rfind(':');
    column.name = field.text.substr(0, colon);
    if (colon != std::string_view::npos) {
      const std::string_view word = field.text.substr(colon + 1);
      const auto type = column_type_from(word);
      if (!type) {
        return header_error(
            "column '" + column.name + "' declares an unknown type '" + std::string(word) + "'",
            "known are int, float, boolean, string and date");
      }
      column.type = *type;
    } else if (const auto it = types.find(column.name); it != types.end()) {
      column.type = it->second;
    }
    if (column.name.empty() || !is_valid_utf8(column.name)) {
      return header_error("column " + std::to_string(columns.size() + 1) + " has no valid name",
                          "the first row must name the columns");
    }
    for (const CsvColumn& other : columns) {
      if (other.name == column.name) {
        return header_error("column '" + column.name + "' comes twice");
      }
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

Result<std::size_t> find_csv_column(const std::vector<CsvColumn>& columns, std::string_view name) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
    names.push_back(columns[i].name);
  }
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) {
    hint = "the columns are";
    for (const std::string& known : names) hint += " '" + known + "'";
  }
  return header_error("there is no column '" + std::string(name) + "'", std::move(hint));
}

void TypeInference::see(const CsvField& field) {
  const std::string_view text = field.text;
  if (text.empty() && !field.quoted) return;
  any_ = true;
  const bool code = has_leading_zero(text);
  integer_ = integer_ && !code && parse_integer(text).has_value();
  floating_ = floating_ && !code && (integer_ || parse_float(text).has_value());
  boolean_ = boolean_ && parse_boolean(text).has_value();
  date_ = date_ && parse_iso_date(text).has_value();
}

ColumnType TypeInference::type() const {
  if (!any_) return ColumnType::string;
  if (integer_) return ColumnType::integer;
  if (floating_) return ColumnType::floating;
  if (boolean_) return ColumnType::boolean;
  if (date_) return ColumnType::date;
  return ColumnType::string;
}

std::optional<Value> csv_value(const CsvField& field, ColumnType type) {
  assert(type != ColumnType::inferred);
  if (field.text.empty() && !(field.quoted && type == ColumnType::string)) return Value();
  switch (type) {
    case ColumnType::integer: return to_value(parse_integer(field.text));
    case ColumnType::floating: return to_value(parse_float(field.text));
    case ColumnType::boolean: return to_value(parse_boolean(field.text));
    case ColumnType::date: return to_value(parse_iso_date(field.text));
    case ColumnType::inferred:
    case ColumnType::string: break;
  }
  if (!is_valid_utf8(field.text)) return std::nullopt;
  return Value(field.text);
}

}  // namespace entente::storage
