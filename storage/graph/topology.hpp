#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// The relationships of all nodes in one direction as compressed sparse rows, split by type: the
/// runs of node n are runs[first_run[n]] to runs[first_run[n + 1]], by ascending type; a run's
/// entries go to the beginning of the next run and ascend by (neighbour, relationship).
/// Ids are held in 32 bits: half the memory, twice the speed; see Topology::build for larger ones.
struct TopologySide {
  struct Run {
    std::uint32_t type;
    std::uint32_t begin;
  };
  std::vector<std::uint32_t> first_run;
  /// One more than there are, so that every run has an end.
  std::vector<Run> runs;
  std::vector<std::uint32_t> neighbours;
  std::vector<std::uint32_t> relationships;

  [[nodiscard]] std::size_t bytes() const;
};

/// All adjacency lists as of one commit, in memory, and which nodes were touched by later commits.
/// A reader at a commit may use a node's rows unless uses() says otherwise, and must look into the
/// store then. Thread rule: mark() by one thread at a time (the committer); everything else by any.
class Topology {
 public:
  /// `node_end`: all node ids given away so far are below.
  Topology(std::uint64_t commit, std::uint64_t node_end);

  /// Fills the rows from a snapshot of the commit; `stopped` is asked now and then. Errors:
  /// limit_exceeded if an id does not fit 32 bits, interrupted, corruption, and the store's own.
  Status build(const KvReader& reader, std::uint64_t expected_relationships,
               const std::function<bool()>& stopped);

  /// Notes that a commit touched the relationships of a node.
  void mark(NodeId node, std::uint64_t commit);

  [[nodiscard]] std::uint64_t commit() const { return commit_; }
  /// True if the rows of the node are right for a reader at `commit` (>= this->commit()).
  [[nodiscard]] bool uses(NodeId node, std::uint64_t commit) const {
    if (node.value >= node_end_) return false;
    const std::uint32_t touched = touched_[node.value].load(std::memory_order_acquire);
    return touched == 0 || commit_ + touched > commit;
  }
  [[nodiscard]] const TopologySide& outgoing() const { return outgoing_; }
  [[nodiscard]] const TopologySide& incoming() const { return incoming_; }
  [[nodiscard]] std::uint64_t node_end() const { return node_end_; }
  [[nodiscard]] std::size_t bytes() const;
  /// What a topology of this size will take, roughly.
  static std::size_t estimate_bytes(std::uint64_t node_end, std::uint64_t relationships);

 private:
  Status add_list(std::string_view key, std::string_view list);
  void close_rows(TopologySide& side, std::uint64_t node_end) const;

  std::uint64_t commit_;
  std::uint64_t node_end_;
  TopologySide outgoing_;
  TopologySide incoming_;
  /// Per node: the first later commit that touched it, minus commit_; 0 if none did.
  std::vector<std::atomic<std::uint32_t>> touched_;
  std::vector<NodeId> decoded_neighbours_;
  std::vector<RelationshipId> decoded_relationships_;
};

}  // namespace entente::storage
