#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// The day of a date of mail and feeds (RFC 5322, RFC 822, RFC 850, asctime: "Wed, 05 Jun 2019
/// 10:00:00 +0200") or of an ISO 8601 date or date-time, as YYYY-MM-DD; the day where it was
/// written, whatever the time zone. "2019-06" and "2019" stay what they are. Empty for anything
/// else.
std::string day_of_date(std::string_view text);

}  // namespace entente::ingest
