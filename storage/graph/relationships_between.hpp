#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// A question for the relationships from one node to another, and one that answers the question at
/// a position of a list of them.
struct NodePair {
  NodeId source;
  NodeId target;
  friend auto operator<=>(const NodePair&, const NodePair&) = default;
};
struct FoundBetween {
  std::uint32_t pair;
  RelationshipId relationship;
  friend auto operator<=>(const FoundBetween&, const FoundBetween&) = default;
};

/// Appends the relationships of the type that lead from the first node of a pair to the second, of
/// one pair ascending and together, as the transaction sees them. `pairs` must ascend without
/// duplicates (asserted). Rows in memory and lists are searched, where expanding the sources would
/// go through all they have. Errors: the store's.
Status relationships_between(Transaction& transaction, RelationshipTypeId type,
                             std::span<const NodePair> pairs, std::vector<FoundBetween>& found);
/// The same by expanding the sources: for transactions that filter another.
Status relationships_between_by_expanding(Transaction& transaction, RelationshipTypeId type,
                                          std::span<const NodePair> pairs,
                                          std::vector<FoundBetween>& found);

}  // namespace entente::storage
