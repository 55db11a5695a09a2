#include "ingest/import_values/column_spec.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

#include "storage/base/nearest_name.hpp"

namespace entente::importing {
namespace {

constexpr std::array<std::pair<std::string_view, ColumnType>, 19> words = {{
    {"int", ColumnType::integer},
    {"integer", ColumnType::integer},
    {"long", ColumnType::integer},
    {"short", ColumnType::integer},
    {"byte", ColumnType::integer},
    {"float", ColumnType::floating},
    {"double", ColumnType::floating},
    {"boolean", ColumnType::boolean},
    {"bool", ColumnType::boolean},
    {"string", ColumnType::string},
    {"char", ColumnType::character},
    {"date", ColumnType::date},
    {"localtime", ColumnType::local_time},
    {"time", ColumnType::time},
    {"localdatetime", ColumnType::local_date_time},
    {"datetime", ColumnType::date_time},
    {"duration", ColumnType::duration},
    {"point", ColumnType::point},
    {"inferred", ColumnType::inferred},
}};

std::optional<ColumnType> type_of(std::string_view word) {
  for (const auto& [known, type] : words) {
    if (same_word(known, word)) return type;
  }
  return std::nullopt;
}

std::string_view noun(ColumnType type, bool plural) {
  switch (type) {
    case ColumnType::inferred: return plural ? "values" : "value";
    case ColumnType::integer: return plural ? "integers" : "integer";
    case ColumnType::floating: return plural ? "floats" : "float";
    case ColumnType::boolean: return plural ? "booleans" : "boolean";
    case ColumnType::string: return plural ? "strings" : "string";
    case ColumnType::character: return plural ? "characters" : "single character";
    case ColumnType::date: return plural ? "dates" : "date";
    case ColumnType::local_time: return plural ? "local times" : "local time";
    case ColumnType::time: return plural ? "times" : "time";
    case ColumnType::local_date_time: return plural ? "local datetimes" : "local datetime";
    case ColumnType::date_time: return plural ? "datetimes" : "datetime";
    case ColumnType::duration: return plural ? "durations" : "duration";
    case ColumnType::point: return plural ? "points" : "point";
  }
  return "?";
}

Error options_error(std::string_view text) {
  return Error::plain(ErrorClass::argument_error,
                      "cannot understand the options {" + std::string(text) + "}",
                      "write {name:value} or {name:value, name:'value'}");
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

Result<HeaderOptions> parse_header_options(std::string_view text) {
  HeaderOptions options;
  std::string_view rest = trimmed(text);
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const std::string_view name = trimmed(rest.substr(0, colon));
    if (colon == std::string_view::npos || name.empty()) return options_error(text);
    rest = trimmed(rest.substr(colon + 1));
    std::size_t end = 0;
    std::string_view value;
    if (!rest.empty() && (rest.front() == '\'' || rest.front() == '"')) {
      const std::size_t quote = rest.find(rest.front(), 1);
      if (quote == std::string_view::npos) return options_error(text);
      value = rest.substr(1, quote - 1);
      end = rest.find(',', quote);
    } else {
      end = rest.find(',');
      value = trimmed(rest.substr(0, end));
    }
    options[lower_case(name)] = value;
    rest = end == std::string_view::npos ? std::string_view() : trimmed(rest.substr(end + 1));
  }
  return options;
}

std::string describe(const ColumnSpec& spec) {
  if (spec.list) return "list of " + std::string(noun(spec.type, true));
  return std::string(noun(spec.type, false));
}

}  // namespace entente::importing

namespace entente {

Result<ColumnSpec> parse_column_spec(std::string_view text) {
  ColumnSpec spec;
  std::string_view word = importing::trimmed(text);
  if (const std::size_t brace = word.find('{'); brace != std::string_view::npos) {
    if (word.back() != '}') {
      return Error::plain(ErrorClass::argument_error,
                          "the options of '" + std::string(text) + "' have no closing brace");
    }
    ENTENTE_ASSIGN(spec.options, importing::parse_header_options(
                                     word.substr(brace + 1, word.size() - brace - 2)));
    word = importing::trimmed(word.substr(0, brace));
  }
  if (word.ends_with("[]")) {
    spec.list = true;
    word.remove_suffix(2);
  }
  const auto type = importing::type_of(word);
  if (!type) {
    std::vector<std::string> known;
    for (const auto& [name, ignored] : importing::words) known.emplace_back(name);
    std::string hint = storage::did_you_mean(word, known);
    if (hint.empty()) {
      hint =
          "known are int, float, boolean, string, char, date, time, localtime, datetime, "
          "localdatetime, duration and point, each also with [] behind";
    }
    return Error::plain(ErrorClass::argument_error,
                        "there is no column type '" + std::string(word) + "'", std::move(hint));
  }
  spec.type = *type;
  return spec;
}

}  // namespace entente
