#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "entente/value.hpp"
#include "ingest/text/tokens.hpp"

namespace entente::ingest {

/// Days that an expression of time names, both included; an end that is not known is open.
struct TimeInterval {
  std::optional<Date> from;
  std::optional<Date> to;

  /// ISO 8601: "2019", "2019-06" or "2019-06-05" if it is exactly that, else "FROM/TO" with ".."
  /// for an open end (as in ISO 8601-2).
  [[nodiscard]] std::string to_text() const;
  friend bool operator==(const TimeInterval&, const TimeInterval&) = default;
};

/// An expression of time in a text.
struct TimeExpression {
  TimeInterval interval;
  std::size_t token_count = 0;
};

/// The time that begins at tokens[at], as the interval it means:
///
///  - dates and parts of dates: "5 June 2019", "June 2019", "2019", "2019-06-05", "the 1990s",
///    "the 19th century", "spring 2019", "the summer of 2019", "the first quarter of 2019", "Q3
///    2019", "the first half of 2019", "early 2019", "the end of 2019";
///  - what counts from the day of the document: "today", "yesterday", "last week", "next year",
///    "this spring", "two years ago", "the past five years", "the next decade";
///  - what lacks a year or more: "June 5", "in June", "on Tuesday", "the third quarter": the one
///    nearest to the document, weekdays the last one, the document's own day included.
///
/// A leading article belongs to it; prepositions do not. Without `document_day` only what is
/// complete by itself is found. A week is from Monday to Sunday, as in ISO 8601; spring is March to
/// May, winter December to February of the next year.
std::optional<TimeExpression> parse_time(std::span<const Token> tokens, std::size_t at,
                                         std::optional<Date> document_day);

/// The interval of an expression and the preposition before it: "since", "from" and "after" open
/// the end; "until", "till", "before", "through" and "by" open the beginning; "between A and B" and
/// "from A to B" (with `tokens` at the preposition) go from one to the other.
std::optional<TimeExpression> parse_time_phrase(std::span<const Token> tokens, std::size_t at,
                                                std::optional<Date> document_day);

}  // namespace entente::ingest
