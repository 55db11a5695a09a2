#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/graph/adjacency_rows.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/projection_image.hpp"
#include "storage/graph/topology_delta.hpp"
#include "storage/graph/topology_side.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// All adjacency lists as of one commit, in memory, the changes of later commits, and rows derived
/// for single types. Good for readers at commit() and later ones, as long as it takes part in
/// commits. Thread rule: add_change() by one thread at a time (the committer); build() and merge()
/// by one, before any reader; everything else by any.
class Topology : public std::enable_shared_from_this<Topology> {
 public:
  /// `node_end`: all node ids given away so far are below. `share` is kept as long as the rows; it
  /// may come later, with set_share().
  Topology(std::uint64_t commit, std::uint64_t node_end,
           std::unique_ptr<ProjectionBudget::Share> share);

  /// Fills the rows from a snapshot of the commit; `stopped` is asked now and then. Errors:
  /// limit_exceeded if an id does not fit 32 bits, interrupted, corruption, and the store's own.
  Status build(const KvReader& reader, std::uint64_t expected_relationships,
               const std::function<bool()>& stopped);
  /// Fills the rows from those of an older topology and its changes up to commit(), at the speed of
  /// memory. Errors: limit_exceeded, interrupted.
  Status merge(const Topology& older, const std::function<bool()>& stopped);

  /// Takes the rows from an image that add_to() wrote. False if they are not in it, or damaged.
  bool load(const std::shared_ptr<const ProjectionImage>& image);
  /// Adds the rows, without any changes, to an image.
  void add_to(ImageWriter& image) const;
  /// End of the nodes of the topology in an image, if there is one.
  static std::optional<std::uint64_t> node_end_of(const ProjectionImage& image);

  /// Notes what a commit changed at a node.
  void add_change(NodeId node, Direction direction, const TopologyChange& change,
                  std::uint64_t commit);

  [[nodiscard]] std::uint64_t commit() const { return commit_; }
  /// True if the node's rows in both directions are right for a reader at `commit` (>=
  /// this->commit()).
  [[nodiscard]] bool uses(NodeId node, std::uint64_t commit) const {
    return node.value < node_end_ && !outgoing_delta_.touched(node.value, commit) &&
           !incoming_delta_.touched(node.value, commit);
  }
  [[nodiscard]] const TopologySide& outgoing() const { return outgoing_; }
  [[nodiscard]] const TopologySide& incoming() const { return incoming_; }
  [[nodiscard]] const TopologySide& side(Direction direction) const {
    return direction == Direction::outgoing ? outgoing_ : incoming_;
  }
  [[nodiscard]] const TopologyDelta& delta(Direction direction) const {
    return direction == Direction::outgoing ? outgoing_delta_ : incoming_delta_;
  }
  [[nodiscard]] std::uint64_t node_end() const { return node_end_; }
  [[nodiscard]] std::uint64_t entries() const {
    return outgoing_.neighbours.size() + incoming_.neighbours.size();
  }
  /// The entries of a node of all types, as a reader at `commit` sees them; for nodes that uses()
  /// refuses.
  [[nodiscard]] PatchedRow patched_row(std::uint64_t node, Direction direction,
                                       std::uint64_t commit) const;
  /// Rows of a type (nullopt: of all), derived if they are not there yet; nullptr if there is no
  /// memory for them.
  std::shared_ptr<const AdjacencyRows> rows(Direction direction, std::optional<std::uint32_t> type,
                                            ProjectionBudget& budget) const;

  /// Rows that readers had to put together from changes so far: what a merge would have saved.
  void note_patched_rows(std::uint64_t rows) const {
    patched_rows_.fetch_add(rows, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t patched_rows() const {
    return patched_rows_.load(std::memory_order_relaxed);
  }
  /// True if commits up to and with `commit` have changed anything.
  [[nodiscard]] bool is_changed(std::uint64_t commit) const {
    return outgoing_delta_.is_changed(commit) || incoming_delta_.is_changed(commit);
  }
  /// Nodes with changes.
  [[nodiscard]] std::uint64_t changed_nodes() const {
    return outgoing_delta_.node_count() + incoming_delta_.node_count();
  }

  [[nodiscard]] ProjectionBudget::Share& share() const { return *share_; }
  /// For one that was made without: before it is read.
  void set_share(std::unique_ptr<ProjectionBudget::Share> share) { share_ = std::move(share); }
  [[nodiscard]] std::size_t row_bytes() const { return outgoing_.bytes() + incoming_.bytes(); }
  [[nodiscard]] std::size_t delta_bytes() const {
    return outgoing_delta_.bytes() + incoming_delta_.bytes();
  }
  /// What a topology of this size will take, roughly.
  static std::size_t estimate_bytes(std::uint64_t node_end, std::uint64_t relationships);

 private:
  using RowsKey = std::pair<Direction, std::optional<std::uint32_t>>;
  /// build() by several threads, each of which takes ranges of the nodes.
  Status build_in_ranges(const KvReader& reader, std::uint64_t expected_relationships,
                         unsigned threads, const std::function<bool()>& stopped);
  void drop_rows(const RowsKey& key) const;
  std::shared_ptr<const AdjacencyRows> find_rows(const RowsKey& key) const;

  std::uint64_t commit_;
  std::uint64_t node_end_;
  std::unique_ptr<ProjectionBudget::Share> share_;
  TopologySide outgoing_;
  TopologySide incoming_;
  TopologyDelta outgoing_delta_;
  TopologyDelta incoming_delta_;
  mutable std::atomic<std::uint64_t> patched_rows_{0};

  /// Held while rows are derived, so that two readers do not derive the same.
  mutable std::mutex deriving_;
  mutable std::mutex mutex_;
  mutable std::map<RowsKey, std::shared_ptr<const AdjacencyRows>> rows_;
};

}  // namespace entente::storage
