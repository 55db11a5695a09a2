#include "entente/as_of.hpp"

#include <algorithm>
#include <cstdint>

#include "storage/base/calendar.hpp"
#include "storage/base/value_text.hpp"

namespace entente {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t day_ms = 86'400'000;

Error bad_text(std::string_view what, std::string_view text, std::string hint) {
  return Error::plain(ErrorClass::argument_error,
                      "'" + std::string(text) + "' is no " + std::string(what), std::move(hint));
}

/// Reads the parts of a time of day off the front of a text.
class ClockText {
 public:
  explicit ClockText(std::string_view text) : rest_(text) {}

  /// "14:30", "14:30:15", "14:30:15.1"; digits after the third of a fraction are cut off.
  std::optional<std::int64_t> time_of_day_ms() {
    const auto hours = two_digits(23);
    if (!hours || !take(':')) return std::nullopt;
    const auto minutes = two_digits(59);
    if (!minutes) return std::nullopt;
    std::int64_t ms = (*hours * 60 + *minutes) * 60'000;
    if (!take(':')) return ms;
    const auto seconds = two_digits(59);
    if (!seconds) return std::nullopt;
    ms += *seconds * 1'000;
    if (!take('.')) return ms;
    if (rest_.empty() || !is_digit(rest_.front())) return std::nullopt;
    for (std::int64_t unit = 100; !rest_.empty() && is_digit(rest_.front()); unit /= 10) {
      ms += (rest_.front() - '0') * unit;
      rest_.remove_prefix(1);
    }
    return ms;
  }

  /// "Z", "+02:00" or nothing, to the end of the text.
  std::optional<std::int64_t> offset_ms() {
    if (rest_.empty()) return 0;
    if (take('Z')) return rest_.empty() ? std::optional<std::int64_t>(0) : std::nullopt;
    const bool east = take('+');
    if (!east && !take('-')) return std::nullopt;
    const auto hours = two_digits(18);
    if (!hours || !take(':')) return std::nullopt;
    const auto minutes = two_digits(59);
    if (!minutes || !rest_.empty()) return std::nullopt;
    const std::int64_t ms = (*hours * 60 + *minutes) * 60'000;
    return east ? ms : -ms;
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<std::int64_t> two_digits(std::int64_t max) {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
    const std::int64_t number = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return number <= max ? std::optional<std::int64_t>(number) : std::nullopt;
  }

  std::string_view rest_;
};

std::string recorded_text(RecordedTime time) {
  const std::int64_t ms = time.time_since_epoch().count();
  const std::int64_t days = ms >= 0 ? ms / day_ms : (ms - (day_ms - 1)) / day_ms;
  if (ms - days * day_ms == day_ms - 1) return storage::temporal_text(Date{days});
  return storage::temporal_text(to_date_time(time));
}

/// The next word of `text`, which spaces and commas end; empty at its end.
std::string_view next_word(std::string_view& text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t,"), text.size());
  const std::size_t end = std::min(text.find_first_of(" \t,", begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

}  // namespace

DateTime to_date_time(RecordedTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  DateTime instant;
  instant.seconds = seconds.time_since_epoch().count();
  instant.nanos = static_cast<std::int32_t>(std::chrono::nanoseconds(time - seconds).count());
  return instant;
}

std::string AsOf::to_text() const {
  std::string text;
  if (recorded) text = "recorded " + recorded_text(*recorded);
  if (valid) text += (text.empty() ? "valid " : ", valid ") + storage::temporal_text(*valid);
  return text;
}

Result<RecordedTime> recorded_time_from(std::string_view text, DayMeans day) {
  constexpr std::string_view hint =
      "write a day as 2026-01-31, or a time as 2026-01-31T14:30 or 2026-01-31T14:30:15+02:00";
  constexpr std::size_t date_size = 10;
  const auto date = storage::parse_iso_date(text.substr(0, date_size));
  if (!date) return bad_text("time", text, std::string(hint));
  const std::int64_t midnight_ms = date->days * day_ms;
  if (text.size() == date_size) {
    return RecordedTime(milliseconds(midnight_ms + (day == DayMeans::end ? day_ms - 1 : 0)));
  }
  if (text[date_size] != 'T' && text[date_size] != ' ') {
    return bad_text("time", text, std::string(hint));
  }
  ClockText clock(text.substr(date_size + 1));
  const auto time_ms = clock.time_of_day_ms();
  const auto offset_ms = time_ms ? clock.offset_ms() : std::nullopt;
  if (!offset_ms) return bad_text("time", text, std::string(hint));
  return RecordedTime(milliseconds(midnight_ms + *time_ms - *offset_ms));
}

Result<Date> valid_date_from(std::string_view text) {
  if (const auto date = storage::parse_iso_date(text)) return *date;
  return bad_text("date", text, "write a date as 2024-03-01");
}

Result<AsOf> as_of_from_text(std::string_view text) {
  AsOf as_of;
  std::string_view rest = text;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    const std::string_view value = word == "off" ? std::string_view() : next_word(rest);
    if (word == "recorded" && !as_of.recorded) {
      ENTENTE_ASSIGN(as_of.recorded, recorded_time_from(value, DayMeans::end));
    } else if (word == "valid" && !as_of.valid) {
      ENTENTE_ASSIGN(as_of.valid, valid_date_from(value));
    } else if (word != "off" || as_of.any() || !next_word(rest).empty()) {
      return bad_text("point in time", text,
                      "write recorded 2026-01-31, valid 2024-03-01, both, or off");
    }
  }
  return as_of;
}

}  // namespace entente
