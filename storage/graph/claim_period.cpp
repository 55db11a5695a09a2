#include "storage/graph/claim_period.hpp"

#include "storage/base/calendar.hpp"

namespace entente::storage {

Period period_of_date(std::string_view iso_date) {
  if (const auto slash = iso_date.find('/'); slash != std::string_view::npos) {
    return {period_of_date(iso_date.substr(0, slash)).from,
            period_of_date(iso_date.substr(slash + 1)).to};
  }
  // A time of day behind the date does not change the day.
  iso_date = iso_date.substr(0, 10);
  // The first day of whatever part of the calendar is named.
  std::string first_day(iso_date);
  if (first_day.size() == 4) first_day += "-01";
  if (first_day.size() == 7) first_day += "-01";
  const auto first = parse_iso_date(first_day);
  if (!first) return {};
  CivilDay last = civil_day(*first);
  if (iso_date.size() == 4) last.month = 12;
  if (iso_date.size() <= 7) last.day = days_in_month(last.year, last.month);
  return {first, date_of(last)};
}

Period period_of_claim(const Claim& claim, const Period& document_date) {
  Period period{period_of_date(claim.valid_from).from, period_of_date(claim.valid_to).to};
  if (claim.modality == Modality::planned && !period.from) period.from = document_date.from;
  if (claim.modality == Modality::former && !period.to) period.to = document_date.to;
  return period;
}

}  // namespace entente::storage
