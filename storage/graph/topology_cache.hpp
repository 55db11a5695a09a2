#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/catalog/id_allocator.hpp"
#include "storage/graph/committer.hpp"
#include "storage/graph/topology.hpp"

namespace entente::storage {

/// Keeps at most one topology in memory and decides when it is worth building: as soon as lookups
/// in the store have cost about as much as building would have (the ski-rental rule, so that the
/// total never exceeds twice the best choice made in hindsight). A topology is built by a thread of
/// its own while lookups go on in the store. Thread-safe.
class TopologyCache final : public CommitObserver {
 public:
  /// `bytes_max`: memory for topologies; 0 turns them off. `committer` and `node_ids` must outlive
  /// the cache.
  TopologyCache(Committer& committer, const IdAllocator& node_ids, std::uint64_t bytes_max)
      : committer_(&committer), node_ids_(&node_ids), bytes_max_(bytes_max) {}
  TopologyCache(const TopologyCache&) = delete;
  TopologyCache& operator=(const TopologyCache&) = delete;
  ~TopologyCache() override;

  /// A topology good for readers at `commit`, or nullptr.
  [[nodiscard]] std::shared_ptr<const Topology> find(std::uint64_t commit) const;
  /// To be called for start nodes whose lists were read from the store.
  void note_lookups(std::uint64_t nodes) {
    if (bytes_max_ == 0) return;
    const std::uint64_t now = lookups_.fetch_add(nodes, std::memory_order_relaxed) + nodes;
    if (now >= worth_building_at_.load(std::memory_order_relaxed)) consider_building();
  }
  void committed(std::uint64_t commit, const CommitRequest& request) override;
  /// Waits until a topology that is being built is there; for tests and benchmarks.
  void wait_until_built();

 private:
  void consider_building();
  void build(const std::stop_token& stop, CommittedState state,
             const std::shared_ptr<Topology>& topology, std::uint64_t relationships);

  Committer* committer_;
  const IdAllocator* node_ids_;
  const std::uint64_t bytes_max_;
  std::atomic<std::uint64_t> lookups_{0};
  /// Small graphs stay below it: there is nothing to win.
  std::atomic<std::uint64_t> worth_building_at_{1024};

  /// Held while deciding and starting; taken before mutex_ and the committer's.
  std::mutex asking_mutex_;
  mutable std::mutex mutex_;
  std::shared_ptr<Topology> current_;
  /// Already takes part in commits while its rows are still being read.
  std::shared_ptr<Topology> building_;
  std::jthread builder_;
};

}  // namespace entente::storage
