#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "entente/options.hpp"
#include "storage/catalog/id_allocator.hpp"
#include "storage/format/adjacency_list.hpp"
#include "storage/graph/committer.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/projection_image.hpp"
#include "storage/graph/topology.hpp"

namespace entente::storage {

/// Keeps at most one topology in memory and decides when it is worth building: as soon as lookups
/// in the store have cost about as much as building would have (the ski-rental rule, so that the
/// total never exceeds twice the best choice made in hindsight). By the same rule the changes of
/// commits are merged into a new topology when readers have put rows together for as long as the
/// merge takes. Both are done by a thread while readers go on with what there is. Thread-safe.
class TopologyCache final : public CommitObserver {
 public:
  /// `committer` and `node_ids` must outlive the cache.
  TopologyCache(Committer& committer, const IdAllocator& node_ids,
                std::shared_ptr<ProjectionBudget> budget, ProjectionPolicy policy)
      : committer_(&committer),
        node_ids_(&node_ids),
        budget_(std::move(budget)),
        policy_(budget_->bytes_max() == 0 ? ProjectionPolicy::off : policy) {}
  TopologyCache(const TopologyCache&) = delete;
  TopologyCache& operator=(const TopologyCache&) = delete;
  ~TopologyCache() override;

  /// A topology good for readers at `commit`, or nullptr. With ProjectionPolicy::eager one is built
  /// first if there is none; then this waits.
  std::shared_ptr<const Topology> find(std::uint64_t commit);
  /// For whoever is about to look up the lists of many start nodes: builds a topology first, and
  /// waits for it, if that costs no more than the lookups alone, or with those made before. `check`
  /// is asked now and then; its error ends the wait, while the building goes on.
  Status build_for(std::uint64_t lookups, const std::function<Status()>& check);
  /// The same for readers of many rows: if an image has a topology, they wait until it is there.
  std::shared_ptr<const Topology> find_or_load(std::uint64_t commit);
  /// To be called for start nodes whose lists were read from the store.
  void note_lookups(std::uint64_t nodes) {
    if (policy_ == ProjectionPolicy::off) return;
    const std::uint64_t now = lookups_.fetch_add(nodes, std::memory_order_relaxed) + nodes;
    if (now >= worth_building_at_.load(std::memory_order_relaxed)) consider_building();
  }
  void committed(std::uint64_t commit, const CommitRequest& request) override;
  /// Gives the topologies up: whether the store holds the changes nobody knows, and rows that show
  /// them to readers of the state before would be wrong.
  void write_failed(std::uint64_t commit, const CommitRequest& request) override;
  [[nodiscard]] ProjectionBudget& budget() const { return *budget_; }
  /// Takes a topology as of commit 0 from an image when one is wanted; to be called before the
  /// first commit.
  void offer(std::shared_ptr<const ProjectionImage> image);
  /// Adds the topology to an image. False, adding nothing, if there is none that is worth it, or if
  /// commits up to and with `commit` have changed it.
  bool add_to(ImageWriter& image, std::uint64_t commit) const;
  /// Called by the builder thread when a topology was built or merged; set before the first build.
  void set_built_callback(std::function<void()> built) { built_ = std::move(built); }
  /// Ends building and merging; nobody may read any more. Merges what was changed since, so that
  /// the topology can go into an image.
  void close();
  /// Loads what an image holds and nobody needed, so that the next image has it too.
  void load_for_saving() {
    if (has_stored()) load_stored();
  }
  /// All node ids given away so far are below.
  [[nodiscard]] std::uint64_t node_end() const { return node_ids_->end(); }
  /// Waits until a topology that is being built or merged is there; for tests and benchmarks.
  void wait_until_built();

 private:
  std::shared_ptr<Topology> current(std::uint64_t commit) const;
  std::shared_ptr<const Topology> noted(std::shared_ptr<Topology> found);
  /// Loads the topology of the image, if there is one. Held: asking_mutex_.
  bool load_stored();
  [[nodiscard]] bool has_stored() const;
  /// `planned`: lookups that are about to be made, by somebody who waits.
  void consider_building(std::uint64_t planned = 0);
  void consider_merging(const std::shared_ptr<Topology>& older);
  /// Starts to build from the store. Held: asking_mutex_.
  void begin_building(std::uint64_t relationships);
  /// Makes a topology of the newest commit that takes part in commits from now on.
  std::shared_ptr<Topology> register_new(std::unique_ptr<ProjectionBudget::Share> share,
                                         CommittedState& state);
  void finish(const std::shared_ptr<Topology>& topology, const Status& built,
              const std::stop_token& stop);
  bool replace_current(const std::shared_ptr<Topology>& topology, const Status& built);
  void stop();
  /// Makes room for others.
  void give_up();
  /// Forgets the topologies, which lost track of the lists. Held: mutex_.
  void drop_all();
  bool record(const WriteBatch::Entry& change, std::uint64_t commit);

  Committer* committer_;
  const IdAllocator* node_ids_;
  const std::shared_ptr<ProjectionBudget> budget_;
  const ProjectionPolicy policy_;
  std::atomic<std::uint64_t> lookups_{0};
  /// Small graphs stay below it: there is nothing to win.
  std::atomic<std::uint64_t> worth_building_at_{1024};

  /// Held while deciding and starting; taken before mutex_ and the committer's.
  std::mutex asking_mutex_;
  mutable std::mutex mutex_;
  std::shared_ptr<Topology> current_;
  /// Already takes part in commits while its rows are still being read.
  std::shared_ptr<Topology> building_;
  /// In an image and not loaded yet; takes part in commits all the same.
  std::shared_ptr<const ProjectionImage> image_;
  std::shared_ptr<Topology> stored_;
  std::function<void()> built_;
  /// The builder thread is in built_.
  bool saving_ = false;
  /// building_ is null again.
  std::condition_variable built_or_not_;
  std::jthread builder_;
  /// Reused by committed().
  std::vector<AdjacencyChange> decoded_;
};

}  // namespace entente::storage
