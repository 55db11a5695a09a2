#pragma once

#include <optional>

#include "storage/graph/claim_period.hpp"

namespace entente::storage {

/// When a claim surely holds: between its dates; from its first date until its document, or from
/// its document until its last date, if it has but one; on the day of its document without any.
/// nullopt if it has no dates and the document has none.
std::optional<Period> sure_period(const Claim& claim, const Period& document_date);

/// 1 if two claims surely hold at one time, 0.5 if they may, 0 if they do not: they may if their
/// possible periods overlap and their sure ones, as far as known, are no more than a year apart.
double certainty_of_meeting(const Claim& a, const Period& date_a, const Claim& b,
                            const Period& date_b);

/// True if `a`, stated, holds on some day after that of the document which calls the same former
/// (`b`), without having begun anew since.
bool goes_on_after(const Claim& a, const Period& date_a, const Claim& b, const Period& date_b);

}  // namespace entente::storage
