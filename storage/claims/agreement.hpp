#pragma once

#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// True if two values of one fact can both be true, as far as the graph knows: they are the same
/// thing, or the words of one name are all in the other ("Putin"); dates of which one lies in the
/// other ("2019", "2019-05"); sums of one currency that differ by no more than rounding (5 %), or
/// of two; places of which one lies in the other (by their `country`, or LOCATED_IN and PART_OF).
/// Symmetric. Errors: the store's.
Result<bool> may_both_hold(Transaction& transaction, NodeId a, NodeId b);

}  // namespace entente::storage
