#include <algorithm>
#include <cassert>
#include <limits>

#include "storage/format/adjacency_list.hpp"
#include "storage/graph/adjacency_view.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

/// Pending lists up to which a view pays: beyond, making the view costs more than most reads.
constexpr std::size_t max_pending_lists = 16384;

/// The changes that pending writes make to rows; nullopt if they do not fit rows in memory.
Result<std::optional<PendingRowChanges>> pending_rows(const PendingWrites& pending,
                                                      Direction direction,
                                                      std::optional<std::uint32_t> type) {
  constexpr std::uint64_t max_number = std::numeric_limits<std::uint32_t>::max();
  PendingRowChanges rows;
  const auto& lists = pending.changes(KeyFamily::adjacency);
  if (lists.size() > max_pending_lists) return std::optional<PendingRowChanges>();
  std::vector<AdjacencyChange> changes;
  for (const auto& [encoded, change] : lists) {
    if (change.state != PendingWrites::State::merged) return std::optional<PendingRowChanges>();
    ENTENTE_ASSIGN(const AdjacencyKey key, AdjacencyKey::decode(encoded));
    if (key.direction != direction || (type && *type != key.type.value)) continue;
    changes.clear();
    ENTENTE_TRY(decode_adjacency_operand(change.value, changes));
    std::vector<TopologyChange>& row = rows[key.node.value];
    for (const AdjacencyChange& one : changes) {
      const std::uint64_t neighbour = one.entry.neighbour.value;
      const std::uint64_t relationship = one.entry.relationship.value;
      if (std::max({key.node.value, neighbour, relationship}) > max_number) {
        return std::optional<PendingRowChanges>();
      }
      row.push_back({key.type.value, static_cast<std::uint32_t>(neighbour),
                     static_cast<std::uint32_t>(relationship), one.insert});
    }
  }
  return std::optional(std::move(rows));
}

}  // namespace

const std::shared_ptr<const Topology>& TransactionImpl::topology(bool load) {
  // One that was good for this snapshot stays good for it.
  if (!topology_) {
    TopologyCache& cache = engine_->topology();
    topology_ = load ? cache.find_or_load(base_.commit) : cache.find(base_.commit);
  }
  return topology_;
}

Result<std::shared_ptr<const AdjacencyView>> TransactionImpl::adjacency(
    Direction direction, std::span<const RelationshipTypeId> types) {
  assert(direction != Direction::either && types.size() <= 1);
  const std::shared_ptr<const AdjacencyView> none;
  if (!topology(true)) return none;
  std::optional<RelationshipTypeId> type;
  if (!types.empty()) type = types.front();
  const std::optional<std::uint32_t> number = type ? std::optional(type->value) : std::nullopt;
  ENTENTE_ASSIGN(auto pending, pending_rows(pending_, direction, number));
  if (!pending) return none;
  auto rows = topology_->rows(direction, number, engine_->topology().budget());
  if (!rows) return none;
  return std::shared_ptr<const AdjacencyView>(
      std::make_shared<AdjacencyView>(topology_, std::move(rows), direction, type, base_.commit,
                                      engine_->topology().node_end(), std::move(*pending)));
}

}  // namespace entente::storage
