#include "ingest/text/time_expressions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "ingest/text/dates.hpp"
#include "storage/base/calendar.hpp"

namespace entente::ingest {

namespace {

using storage::civil_day;
using storage::CivilDay;
using storage::date_of;
using storage::days_in_month;

enum class Unit : std::uint8_t { none, day, week, month, quarter, year, decade, century };

struct Word {
  std::string_view word;
  int value;
};

constexpr std::array<Word, 12> numbers = {{{"a", 1},
                                           {"an", 1},
                                           {"one", 1},
                                           {"two", 2},
                                           {"three", 3},
                                           {"four", 4},
                                           {"five", 5},
                                           {"six", 6},
                                           {"seven", 7},
                                           {"eight", 8},
                                           {"nine", 9},
                                           {"ten", 10}}};
constexpr std::array<Word, 8> ordinals = {{{"first", 1},
                                           {"second", 2},
                                           {"third", 3},
                                           {"fourth", 4},
                                           {"1st", 1},
                                           {"2nd", 2},
                                           {"3rd", 3},
                                           {"4th", 4}}};
constexpr std::array<Word, 5> seasons = {
    {{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"fall", 9}, {"winter", 12}}};
constexpr std::array<Word, 7> weekdays = {{{"monday", 0},
                                           {"tuesday", 1},
                                           {"wednesday", 2},
                                           {"thursday", 3},
                                           {"friday", 4},
                                           {"saturday", 5},
                                           {"sunday", 6}}};
constexpr std::array<Word, 24> months = {
    {{"january", 1},   {"february", 2},  {"march", 3},  {"april", 4},     {"may", 5},
     {"june", 6},      {"july", 7},      {"august", 8}, {"september", 9}, {"october", 10},
     {"november", 11}, {"december", 12}, {"jan.", 1},   {"feb.", 2},      {"mar.", 3},
     {"apr.", 4},      {"jun.", 6},      {"jul.", 7},   {"aug.", 8},      {"sep.", 9},
     {"sept.", 9},     {"oct.", 10},     {"nov.", 11},  {"dec.", 12}}};
/// Which way from now: before, around or after it.
constexpr std::array<Word, 9> directions = {{{"last", -1},
                                             {"past", -1},
                                             {"previous", -1},
                                             {"recent", -1},
                                             {"this", 0},
                                             {"current", 0},
                                             {"next", 1},
                                             {"coming", 1},
                                             {"following", 1}}};

template <std::size_t N>
std::optional<int> value_in(const std::array<Word, N>& words, std::string_view form) {
  for (const Word& entry : words) {
    if (entry.word == form) return entry.value;
  }
  return std::nullopt;
}

Unit unit_of(std::string_view form) {
  if (form.ends_with('s')) form.remove_suffix(1);
  if (form == "day") return Unit::day;
  if (form == "week") return Unit::week;
  if (form == "month") return Unit::month;
  if (form == "quarter") return Unit::quarter;
  if (form == "year") return Unit::year;
  if (form == "decade") return Unit::decade;
  return form == "century" || form == "centurie" ? Unit::century : Unit::none;
}

Date plus_days(Date date, std::int64_t days) { return Date{date.days + days}; }

/// The day `count` months later, or the last one of that month.
Date plus_months(Date date, std::int64_t count) {
  CivilDay day = civil_day(date);
  const std::int64_t month = day.year * 12 + static_cast<std::int64_t>(day.month) - 1 + count;
  day.year = month >= 0 ? month / 12 : (month - 11) / 12;
  day.month = static_cast<std::uint32_t>(month - day.year * 12 + 1);
  day.day = std::min(day.day, days_in_month(day.year, day.month));
  return date_of(day);
}

Date plus(Date date, std::int64_t count, Unit unit) {
  switch (unit) {
    case Unit::day: return plus_days(date, count);
    case Unit::week: return plus_days(date, 7 * count);
    case Unit::month: return plus_months(date, count);
    case Unit::quarter: return plus_months(date, 3 * count);
    case Unit::year: return plus_months(date, 12 * count);
    case Unit::decade: return plus_months(date, 120 * count);
    case Unit::century: return plus_months(date, 1200 * count);
    case Unit::none: break;
  }
  return date;
}

/// 0 for Monday. 1970-01-01 was a Thursday.
std::int64_t weekday_of(Date date) { return ((date.days + 3) % 7 + 7) % 7; }

TimeInterval months_of(std::int64_t year, std::int64_t first_month, std::int64_t count) {
  const Date begin = plus_months(date_of({year, 1, 1}), first_month - 1);
  return {begin, plus_days(plus_months(begin, count), -1)};
}

TimeInterval years_of(std::int64_t first, std::int64_t count) {
  return months_of(first, 1, 12 * count);
}

/// The unit of the calendar that a day lies in.
TimeInterval unit_around(Date day, Unit unit) {
  const CivilDay civil = civil_day(day);
  switch (unit) {
    case Unit::day: return {day, day};
    case Unit::week: {
      const Date monday = plus_days(day, -weekday_of(day));
      return {monday, plus_days(monday, 6)};
    }
    case Unit::month: return months_of(civil.year, civil.month, 1);
    case Unit::quarter: return months_of(civil.year, (civil.month - 1) / 3 * 3 + 1, 3);
    case Unit::year: return years_of(civil.year, 1);
    case Unit::decade: return years_of(civil.year / 10 * 10, 10);
    case Unit::century: return years_of((civil.year - 1) / 100 * 100 + 1, 100);
    case Unit::none: break;
  }
  return {};
}

/// Reads expressions from the tokens behind a place.
class TimeReader {
 public:
  TimeReader(std::span<const Token> tokens, std::size_t at, std::optional<Date> day)
      : tokens_(tokens), begin_(at), at_(at), day_(day) {}

  std::optional<TimeExpression> read() {
    const bool article = skip("the");
    auto interval = whole_date();
    if (!interval) interval = part_of_year();
    if (!interval) interval = century();
    if (!interval && day_) interval = relative(article);
    if (!interval && day_ && !article) interval = without_year();
    if (!interval) return std::nullopt;
    return TimeExpression{*interval, at_ - begin_};
  }

 private:
  [[nodiscard]] std::string_view form(std::size_t i = 0) const {
    return at_ + i < tokens_.size() ? std::string_view(tokens_[at_ + i].form) : std::string_view();
  }
  bool skip(std::string_view word) {
    if (form() != word) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] std::optional<std::int64_t> number(std::string_view text) const {
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
  }
  [[nodiscard]] std::optional<std::int64_t> year_at(std::size_t i) const {
    const std::string_view text = form(i);
    if (text.size() != 4) return std::nullopt;
    const auto year = number(text);
    return year && *year >= 1500 && *year <= 2099 ? year : std::nullopt;
  }

  /// "2019", or "of 2019" and "in 2019" behind a part of the year; nothing is taken if it is not
  /// there.
  std::optional<std::int64_t> year_behind() {
    const std::size_t joint = form() == "of" || form() == "in" || form() == "," ? 1 : 0;
    const auto year = year_at(joint);
    if (year) at_ += joint + 1;
    return year;
  }

  std::optional<TimeInterval> whole_date() {
    const auto date = parse_date(tokens_, at_);
    if (!date || date->iso.empty()) return std::nullopt;
    at_ += date->token_count;
    if (date->iso.ends_with('X')) return years_of(*number(date->iso.substr(0, 3)) * 10, 10);
    const auto year = *number(std::string_view(date->iso).substr(0, 4));
    if (date->iso.size() == 4) return years_of(year, 1);
    const auto month = *number(std::string_view(date->iso).substr(5, 2));
    if (date->iso.size() == 7) return months_of(year, month, 1);
    const auto day = static_cast<std::uint32_t>(*number(std::string_view(date->iso).substr(8, 2)));
    const auto month_number = static_cast<std::uint32_t>(month);
    if (day > days_in_month(year, month_number)) return std::nullopt;
    const Date exact = date_of({year, month_number, day});
    return TimeInterval{exact, exact};
  }

  /// "spring 2019", "first quarter of 2019", "Q3 2019", "first half of 2019", "early 2019", "end of
  /// 2019"; without the year those nearest to the document.
  std::optional<TimeInterval> part_of_year() {
    const std::size_t before = at_;
    std::int64_t first = 0;
    std::int64_t count = 0;
    if (!read_part(first, count)) {
      at_ = before;
      return std::nullopt;
    }
    if (const auto year = year_behind()) return months_of(*year, first, count);
    // "the end of" needs its year, and "spring" without an article may be a source.
    const bool bare_season = before == begin_ && value_in(seasons, tokens_[before].form);
    if (!day_ || count == 4 || bare_season) {
      at_ = before;
      return std::nullopt;
    }
    return nearest(first, count);
  }

  bool read_part(std::int64_t& first, std::int64_t& count) {
    if (const auto season = value_in(seasons, form())) {
      ++at_;
      first = *season;
      count = 3;
      return true;
    }
    if (form().size() == 2 && form()[0] == 'q' && form()[1] >= '1' && form()[1] <= '4') {
      first = (form()[1] - '1') * 3 + 1;
      ++at_;
      count = 3;
      return true;
    }
    if (const auto which = value_in(ordinals, form())) {
      const bool half = form(1) == "half" && *which <= 2;
      if (!half && form(1) != "quarter") return false;
      at_ += 2;
      count = half ? 6 : 3;
      first = (*which - 1) * count + 1;
      return true;
    }
    return read_third(first, count);
  }

  bool read_third(std::int64_t& first, std::int64_t& count) {
    constexpr std::array<Word, 6> thirds = {
        {{"early", 1}, {"mid", 5}, {"late", 9}, {"beginning", 1}, {"middle", 5}, {"end", 9}}};
    const auto third = value_in(thirds, form());
    if (!third) return false;
    const std::size_t hyphen = form(1) == "-" ? 1 : 0;
    const bool year = year_at(1 + hyphen) || (form(1) == "of" && year_at(2));
    if (!year) return false;
    at_ += 1 + hyphen;
    first = *third;
    count = 4;
    return true;
  }

  /// The part of the year before, of or after the document's that is nearest to its day.
  [[nodiscard]] TimeInterval nearest(std::int64_t first_month, std::int64_t count) const {
    const std::int64_t year = civil_day(*day_).year;
    TimeInterval best;
    std::int64_t best_distance = 0;
    for (const std::int64_t shift : {0, -1, 1}) {
      const TimeInterval candidate = months_of(year + shift, first_month, count);
      const std::int64_t distance = distance_to(candidate);
      if (!best.from || distance < best_distance) {
        best = candidate;
        best_distance = distance;
      }
    }
    return best;
  }

  [[nodiscard]] std::int64_t distance_to(const TimeInterval& interval) const {
    return std::max(
        {std::int64_t{0}, interval.from->days - day_->days, day_->days - interval.to->days});
  }

  /// "19th century".
  std::optional<TimeInterval> century() {
    std::string_view text = form();
    if (text.size() < 3 || form(1) != "century") return std::nullopt;
    text.remove_suffix(2);
    const auto which = number(text);
    if (!which || *which < 1 || *which > 21) return std::nullopt;
    at_ += 2;
    return years_of((*which - 1) * 100 + 1, 100);
  }

  std::optional<TimeInterval> relative(bool article) {
    constexpr std::array<Word, 4> days = {
        {{"today", 0}, {"tonight", 0}, {"yesterday", -1}, {"tomorrow", 1}}};
    if (const auto shift = value_in(days, form()); shift && !article) {
      ++at_;
      const Date day = plus_days(*day_, *shift);
      return TimeInterval{day, day};
    }
    if (const auto direction = value_in(directions, form())) return directed(*direction);
    return ago();
  }

  /// "last week", "next Tuesday", "this spring", "past five years".
  std::optional<TimeInterval> directed(int direction) {
    if (const Unit unit = unit_of(form(1)); unit != Unit::none) {
      // "this day" and "last days" are no dates.
      if (unit == Unit::day || form(1).ends_with('s')) return std::nullopt;
      at_ += 2;
      return unit_around(plus(*day_, direction, unit), unit);
    }
    const std::size_t several = count_at(1) ? 2 : 0;
    if (several > 0 && direction != 0) {
      const Unit unit = unit_of(form(several));
      if (unit == Unit::none) return std::nullopt;
      const Date other = plus(*day_, direction * *count_at(1), unit);
      at_ += several + 1;
      return direction < 0 ? TimeInterval{other, *day_} : TimeInterval{*day_, other};
    }
    if (const auto weekday = value_in(weekdays, form(1))) {
      at_ += 2;
      const std::int64_t ahead = ((*weekday - weekday_of(*day_)) % 7 + 7) % 7;
      std::int64_t shift = ahead;
      if (direction < 0) shift = ahead - 7;
      if (direction > 0 && ahead == 0) shift = 7;
      const Date day = plus_days(*day_, shift);
      return TimeInterval{day, day};
    }
    return directed_months(direction);
  }

  /// "last June", "this spring", "next winter".
  std::optional<TimeInterval> directed_months(int direction) {
    const auto season = value_in(seasons, form(1));
    const auto month = value_in(months, form(1));
    if (!season && !month) return std::nullopt;
    const std::int64_t first = season ? *season : *month;
    const std::int64_t count = season ? 3 : 1;
    at_ += 2;
    const std::int64_t year = civil_day(*day_).year;
    TimeInterval found = months_of(year, first, count);
    // "last June" is the one that is over, "next June" the one that has not begun.
    if (direction < 0 && found.to->days >= day_->days) found = months_of(year - 1, first, count);
    if (direction > 0 && found.from->days <= day_->days) found = months_of(year + 1, first, count);
    return found;
  }

  [[nodiscard]] std::optional<std::int64_t> count_at(std::size_t i) const {
    if (const auto word = value_in(numbers, form(i))) return *word;
    const auto digits = number(form(i));
    return digits && *digits > 0 && *digits < 1000 ? digits : std::nullopt;
  }

  /// "two years ago", "a week earlier".
  std::optional<TimeInterval> ago() {
    const auto count = count_at(0);
    const Unit unit = unit_of(form(1));
    if (!count || unit == Unit::none || (form(2) != "ago" && form(2) != "earlier")) {
      return std::nullopt;
    }
    at_ += 3;
    return unit_around(plus(*day_, -*count, unit), unit);
  }

  /// "June 5", "5 June", "June", "Tuesday".
  std::optional<TimeInterval> without_year() {
    if (at_ >= tokens_.size() || !(tokens_[at_].upper || number(form()))) return std::nullopt;
    if (const auto weekday = value_in(weekdays, form())) {
      ++at_;
      const Date day = plus_days(*day_, -(((weekday_of(*day_) - *weekday) % 7 + 7) % 7));
      return TimeInterval{day, day};
    }
    const auto month = value_in(months, form());
    const bool day_first = !month && value_in(months, form(1)) && tokens_[at_ + 1].upper;
    const auto named = day_first ? value_in(months, form(1)) : month;
    if (!named) return std::nullopt;
    auto day = number(day_first ? form() : form(1));
    if (day && (*day < 1 || *day > days_in_month(2000, static_cast<std::uint32_t>(*named)))) {
      day.reset();
    }
    if (day_first && !day) return std::nullopt;
    TimeInterval whole = nearest(*named, 1);
    at_ += day ? 2 : 1;
    if (!day) return whole;
    const Date exact = plus_days(*whole.from, *day - 1);
    return TimeInterval{exact, exact};
  }

  std::span<const Token> tokens_;
  std::size_t begin_;
  std::size_t at_;
  std::optional<Date> day_;
};

std::string day_text(const std::optional<Date>& date) {
  if (!date) return "..";
  const CivilDay day = civil_day(*date);
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

}  // namespace

std::string TimeInterval::to_text() const {
  if (from && to) {
    if (*from == *to) return day_text(from);
    const CivilDay day = civil_day(*from);
    if (*this == unit_around(*from, Unit::year)) return fmt::format("{:04}", day.year);
    if (*this == unit_around(*from, Unit::month)) {
      return fmt::format("{:04}-{:02}", day.year, day.month);
    }
  }
  return day_text(from) + "/" + day_text(to);
}

std::optional<TimeExpression> parse_time(std::span<const Token> tokens, std::size_t at,
                                         std::optional<Date> document_day) {
  if (at >= tokens.size()) return std::nullopt;
  return TimeReader(tokens, at, document_day).read();
}

std::optional<TimeExpression> parse_time_phrase(std::span<const Token> tokens, std::size_t at,
                                                std::optional<Date> document_day) {
  if (at + 1 >= tokens.size()) return std::nullopt;
  const std::string_view word = tokens[at].form;
  auto time = parse_time(tokens, at + 1, document_day);
  if (!time) return std::nullopt;
  ++time->token_count;
  const std::size_t joint_at = at + time->token_count;
  const std::string_view joint =
      joint_at < tokens.size() ? std::string_view(tokens[joint_at].form) : std::string_view();
  const bool joined = (word == "between" && joint == "and") ||
                      (word == "from" && (joint == "to" || joint == "until" || joint == "till"));
  if (joined) {
    const auto end = parse_time(tokens, joint_at + 1, document_day);
    if (end && time->interval.from && end->interval.to &&
        time->interval.from->days <= end->interval.to->days) {
      time->interval.to = end->interval.to;
      time->token_count += 1 + end->token_count;
      return time;
    }
  }
  if (word == "since" || word == "from" || word == "after") {
    time->interval.to.reset();
  } else if (word == "until" || word == "till" || word == "before" || word == "through" ||
             word == "by") {
    time->interval.from.reset();
  }
  return time;
}

}  // namespace entente::ingest
