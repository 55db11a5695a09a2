#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/catalog/schema.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/key.hpp"
#include "storage/graph/external_sorter.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/kv/background_run.hpp"

namespace entente::storage {

struct BulkLoadOptions {
  /// Memory for sorting, in bytes; more goes to temporary files.
  std::uint64_t memory_bytes_max = 512ULL << 20U;
  /// Folder for temporary files; empty: the system's.
  std::string temporary_folder;
};

/// Loads a whole graph into a database without nodes by sorted runs: records are written as they
/// come, since their ids ascend; adjacency lists and index entries are sorted first, in bounded
/// memory. Nothing is visible before finish(), which makes everything visible at once and also
/// survives a crash at any moment as all or nothing. Four bytes per node are held in memory.
/// Records are compressed and written by threads beside the caller's, and finish() sorts and writes
/// ranges of the rest by all processors; what is written does not depend on their number.
/// Not thread-safe. Nobody else may write to the database meanwhile.
class BulkLoader {
 public:
  /// Errors: read_only, transaction_state if there are nodes already.
  static Result<std::unique_ptr<BulkLoader>> begin(std::shared_ptr<GraphStore> store,
                                                   BulkLoadOptions options);
  BulkLoader(const BulkLoader&) = delete;
  BulkLoader& operator=(const BulkLoader&) = delete;
  ~BulkLoader();

  Result<LabelId> label(std::string_view name);
  Result<RelationshipTypeId> relationship_type(std::string_view name);
  Result<PropertyKeyId> property_key(std::string_view name);

  /// Adds a node; labels and properties sorted by id, without duplicates and nulls (asserted).
  /// Errors: limit_exceeded if a value is too long for an index, constraint_validation_failed if
  /// the node lacks what a constraint demands; nothing of it was added then.
  Result<NodeId> add_node(const NodeRecord& record);
  /// Adds a relationship between nodes added before: entity_not_found for others, and the errors of
  /// add_node.
  Result<RelationshipId> add_relationship(const RelationshipRecord& record);

  [[nodiscard]] std::uint64_t node_count() const { return node_count_; }
  [[nodiscard]] std::uint64_t relationship_count() const { return relationship_count_; }

  /// Writes what was added and makes it visible. Afterwards only the destructor may be called.
  /// Errors: constraint_validation_failed, transaction_state if somebody wrote nodes meanwhile,
  /// disk_full, io_error; nothing was done then.
  Status finish();

 private:
  /// One entry of one adjacency list, in the order of keys and entries.
  struct Adjacent {
    std::uint64_t node;
    /// Direction and type as in the key: bit 31 set for incoming.
    std::uint64_t list;
    std::uint64_t neighbour;
    std::uint64_t relationship;
    friend auto operator<=>(const Adjacent&, const Adjacent&) = default;
  };
  /// Index or constraint with its entries: index keys, also for unique ones, whose keys do not hold
  /// the element; for full-text indexes text keys, each with its posting behind.
  struct IndexRun {
    IndexDefinition definition;
    ExternalSorter<std::string> entries;
    std::uint64_t count = 0;
    /// Full-text indexes: elements and terms, by property.
    std::vector<std::uint64_t> text_elements;
    std::vector<std::uint64_t> text_terms;
  };
  /// The nodes of one label: finished blocks and the slots of the one being filled.
  struct LabelBlocks {
    std::vector<std::pair<std::uint64_t, std::string>> finished;
    std::uint64_t block = 0;
    std::vector<std::uint16_t> slots;
    std::uint64_t count = 0;
  };
  /// Ids are taken from the allocator in blocks of this many.
  static constexpr std::uint64_t id_block = 65536;
  struct IdBlock {
    std::uint64_t next = 0;
    std::uint64_t end = 0;
  };

  BulkLoader(std::shared_ptr<GraphEngine> engine, BulkLoadOptions options);
  Status open_runs();
  Result<std::uint64_t> next_id(IdAllocator& allocator, IdBlock& block);
  std::uint32_t label_set(const std::vector<LabelId>& labels);
  template <class Record>
  Status check(EntityKind entity, std::uint64_t id, const Record& record) const;
  template <class Record>
  Status add_index_entries(EntityKind entity, std::uint64_t id, const Record& record);
  template <class Record>
  static Status add_texts(IndexRun& run, std::uint64_t id, const Record& record);
  void add_to_label(LabelId label, NodeId node);
  static void close_block(LabelBlocks& blocks);
  [[nodiscard]] std::optional<std::uint32_t> label_set_of(NodeId node) const;
  void count_ends(RelationshipTypeId type, std::uint32_t source_set, std::uint32_t target_set);

  /// Something to be written that needs nothing of the rest: its runs go into a list of its own.
  using Runs = std::vector<std::unique_ptr<SortedRun>>;
  using Task = std::function<Status(Runs& runs)>;
  /// Adds the tasks of the adjacency lists: ranges of nodes, where they are in memory.
  void plan_adjacency(std::vector<Task>& tasks);
  static std::uint64_t middle_node(std::span<const Adjacent> items);
  void divide_adjacency(std::span<Adjacent> items, std::vector<Task>& tasks);
  Status write_sorted_adjacency(Runs& runs);
  Status write_adjacency_of(std::span<Adjacent> items, Runs& runs);
  template <class Next>
  Status write_lists(Next next, Runs& runs);
  Status write_index(IndexRun& run, Runs& runs);
  static Status write_range_index(IndexRun& run, SortedRun& out);
  static Status write_unique_index(IndexRun& run, SortedRun& out);
  static Status write_text_index(IndexRun& run, SortedRun& out);
  Status write_labels(Runs& runs);
  Status write_statistics(Runs& runs);
  Status publish(Runs runs);

  std::shared_ptr<GraphEngine> engine_;
  BulkLoadOptions options_;
  std::uint64_t base_commit_ = 0;
  bool writing_ = false;

  std::unique_ptr<BackgroundRun> node_run_;
  std::unique_ptr<BackgroundRun> relationship_run_;
  ExternalSorter<Adjacent> adjacency_;
  /// While they are being written, if all are in memory.
  std::vector<Adjacent> adjacent_;
  std::vector<std::unique_ptr<IndexRun>> indexes_;

  IdBlock node_ids_;
  IdBlock relationship_ids_;
  std::uint64_t node_count_ = 0;
  std::uint64_t relationship_count_ = 0;
  /// Label set of each node, from the first id on; absent_node in gaps between id blocks.
  std::uint64_t first_node_ = 0;
  std::vector<std::uint32_t> node_label_sets_;
  std::map<std::vector<LabelId>, std::uint32_t> label_set_numbers_;
  std::vector<std::vector<LabelId>> label_sets_;
  std::map<LabelId, LabelBlocks> labels_;
  std::map<RelationshipTypeId, std::uint64_t> types_;
  /// Relationships by (label set of the source or target, type).
  std::unordered_map<std::uint64_t, std::uint64_t> from_sets_;
  std::unordered_map<std::uint64_t, std::uint64_t> to_sets_;
};

}  // namespace entente::storage
