#include "query/eval/tzif.hpp"

#include <algorithm>
#include <cctype>

#include "query/eval/calendar.hpp"

namespace entente::query {
namespace {

/// Reads big-endian integers; sets `failed` instead of passing the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
  std::int64_t integer(std::size_t width) {
    if (position_ + width > bytes_.size()) {
      failed_ = true;
      return 0;
    }
    // Starting from all ones sign-extends negative numbers.
    const bool negative = (static_cast<unsigned char>(bytes_[position_]) & 0x80U) != 0;
    std::uint64_t value = negative && width > 1 ? ~0ULL : 0;
    for (std::size_t i = 0; i < width; ++i) {
      value = (value << 8U) | static_cast<unsigned char>(bytes_[position_ + i]);
    }
    position_ += width;
    return static_cast<std::int64_t>(value);
  }
  void skip(std::size_t count) {
    if (position_ + count > bytes_.size()) {
      failed_ = true;
    } else {
      position_ += count;
    }
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(position_); }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

struct Header {
  char version = 0;
  std::size_t utc_flags = 0;
  std::size_t standard_flags = 0;
  std::size_t leap_seconds = 0;
  std::size_t transitions = 0;
  std::size_t types = 0;
  std::size_t characters = 0;

  [[nodiscard]] std::size_t body_bytes(std::size_t time_width) const {
    return transitions * (time_width + 1) + types * 6 + characters +
           leap_seconds * (time_width + 4) + standard_flags + utc_flags;
  }
};

bool read_header(ByteReader& reader, Header& header) {
  const std::string_view rest = reader.rest();
  if (rest.substr(0, 4) != "TZif") return false;
  header.version = rest.size() > 4 ? rest[4] : '\0';
  reader.skip(20);
  for (std::size_t* field : {&header.utc_flags, &header.standard_flags, &header.leap_seconds,
                             &header.transitions, &header.types, &header.characters}) {
    *field = static_cast<std::size_t>(reader.integer(4) & 0xFFFFFFFF);
    // No zone has as many of anything; larger numbers would only make the sums overflow.
    if (*field > 1'000'000) return false;
  }
  return !reader.failed() && header.types > 0;
}

/// Reads the parts of a POSIX TZ string from the front.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}
  [[nodiscard]] bool done() const { return text_.empty(); }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool name() {
    if (take('<')) {
      const std::size_t end = text_.find('>');
      if (end == std::string_view::npos) return false;
      text_.remove_prefix(end + 1);
      return true;
    }
    std::size_t length = 0;
    while (length < text_.size() && std::isalpha(static_cast<unsigned char>(text_[length]))) {
      ++length;
    }
    text_.remove_prefix(length);
    return length >= 3;
  }
  std::optional<std::int64_t> number() {
    std::int64_t value = 0;
    std::size_t length = 0;
    while (length < text_.size() && length < 6 &&
           std::isdigit(static_cast<unsigned char>(text_[length]))) {
      value = value * 10 + (text_[length] - '0');
      ++length;
    }
    if (length == 0) return std::nullopt;
    text_.remove_prefix(length);
    return value;
  }
  /// [+-]hh[:mm[:ss]] in seconds.
  std::optional<std::int64_t> time() {
    const bool negative = take('-');
    if (!negative) take('+');
    std::int64_t seconds = 0;
    std::int64_t unit = 3600;
    do {
      const auto part = number();
      if (!part) return std::nullopt;
      seconds += *part * unit;
      unit /= 60;
    } while (unit > 0 && take(':'));
    return negative ? -seconds : seconds;
  }
  std::optional<ZoneRule::Change> change() {
    ZoneRule::Change change;
    if (!take(',')) return std::nullopt;
    if (take('M')) {
      const auto month = number();
      if (!month || *month < 1 || *month > 12 || !take('.')) return std::nullopt;
      const auto week = number();
      if (!week || *week < 1 || *week > 5 || !take('.')) return std::nullopt;
      const auto day = number();
      if (!day || *day > 6) return std::nullopt;
      change.month = *month;
      change.week = *week;
      change.day = *day;
    } else {
      change.kind = take('J') ? ZoneRule::Change::Kind::julian_without_leap_day
                              : ZoneRule::Change::Kind::zero_based_day;
      const auto day = number();
      if (!day) return std::nullopt;
      change.day = *day;
    }
    if (take('/')) {
      const auto seconds = time();
      if (!seconds) return std::nullopt;
      change.seconds = *seconds;
    }
    return change;
  }

 private:
  std::string_view text_;
};

/// Local seconds (as if UTC) at which a change happens in a year.
std::int64_t change_in_year(const ZoneRule::Change& change, std::int64_t year) {
  using Kind = ZoneRule::Change::Kind;
  std::int64_t days = days_from_civil({year, 1, 1});
  switch (change.kind) {
    case Kind::julian_without_leap_day:
      days += change.day - 1 + (is_leap_year(year) && change.day >= 60 ? 1 : 0);
      break;
    case Kind::zero_based_day: days += change.day; break;
    case Kind::month_week_day: {
      const std::int64_t first = days_from_civil({year, change.month, 1});
      const std::int64_t first_day = day_of_week(first) % 7;
      std::int64_t day = floor_mod(change.day - first_day, 7) + (change.week - 1) * 7;
      while (day >= days_in_month(year, change.month)) day -= 7;
      days = first + day;
      break;
    }
  }
  return days * seconds_per_day + change.seconds;
}

std::int32_t rule_offset(const ZoneRule& rule, std::int64_t utc_seconds) {
  if (!rule.has_daylight) return rule.standard_offset;
  const std::int64_t local = utc_seconds + rule.standard_offset;
  const std::int64_t year = civil_from_days(floor_div(local, seconds_per_day)).year;
  const std::int64_t begin = change_in_year(rule.begin, year) - rule.standard_offset;
  const std::int64_t end = change_in_year(rule.end, year) - rule.daylight_offset;
  // South of the equator daylight time spans the turn of the year.
  const bool daylight = begin < end ? utc_seconds >= begin && utc_seconds < end
                                    : utc_seconds >= begin || utc_seconds < end;
  return daylight ? rule.daylight_offset : rule.standard_offset;
}

}  // namespace

std::optional<ZoneRule> ZoneFile::parse_rule(std::string_view text) {
  RuleReader reader(text);
  ZoneRule rule;
  if (!reader.name()) return std::nullopt;
  const auto standard = reader.time();
  if (!standard) return std::nullopt;
  // POSIX counts offsets west of Greenwich.
  rule.standard_offset = static_cast<std::int32_t>(-*standard);
  if (reader.done()) return rule;
  if (!reader.name()) return std::nullopt;
  rule.has_daylight = true;
  rule.daylight_offset = rule.standard_offset + 3600;
  RuleReader ahead = reader;
  if (const auto daylight = ahead.time()) {
    rule.daylight_offset = static_cast<std::int32_t>(-*daylight);
    reader = ahead;
  }
  const auto begin = reader.change();
  const auto end = begin ? reader.change() : std::nullopt;
  if (!end || !reader.done()) return std::nullopt;
  rule.begin = *begin;
  rule.end = *end;
  return rule;
}

std::optional<ZoneFile> ZoneFile::parse(std::string_view bytes) {
  ByteReader reader(bytes);
  Header header;
  if (!read_header(reader, header)) return std::nullopt;
  std::size_t width = 4;
  if (header.version >= '2') {
    // The first block repeats the data in 32 bits for old readers.
    reader.skip(header.body_bytes(4));
    if (reader.failed() || !read_header(reader, header)) return std::nullopt;
    width = 8;
  }
  ZoneFile zone;
  for (std::size_t i = 0; i < header.transitions; ++i) {
    zone.transitions_.push_back(reader.integer(width));
  }
  std::vector<std::size_t> type_of;
  for (std::size_t i = 0; i < header.transitions; ++i) {
    type_of.push_back(static_cast<std::size_t>(reader.integer(1)));
  }
  std::vector<std::int32_t> type_offsets;
  for (std::size_t i = 0; i < header.types; ++i) {
    type_offsets.push_back(static_cast<std::int32_t>(reader.integer(4)));
    reader.skip(2);
  }
  reader.skip(header.characters + header.leap_seconds * (width + 4) + header.standard_flags +
              header.utc_flags);
  if (reader.failed()) return std::nullopt;
  for (const std::size_t type : type_of) {
    if (type >= type_offsets.size()) return std::nullopt;
    zone.offsets_.push_back(type_offsets[type]);
  }
  if (!std::is_sorted(zone.transitions_.begin(), zone.transitions_.end())) return std::nullopt;
  zone.first_offset_ = type_offsets[0];
  std::string_view footer = reader.rest();
  if (width == 8 && footer.size() >= 2 && footer.front() == '\n') {
    footer.remove_prefix(1);
    footer = footer.substr(0, footer.find('\n'));
    if (!footer.empty()) zone.rule_ = parse_rule(footer);
  }
  return zone;
}

std::int32_t ZoneFile::offset_at(std::int64_t utc_seconds) const {
  const auto after = std::upper_bound(transitions_.begin(), transitions_.end(), utc_seconds);
  if (after == transitions_.end() && rule_) return rule_offset(*rule_, utc_seconds);
  if (after == transitions_.begin()) return first_offset_;
  return offsets_[static_cast<std::size_t>(after - transitions_.begin()) - 1];
}

bool ZoneFile::agrees_from(const ZoneFile& other, std::int64_t utc_seconds) const {
  if (rule_ != other.rule_ || offset_at(utc_seconds) != other.offset_at(utc_seconds)) return false;
  // Offsets change only at transitions, so these are all the instants that can differ.
  for (const ZoneFile* zone : {this, &other}) {
    for (const std::int64_t instant : zone->transitions_) {
      if (instant > utc_seconds && offset_at(instant) != other.offset_at(instant)) return false;
    }
  }
  return true;
}

}  // namespace entente::query
