#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "entente/options.hpp"
#include "storage/catalog/id_allocator.hpp"
#include "storage/graph/committer.hpp"
#include "storage/graph/element_projection.hpp"
#include "storage/graph/ends_projection.hpp"
#include "storage/graph/key_projection.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/projection_image.hpp"

namespace entente::storage {

/// Keeps the projections of nodes and relationships that are in memory and decides which are worth
/// it: one is built as soon as reading records for want of it has cost about as much as building
/// would have (the ski-rental rule: the total never exceeds twice the best choice made in
/// hindsight). A thread of its own builds them, several in one pass over the records, and merges
/// what commits changed when that has become a few per cent of the base. One that nobody used for
/// several merges is dropped. Thread-safe.
class ElementCache final : public CommitObserver {
 public:
  /// `committer` and the allocators must outlive the cache.
  ElementCache(Committer& committer, const IdAllocator& node_ids,
               const IdAllocator& relationship_ids, std::shared_ptr<ProjectionBudget> budget,
               ProjectionPolicy policy)
      : committer_(&committer),
        node_ids_(&node_ids),
        relationship_ids_(&relationship_ids),
        budget_(std::move(budget)),
        policy_(budget_->bytes_max() == 0 ? ProjectionPolicy::off : policy) {}
  ElementCache(const ElementCache&) = delete;
  ElementCache& operator=(const ElementCache&) = delete;
  ~ElementCache() override;

  /// The projection, if there is one that is good for readers at `commit`; nullptr otherwise.
  [[nodiscard]] std::shared_ptr<const PropertyProjection> property(EntityKind entity,
                                                                   PropertyKeyId key,
                                                                   std::uint64_t commit);
  [[nodiscard]] std::shared_ptr<const SetProjection> set(EntityKind entity, ProjectedPart part,
                                                         std::uint32_t id, std::uint64_t commit);
  /// The ends of all relationships.
  [[nodiscard]] std::shared_ptr<const EndsProjection> ends(std::uint64_t commit);
  static constexpr ProjectionName ends_name{EntityKind::relationship, ProjectedPart::ends, 0};
  /// The values of an index, which has_values().
  [[nodiscard]] std::shared_ptr<const KeyProjection> keys(const IndexDefinition& index,
                                                          std::uint64_t commit);

  /// To be called when records were read because a projection was not there: `units` of the cost of
  /// passing one record in a scan.
  void note_cost(const ProjectionName& name, std::uint64_t units);
  /// Records that are about to be read for want of a projection, in the units of note_cost().
  struct PlannedRead {
    ProjectionName name;
    std::uint64_t units = 0;
  };
  /// Builds at once what the reads alone, or with those made before, would have paid for: whoever
  /// is about to read everything need not do so twice. The caller waits, also for a thread that
  /// builds already. `check` is asked now and then; its error ends waiting and building.
  Status build_for(std::span<const PlannedRead> reads, const std::function<Status()>& check);
  /// The cost of a record that was looked up alone, measured: 4.5 µs against 0.35 µs.
  static constexpr std::uint64_t units_per_lookup = 12;

  void committed(std::uint64_t commit, const CommitRequest& request) override;
  void write_failed(std::uint64_t commit, const CommitRequest& request) override;
  /// Waits until nothing is being built or merged; for tests and benchmarks.
  void wait_until_idle();
  /// Drops everything; readers go on with what they have.
  void clear();

  /// Takes what an image of the newest state holds, to be loaded when it pays, which is soon.
  void offer(std::shared_ptr<const ProjectionImage> image);
  /// The image does not hold what it held at the opening any more.
  void image_replaced();
  /// True if there is something that the image lacks.
  [[nodiscard]] bool wants_saving();
  /// Brings everything to the newest state; nobody may read or commit any more.
  void close();
  /// Adds what is as of the newest state to an image.
  void add_to(ImageWriter& image);

 private:
  using Projections = std::map<ProjectionName, std::shared_ptr<ElementProjection>>;

  /// How much was paid for the want of a projection, and how often it found no room.
  struct Demand {
    std::uint64_t units = 0;
    std::uint32_t refusals = 0;
  };

  std::shared_ptr<ElementProjection> find(const ProjectionName& name, std::uint64_t commit);
  [[nodiscard]] std::uint64_t id_end(EntityKind entity) const;
  [[nodiscard]] std::uint64_t units_worth_building(const ProjectionName& name,
                                                   const Demand& demand) const;

  using Stopped = std::function<bool()>;
  void build(std::span<const ProjectionName> names, const Stopped& stopped);
  /// Held: build_mutex_. All names are of one kind of element.
  void build_locked(std::span<const ProjectionName> names, const Stopped& stopped);
  /// Those that are not there and worth building for the reads, with others of their kind that
  /// nearly are.
  std::vector<ProjectionName> worth_building_for(std::span<const PlannedRead> reads,
                                                 EntityKind entity);
  /// Loads those of the projections that an image holds; returns the rest.
  std::vector<ProjectionName> load_stored(std::span<const ProjectionName> names);
  /// What a projection will take, roughly.
  [[nodiscard]] static std::uint64_t estimate_bytes(const ProjectionName& name,
                                                    std::uint64_t id_end);
  [[nodiscard]] bool is_worth_storing(const ElementProjection& projection) const;
  std::vector<std::shared_ptr<ElementProjection>> register_new(
      std::span<const ProjectionName> names, CommittedState& state);
  static Status fill(std::span<const std::shared_ptr<ElementProjection>> projections,
                     const KvReader& reader, const Stopped& stopped);
  void publish(std::span<const std::shared_ptr<ElementProjection>> projections, bool built);
  /// Forgets projections whose building was stopped.
  void abandon(std::span<const std::shared_ptr<ElementProjection>> projections);
  void merge(const ProjectionName& name);
  void note(const WriteBatch& batch, std::uint64_t commit);
  void forget_all_locked();
  void drop(const ProjectionName& name);
  void count_alive_locked();
  /// Corrects the share to what was built; false if there is no room for it.
  bool settle_share(ElementProjection& projection);
  void refuse_locked(const ProjectionName& name);

  /// Under mutex_.
  void start_worker();
  void work(const std::stop_token& stop);
  /// Takes the builds of one kind of element that are worth it.
  std::vector<ProjectionName> take_builds();

  Committer* committer_;
  const IdAllocator* node_ids_;
  const IdAllocator* relationship_ids_;
  std::shared_ptr<ProjectionBudget> budget_;
  const ProjectionPolicy policy_;

  /// Taken after the committer's mutex, never before it.
  std::mutex mutex_;
  Projections current_;
  /// They take part in commits while records are still being read.
  std::vector<std::shared_ptr<ElementProjection>> building_;
  /// What an image holds and nobody needed yet; they take part in commits.
  struct Stored {
    std::shared_ptr<ElementProjection> projection;
    std::uint32_t detail;
  };
  std::map<ProjectionName, Stored> stored_;
  std::shared_ptr<const ProjectionImage> image_;
  std::set<ProjectionName> in_image_;
  std::map<ProjectionName, Demand> demands_;
  /// Which of the indexes asked for are unique; their numbers are never used again.
  std::set<std::uint32_t> unique_indexes_;
  std::set<ProjectionName> wanted_;
  std::set<ProjectionName> to_merge_;
  /// current_, building_ and stored_ together, so that commits need not ask for the mutex for
  /// nothing.
  std::atomic<std::size_t> alive_{0};
  bool working_ = false;
  std::condition_variable idle_;
  /// One build at a time, whoever asks for it.
  std::timed_mutex build_mutex_;
  std::jthread worker_;
};

}  // namespace entente::storage
