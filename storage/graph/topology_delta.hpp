#pragma once

#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "storage/graph/topology_side.hpp"
#include "storage/graph/touched_bits.hpp"

namespace entente::storage {

/// One change of a node's relationships in one direction.
struct TopologyChange {
  std::uint32_t type;
  std::uint32_t neighbour;
  std::uint32_t relationship;
  /// Otherwise the entry is removed. Inserting what is there and removing what is not there change
  /// nothing; of several changes of an entry the last one decides.
  bool insert;
};

/// Committed changes of one direction since the rows of a TopologySide were built, each with its
/// commit: a reader sees the rows of a node with the changes up to its own commit.
/// Thread rule: add() by one thread at a time, commits ascending; everything else by any.
class TopologyDelta {
 public:
  /// `node_end`: rows were built for nodes below it; later nodes have changes only.
  explicit TopologyDelta(std::uint64_t node_end) : bits_(node_end) {}

  void add(std::uint64_t node, const TopologyChange& change, std::uint64_t commit);

  /// A bit for every node with changes, whatever their commit.
  [[nodiscard]] const TouchedBits& bits() const { return bits_; }
  /// True if a commit up to and with `commit` changed the node.
  [[nodiscard]] bool touched(std::uint64_t node, std::uint64_t commit) const;
  /// True if a commit up to and with `commit` changed any node.
  [[nodiscard]] bool is_changed(std::uint64_t commit) const {
    const std::shared_lock lock(mutex_);
    return !entries_.empty() && entries_.front().commit <= commit;
  }
  /// Appends the changes of the node up to and with `commit`, oldest first; of one type, or of all.
  void collect(std::uint64_t node, std::uint64_t commit, std::optional<std::uint32_t> type,
               std::vector<TopologyChange>& out) const;
  /// The nodes changed by commits up to and with `commit`, ascending.
  [[nodiscard]] std::vector<std::uint64_t> nodes_until(std::uint64_t commit) const;
  /// Number of nodes with changes.
  [[nodiscard]] std::uint64_t node_count() const { return nodes_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::uint64_t commit;
    TopologyChange change;
    /// Position of the node's change before this one, plus 1; 0: there is none.
    std::uint32_t before;
  };
  struct Chain {
    std::uint32_t oldest = 0;
    std::uint32_t newest = 0;
  };

  TouchedBits bits_;
  std::atomic<std::uint64_t> nodes_{0};
  mutable std::shared_mutex mutex_;
  /// In the order of commits.
  std::vector<Entry> entries_;
  /// Node to positions in entries_, plus 1.
  std::unordered_map<std::uint64_t, Chain> chains_;
};

/// Entries of one node, of one type or of all types by ascending type.
struct PatchedRow {
  std::vector<std::uint32_t> types;
  std::vector<std::uint32_t> neighbours;
  std::vector<std::uint32_t> relationships;
};

/// The node's entries in `side` with `changes` applied; empty rows for nodes the side does not
/// have. `changes` is reordered. `with_types`: fill PatchedRow::types as well.
PatchedRow patch_row(const TopologySide& side, std::uint64_t node,
                     std::optional<std::uint32_t> type, std::vector<TopologyChange>& changes,
                     bool with_types);

}  // namespace entente::storage
