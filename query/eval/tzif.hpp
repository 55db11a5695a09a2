#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Compiled time zone files (TZif, RFC 8536).
namespace entente::query {

/// A rule of the POSIX TZ string in the footer for instants after the last transition.
struct ZoneRule {
  /// When in a year a change happens.
  struct Change {
    enum class Kind : std::uint8_t { julian_without_leap_day, zero_based_day, month_week_day };
    Kind kind = Kind::month_week_day;
    std::int64_t month = 1;
    std::int64_t week = 1;  // 5 is the last
    std::int64_t day = 0;   // of the week from Sunday (0), or of the year
    std::int64_t seconds = 7200;
    friend bool operator==(const Change&, const Change&) = default;
  };
  std::int32_t standard_offset = 0;
  bool has_daylight = false;
  std::int32_t daylight_offset = 0;
  Change begin;
  Change end;
  friend bool operator==(const ZoneRule&, const ZoneRule&) = default;
};

/// The offsets of one zone over time.
class ZoneFile {
 public:
  /// nullopt if the bytes are not a valid file of version 1 to 4.
  static std::optional<ZoneFile> parse(std::string_view bytes);
  /// Parses a POSIX TZ string such as "CET-1CEST,M3.5.0,M10.5.0/3".
  static std::optional<ZoneRule> parse_rule(std::string_view text);

  /// Offset east of UTC in seconds at an instant.
  [[nodiscard]] std::int32_t offset_at(std::int64_t utc_seconds) const;
  /// True if both zones have the same offset at every instant from `utc_seconds` on.
  [[nodiscard]] bool agrees_from(const ZoneFile& other, std::int64_t utc_seconds) const;

 private:
  std::vector<std::int64_t> transitions_;  // ascending UTC seconds
  std::vector<std::int32_t> offsets_;      // in force from the transition of the same index
  std::int32_t first_offset_ = 0;
  std::optional<ZoneRule> rule_;
};

}  // namespace entente::query
