#include "query/plan/label_implication.hpp"

#include "storage/graph/transaction.hpp"

namespace entente::query {

Result<bool> holds(const LabelImplication& implication, storage::Transaction& transaction) {
  const auto type = transaction.find_relationship_type(implication.type);
  const auto label = transaction.find_label(implication.label);
  if (!type || !label) return false;
  ENTENTE_ASSIGN(const std::uint64_t all, transaction.relationship_count(*type));
  // Following a relationship outwards ends at its target, so the label's incoming ones are asked.
  const Direction seen_from_label =
      implication.direction == Direction::outgoing ? Direction::incoming : Direction::outgoing;
  ENTENTE_ASSIGN(const double labelled,
                 transaction.estimate_relationships(*label, *type, seen_from_label));
  // The counters are exact; they only travel as a double, which holds them up to 2^53.
  return static_cast<double>(all) == labelled;
}

}  // namespace entente::query
