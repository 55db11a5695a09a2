#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "storage/catalog/dictionary.hpp"
#include "storage/catalog/id_allocator.hpp"
#include "storage/graph/committer.hpp"
#include "storage/graph/graph_store.hpp"
#include "storage/graph/projections.hpp"
#include "storage/graph/statistics_cache.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// The graph over any key-value store: what GraphStore::open gives. Thread-safe.
class GraphEngine final : public GraphStore {
 public:
  /// Checks the format version, writing it into an empty store, and loads the catalog. The engine
  /// must be moved into a shared_ptr before it is used. Errors: not_a_database, format_version,
  /// corruption, and the store's own.
  static Result<std::unique_ptr<GraphEngine>> create(std::shared_ptr<KvStore> store,
                                                     const OpenOptions& options);
  GraphEngine(std::shared_ptr<KvStore> store, const OpenOptions& options);
  GraphEngine(const GraphEngine&) = delete;
  GraphEngine& operator=(const GraphEngine&) = delete;
  ~GraphEngine() override;

  Result<std::unique_ptr<Transaction>> begin(AccessMode mode) override;
  [[nodiscard]] const OpenOptions& options() const override { return options_; }
  [[nodiscard]] bool in_memory() const override { return !store_->capabilities().durable; }
  [[nodiscard]] std::uint64_t schema_version() const override {
    return dictionary_.version() + schema_changes_.load(std::memory_order_acquire);
  }
  Status flush() override { return store_->flush(); }
  [[nodiscard]] StatisticsCache& statistics() override { return statistics_; }

  // For transactions and tools of this folder.
  [[nodiscard]] KvStore& store() const { return *store_; }
  [[nodiscard]] Dictionary& dictionary() { return dictionary_; }
  [[nodiscard]] IdAllocator& node_ids() { return node_ids_; }
  [[nodiscard]] IdAllocator& relationship_ids() { return relationship_ids_; }
  [[nodiscard]] IdAllocator& document_ids() { return document_ids_; }
  [[nodiscard]] IdAllocator& index_ids() { return index_ids_; }
  [[nodiscard]] Committer& committer() { return committer_; }
  [[nodiscard]] Projections& projections() { return projections_; }
  [[nodiscard]] TopologyCache& topology() { return projections_.topology(); }
  [[nodiscard]] ElementCache& elements() { return projections_.elements(); }
  void schema_changed() { schema_changes_.fetch_add(1, std::memory_order_release); }

 private:
  Status load();
  void save_ids();
  void save_statistics();

  std::shared_ptr<KvStore> store_;
  OpenOptions options_;
  Dictionary dictionary_;
  IdAllocator node_ids_{meta_key::next_node_id};
  IdAllocator relationship_ids_{meta_key::next_relationship_id};
  IdAllocator document_ids_{meta_key::next_document_id, 16};
  IdAllocator index_ids_{meta_key::next_index_id, 1};
  Committer committer_;
  /// Behind the committer: they stop reading through it when they are destroyed.
  Projections projections_;
  StatisticsCache statistics_;
  std::atomic<std::uint64_t> schema_changes_{0};
};

}  // namespace entente::storage
