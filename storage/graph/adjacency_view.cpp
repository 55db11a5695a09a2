#include "storage/graph/adjacency_view.hpp"

namespace entente::storage {

AdjacencyView::AdjacencyView(std::shared_ptr<const Topology> topology,
                             std::shared_ptr<const AdjacencyRows> rows, Direction direction,
                             std::optional<RelationshipTypeId> type, std::uint64_t commit,
                             std::uint64_t node_end, PendingRowChanges pending)
    : first_node_(rows->first_node()),
      rows_end_(rows->size()),
      offsets_(rows->offsets()),
      neighbours_(rows->neighbours()),
      marks_(nullptr),
      marks_end_(topology->node_end()),
      node_end_(node_end),
      topology_(std::move(topology)),
      rows_(std::move(rows)),
      direction_(direction),
      commit_(commit),
      pending_(std::move(pending)) {
  if (type) type_ = type->value;
  const TopologyDelta& delta = topology_->delta(direction_);
  // Every commit up to the reader's has left its marks already, so that none now is none ever.
  if (delta.node_count() > 0) marks_ = delta.bits().data();
  if (!pending_.empty()) mark_pending();
}

AdjacencyView::~AdjacencyView() = default;

void AdjacencyView::mark_pending() {
  const std::uint64_t words = TouchedBits::words(marks_end_);
  own_marks_ = std::make_unique<std::atomic<std::uint64_t>[]>(words);
  if (marks_ != nullptr) {
    for (std::uint64_t i = 0; i < words; ++i) {
      own_marks_[i].store(marks_[i].load(std::memory_order_relaxed), std::memory_order_relaxed);
    }
  }
  for (const auto& [node, changes] : pending_) {
    if (node >= marks_end_) continue;
    std::atomic<std::uint64_t>& word = own_marks_[node >> 6U];
    word.store(word.load(std::memory_order_relaxed) | (std::uint64_t{1} << (node & 63U)),
               std::memory_order_relaxed);
  }
  marks_ = own_marks_.get();
}

const RowPatches::Row* AdjacencyView::patched(std::uint64_t node) const {
  if (marks_ == nullptr) return nullptr;
  if (node < marks_end_ && !TouchedBits::is_set(marks_, node)) return nullptr;
  if (const RowPatches::Row* row = patches_.find(node)) return row;
  return &patch(node);
}

const RowPatches::Row& AdjacencyView::patch(std::uint64_t node) const {
  std::vector<TopologyChange> changes;
  topology_->delta(direction_).collect(node, commit_, type_, changes);
  if (const auto own = pending_.find(node); own != pending_.end()) {
    // Behind the committed ones: the later change of an entry decides.
    changes.insert(changes.end(), own->second.begin(), own->second.end());
  }
  topology_->note_patched_rows(1);
  PatchedRow row = patch_row(topology_->side(direction_), node, type_, changes, false);
  return patches_.add({node, std::move(row.neighbours), std::move(row.relationships)});
}

}  // namespace entente::storage
