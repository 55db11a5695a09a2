#include "storage/claims/claim_times.hpp"

#include <algorithm>

namespace entente::storage {

namespace {

/// States of which news speaks last longer, so that claims at most so far apart may be of one time.
constexpr std::int64_t days_between_max = 366;

Date later(Date a, Date b) { return a.days < b.days ? b : a; }
Date earlier(Date a, Date b) { return b.days < a.days ? b : a; }

bool overlap(const Period& a, const Period& b) {
  const bool a_before = a.to && b.from && a.to->days < b.from->days;
  const bool b_before = b.to && a.from && b.to->days < a.from->days;
  return !a_before && !b_before;
}

/// Days between two periods with both ends that do not overlap.
std::int64_t days_between(const Period& a, const Period& b) {
  return std::max(b.from->days - a.to->days, a.from->days - b.to->days);
}

}  // namespace

std::optional<Period> sure_period(const Claim& claim, const Period& document_date) {
  Period period{period_of_date(claim.valid_from).from, period_of_date(claim.valid_to).to};
  if (!period.from && !period.to) {
    if (!document_date.from) return std::nullopt;
    return document_date;
  }
  if (!period.from) {
    period.from = document_date.from ? earlier(*document_date.from, *period.to) : *period.to;
  }
  if (!period.to) {
    period.to = document_date.to ? later(*document_date.to, *period.from) : *period.from;
  }
  return period;
}

double certainty_of_meeting(const Claim& a, const Period& date_a, const Claim& b,
                            const Period& date_b) {
  const auto sure_a = sure_period(a, date_a);
  const auto sure_b = sure_period(b, date_b);
  if (sure_a && sure_b && overlap(*sure_a, *sure_b)) return 1;
  if (!overlap(period_of_claim(a, date_a), period_of_claim(b, date_b))) return 0;
  if (sure_a && sure_b && days_between(*sure_a, *sure_b) > days_between_max) return 0;
  return 0.5;
}

bool goes_on_after(const Claim& a, const Period& date_a, const Claim& b, const Period& date_b) {
  const Period former = period_of_claim(b, date_b);
  const auto sure = sure_period(a, date_a);
  if (!former.to || !sure || sure->to->days <= former.to->days) return false;
  const Period stated = period_of_date(a.valid_from);
  return !stated.from || stated.from->days <= former.to->days;
}

}  // namespace entente::storage
