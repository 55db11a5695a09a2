#pragma once

#include <string>

#include "entente/ids.hpp"
#include "entente/result.hpp"

namespace entente::storage {
class Transaction;
}

namespace entente::query {

/// "Every relationship of `type` has, at its target (`outgoing`) or source (`incoming`), a node
/// with `label`": what a plan may rely on as long as the exact counts of the transaction it runs in
/// say so.
struct LabelImplication {
  std::string type;
  std::string label;
  /// The direction in which the relationship is followed to reach the labelled node.
  Direction direction = Direction::outgoing;
};

/// Whether it is true in the view of this transaction. Two reads; false for unknown names.
Result<bool> holds(const LabelImplication& implication, storage::Transaction& transaction);

}  // namespace entente::query
