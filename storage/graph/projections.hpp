#pragma once

#include <memory>

#include "entente/options.hpp"
#include "storage/catalog/id_allocator.hpp"
#include "storage/graph/committer.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/topology_cache.hpp"

namespace entente::storage {

/// All projections of a database: copies of parts of it in memory, made from the store when that
/// pays, kept current by the stream of commits, within one budget of memory. None of them is ever
/// needed for an answer. Thread-safe.
class Projections final : public CommitObserver {
 public:
  /// `committer` and `node_ids` must outlive the projections.
  Projections(Committer& committer, const IdAllocator& node_ids, const OpenOptions& options)
      : policy_(options.projections),
        budget_(ProjectionBudget::make(options.projection_bytes)),
        topology_(committer, node_ids, budget_, options.projections) {}

  void committed(std::uint64_t commit, const CommitRequest& request) override {
    topology_.committed(commit, request);
  }
  [[nodiscard]] ProjectionPolicy policy() const { return policy_; }
  [[nodiscard]] const std::shared_ptr<ProjectionBudget>& budget() const { return budget_; }
  [[nodiscard]] TopologyCache& topology() { return topology_; }

 private:
  const ProjectionPolicy policy_;
  const std::shared_ptr<ProjectionBudget> budget_;
  TopologyCache topology_;
};

}  // namespace entente::storage
