#include "ingest/readers/rfc_dates.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include "ingest/text/dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};

std::optional<int> number_of(std::string_view word) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

/// Years of two digits as RFC 5322 reads them.
int whole_year(int year, std::size_t digits) {
  if (digits == 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits == 3 ? 1900 + year : year;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : fold(prefix(text, 80))) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '+';
    if (part) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

std::string day_of_date(std::string_view text) {
  text = trim(text);
  for (const std::size_t size : {10, 7, 4}) {
    if (text.size() < size) continue;
    const auto head = text.substr(0, size);
    const bool ends = text.size() == size || !is_digit(static_cast<unsigned char>(text[size]));
    const bool separate =
        text.size() == size || text[size] == 'T' || text[size] == 't' || text[size] == ' ';
    if (ends && separate && is_iso_date(head)) return std::string(head);
  }
  int day = 0;
  int month = 0;
  int year = 0;
  for (const std::string& word : words_of(text)) {
    if (const auto number = number_of(word)) {
      if (day == 0 && *number >= 1 && *number <= 31 && word.size() <= 2) {
        day = *number;
      } else if (day != 0 && month != 0 && year == 0 && word.size() <= 4) {
        year = whole_year(*number, word.size());
      }
      continue;
    }
    for (std::size_t m = 0; m < months.size(); ++m) {
      const bool same = word.size() >= 3 && word.size() <= 9 && word.starts_with(months[m]);
      if (same && month == 0) month = static_cast<int>(m) + 1;
    }
  }
  if (day == 0 || month == 0 || year < 1000) return {};
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : std::string{};
}

}  // namespace entente::ingest
