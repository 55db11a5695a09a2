#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/export.hpp"
#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente {

/// An instant of the recorded clock: when a document was written into the database (UTC).
using RecordedTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// From where in time a query looks at the graph. The two clocks are independent and may be set
/// together; without either it is the graph as it is. What passes is decided per claim, and a
/// relationship says what its passing claims say; query/LANGUAGE.md, "Time", has the rules.
struct ENTENTE_API AsOf {
  /// Only what documents recorded until then say (inclusive): what the database knew.
  std::optional<RecordedTime> recorded;
  /// Only claims that may hold on that day: what was the case, as far as the database knows now.
  std::optional<Date> valid;

  [[nodiscard]] bool any() const { return recorded || valid; }
  /// "recorded 2026-01-31, valid 2024-03-01": for people, and read again by as_of_from_text(). A
  /// recorded time that is the end of its day is written as the day. Empty if neither is set.
  [[nodiscard]] std::string to_text() const;
  friend bool operator==(const AsOf&, const AsOf&) = default;
};

/// The same instant as a Cypher value.
ENTENTE_API DateTime to_date_time(RecordedTime time);

/// What a text for a recorded time means if it names a day only.
enum class DayMeans : std::uint8_t { beginning, end };

/// Reads "2026-01-31", "2026-01-31T14:30[:15[.123]]" and the same with "Z" or an offset ("+02:00");
/// without one it is UTC. ErrorClass::argument_error, with a hint, for anything else.
ENTENTE_API Result<RecordedTime> recorded_time_from(std::string_view text, DayMeans day);
/// Reads "2024-03-01". ErrorClass::argument_error, with a hint, for anything else.
ENTENTE_API Result<Date> valid_date_from(std::string_view text);
/// Reads "recorded TIME", "valid DATE", or both, in any order, with or without a comma; "off" and
/// the empty text are the present. A recorded day counts to its end. Errors as above.
ENTENTE_API Result<AsOf> as_of_from_text(std::string_view text);

}  // namespace entente
