#pragma once

#include <cstddef>
#include <optional>

#include "entente/value.hpp"

/// The four comparisons of openCypher (CIP2016-06-14); they differ on null, NaN and mixed types and
/// are never mixed up.
namespace entente::query {

/// `=`: true, false, or unknown (nullopt) when null is involved anywhere it matters.
std::optional<bool> equals(const Value& a, const Value& b);

/// DISTINCT and grouping: null is equivalent to null, NaN to NaN; 1 and 1.0 are equivalent.
bool equivalent(const Value& a, const Value& b);
/// Hash that agrees with equivalent().
std::size_t equivalence_hash(const Value& value);

/// `<`, `<=`, `>`, `>=`: less, equal or greater among numbers, strings, booleans, temporal values
/// of one kind, and lists (lexicographically); `incomparable` where every operator gives false (NaN
/// against a number); `unknown` where every operator gives null (null, different kinds, kinds
/// without an order).
struct Comparability {
  enum class Outcome : unsigned char { less, equal, greater, incomparable, unknown };
  Outcome outcome;
};
Comparability compare(const Value& a, const Value& b);

/// ORDER BY: a total order over all values: map < node < relationship < list < path < temporal … <
/// string < boolean < number < NaN < null (ascending, as the TCK states it). Negative, 0, positive.
int order(const Value& a, const Value& b);

}  // namespace entente::query
