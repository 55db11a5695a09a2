#include "ingest/text/dates.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace entente::ingest {

namespace {

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 12> short_months = {"jan.",  "feb.", "mar.", "apr.",
                                                           "may.",  "jun.", "jul.", "aug.",
                                                           "sept.", "oct.", "nov.", "dec."};

int month_number(const Token& token) {
  if (!token.upper) return 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const std::string_view brief = short_months[i];
    if (token.form == months[i] || token.form == brief ||
        token.form == brief.substr(0, brief.size() - 1) || (i == 8 && token.form == "sep.")) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

int whole_number(std::string_view text) {
  int value = -1;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size() ? value : -1;
}

int year_number(const Token& token) {
  if (token.kind != TokenKind::number || token.form.size() != 4) return 0;
  const int year = whole_number(token.form);
  return year >= 1500 && year <= 2099 ? year : 0;
}

int day_number(const Token& token) {
  std::string_view form = token.form;
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (form.size() > 2 && form.ends_with(ending)) form.remove_suffix(2);
  }
  const int day = form.size() <= 2 ? whole_number(form) : -1;
  return day >= 1 && day <= 31 ? day : 0;
}

std::string iso_text(int year, int month, int day) {
  if (year == 0) return {};
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

/// "June 5, 2019", "June 2019", "June 5".
std::optional<DateExpression> month_first(std::span<const Token> t, std::size_t at, int month) {
  const auto has = [&](std::size_t i) { return at + i < t.size(); };
  if (has(1)) {
    if (const int year = year_number(t[at + 1])) return DateExpression{iso_text(year, month, 0), 2};
    if (const int day = day_number(t[at + 1])) {
      const std::size_t comma = has(2) && t[at + 2].form == "," ? 1 : 0;
      if (has(2 + comma)) {
        if (const int year = year_number(t[at + 2 + comma])) {
          return DateExpression{iso_text(year, month, day), 3 + comma};
        }
      }
      return DateExpression{{}, 2};
    }
    if (has(2) && t[at + 1].form == "of") {
      if (const int year = year_number(t[at + 2])) {
        return DateExpression{iso_text(year, month, 0), 3};
      }
    }
  }
  return std::nullopt;
}

/// "2019-06-05", which the tokenizer has cut at the hyphens.
std::optional<DateExpression> hyphenated(std::span<const Token> t, std::size_t at, int year) {
  if (at + 4 >= t.size() || t[at + 1].form != "-" || t[at + 3].form != "-") return std::nullopt;
  const int month = day_number(t[at + 2]);
  const int day = day_number(t[at + 4]);
  if (month == 0 || month > 12 || day == 0 || t[at + 1].space_before) return std::nullopt;
  return DateExpression{iso_text(year, month, day), 5};
}

}  // namespace

std::optional<DateExpression> parse_date(std::span<const Token> t, std::size_t at) {
  if (at >= t.size()) return std::nullopt;
  if (const int month = month_number(t[at])) return month_first(t, at, month);
  if (const int day = day_number(t[at])) {
    // "5 June 2019", "5th of June", "5 June".
    const std::size_t of = at + 1 < t.size() && t[at + 1].form == "of" ? 1 : 0;
    if (at + 1 + of < t.size()) {
      if (const int month = month_number(t[at + 1 + of])) {
        if (at + 2 + of < t.size()) {
          if (const int year = year_number(t[at + 2 + of])) {
            return DateExpression{iso_text(year, month, day), 3 + of};
          }
        }
        return DateExpression{{}, 2 + of};
      }
    }
    return std::nullopt;
  }
  if (const int year = year_number(t[at])) {
    if (auto date = hyphenated(t, at, year)) return date;
    return DateExpression{iso_text(year, 0, 0), 1};
  }
  const std::string& form = t[at].form;
  if (form.size() == 5 && form.ends_with("0s")) {
    const int year = whole_number(std::string_view(form).substr(0, 4));
    if (year >= 1500 && year <= 2090) return DateExpression{form.substr(0, 3) + "X", 1};
  }
  return std::nullopt;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const auto digits = [&](std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < from + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
    }
    return whole_number(text.substr(from, count));
  };
  if (digits(0, 4) < 0) return false;
  if (text.size() == 4) return true;
  const int month = digits(5, 2);
  if (text[4] != '-' || month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  const int day = digits(8, 2);
  return text[7] == '-' && day >= 1 && day <= 31;
}

}  // namespace entente::ingest
