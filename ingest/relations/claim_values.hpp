#pragma once

#include <string_view>
#include <vector>

#include "ingest/relations/extractor.hpp"

namespace entente::ingest {

/// Adds to claims what their words say of time and money, normalised:
///
///  - `valid_from` and `valid_to` of claims without either, from the nearest expression of time in
///    the reach of the claim ("last week", "since 2014", "from 2005 to 2021"), counted from the day
///    of the document; states that last (offices, seats, owners) only where a preposition says when
///    they began or ended. What happens in a moment (visits, meetings) ends with the day on which
///    it began, also where a date was known. What is planned "by 2030" gets no period from that;
///  - a qualifier `time` with the words, where there is none;
///  - qualifiers `amount` and `currency` (ISO 4217) beside a `value` that is one sum of money.
///
/// `document_date` is ISO 8601; of one that is no whole day nothing is counted. Pure.
void complete_claims(const SplitText& text, std::string_view document_date,
                     std::vector<FoundClaim>& claims);

}  // namespace entente::ingest
