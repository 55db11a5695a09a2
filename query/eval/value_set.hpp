#pragma once

#include <unordered_set>

#include "entente/value.hpp"
#include "query/eval/comparison.hpp"

namespace entente::query {

struct EquivalenceHash {
  std::size_t operator()(const Value& value) const { return equivalence_hash(value); }
};
struct EquivalenceEqual {
  bool operator()(const Value& a, const Value& b) const { return equivalent(a, b); }
};
/// Values without duplicates in the sense of DISTINCT.
using ValueSet = std::unordered_set<Value, EquivalenceHash, EquivalenceEqual>;

}  // namespace entente::query
