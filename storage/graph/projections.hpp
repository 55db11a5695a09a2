#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "entente/options.hpp"
#include "storage/catalog/id_allocator.hpp"
#include "storage/graph/committer.hpp"
#include "storage/graph/element_cache.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/projection_image.hpp"
#include "storage/graph/topology_cache.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// All projections of a database: copies of parts of it in memory, made from the store when that
/// pays, kept current by the stream of commits, within one budget of memory, and saved in an image
/// beside the database so that the next opening need not make them again. None of them is ever
/// needed for an answer. Thread-safe.
class Projections final : public CommitObserver {
 public:
  /// All references must outlive the projections.
  Projections(KvStore& store, Committer& committer, const IdAllocator& node_ids,
              const IdAllocator& relationship_ids, const OpenOptions& options);
  Projections(const Projections&) = delete;
  Projections& operator=(const Projections&) = delete;
  ~Projections() override;

  /// Looks for an image of the state that `snapshot` shows; to be called before the first commit.
  /// An image of another state is removed.
  Status open(const KvSnapshot& snapshot);
  /// Saves an image, if that is worth it; nobody may read or commit any more.
  void close();

  void committed(std::uint64_t commit, const CommitRequest& request) override {
    topology_.committed(commit, request);
    elements_.committed(commit, request);
  }
  void write_failed(std::uint64_t commit, const CommitRequest& request) override {
    topology_.write_failed(commit, request);
    elements_.write_failed(commit, request);
  }
  [[nodiscard]] ProjectionPolicy policy() const { return policy_; }
  [[nodiscard]] const std::shared_ptr<ProjectionBudget>& budget() const { return budget_; }
  [[nodiscard]] TopologyCache& topology() { return topology_; }
  [[nodiscard]] ElementCache& elements() { return elements_; }

 private:
  /// Saves an image of what is there while the database is in use, unless it is changed already.
  void save();
  /// Asks everyone for sections that are right for readers at `commit`; false if there are none.
  bool collect(ImageWriter& image, std::uint64_t commit) const;
  /// Stamps the database, which nobody else writes to, and gives what an image is to be known by.
  Result<ImageIdentity> stamp_now();

  KvStore* store_;
  Committer* committer_;
  const ProjectionPolicy policy_;
  /// Empty if the store has no place for images.
  const std::string image_path_;
  const bool saves_;
  /// Of the image there is.
  std::optional<ImageIdentity> found_;
  const std::shared_ptr<ProjectionBudget> budget_;
  TopologyCache topology_;
  ElementCache elements_;
};

}  // namespace entente::storage
