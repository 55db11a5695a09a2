#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/value.hpp"
#include "storage/graph/records.hpp"

namespace entente::storage {

/// Days on which something may hold, both included; an end that is not known is open.
struct Period {
  std::optional<Date> from;
  std::optional<Date> to;

  [[nodiscard]] bool contains(Date day) const {
    return (!from || from->days <= day.days) && (!to || day.days <= to->days);
  }
};

/// The days of "2024", "2024-03" or "2024-03-01", or of an interval of such ("2024-03/2024-05",
/// "../2024"); open at both ends for any other text.
Period period_of_date(std::string_view iso_date);

/// The days on which a claim may hold: from the first day of its valid_from to the last of its
/// valid_to. Where one is missing, the wording helps, if the document is dated: what was planned
/// then does not hold before, and what was former then does not hold after.
Period period_of_claim(const Claim& claim, const Period& document_date);

}  // namespace entente::storage
