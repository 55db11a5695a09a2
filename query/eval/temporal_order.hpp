#pragma once

#include "entente/value.hpp"

namespace entente::query {

/// Total order of two temporal values of the same kind (durations included): negative, 0, positive;
/// 0 exactly for values that Cypher's `=` calls equal. Values with an offset are ordered by
/// instant, then by offset and zone; durations by their length with months of average length
/// (365.2425 / 12 days), then by their groups.
int order_temporal(const Value& a, const Value& b);

}  // namespace entente::query
