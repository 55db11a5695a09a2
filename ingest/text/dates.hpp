#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/text/tokens.hpp"

namespace entente::ingest {

/// A calendar expression in the text.
struct DateExpression {
  /// ISO 8601 as far as it is known: "2019-06-05", "2019-06", "2019", a decade "195X", or empty for
  /// one without year ("May 5").
  std::string iso;
  std::size_t token_count = 0;
};

/// The date that begins at tokens[at]: "5 June 2019", "June 5, 2019", "June 2019", "2019-06-05",
/// "2019", "the 1950s" (at the number). A bare number counts only from 1500 to 2099.
std::optional<DateExpression> parse_date(std::span<const Token> tokens, std::size_t at);

/// True for "2019", "2019-06" and "2019-06-05" with month and day in range.
bool is_iso_date(std::string_view text);

}  // namespace entente::ingest
