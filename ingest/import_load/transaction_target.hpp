#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "ingest/import_load/graph_target.hpp"
#include "storage/graph/graph_engine.hpp"

namespace entente::importing {

struct TransactionTargetOptions {
  /// Rows of a transaction.
  std::uint64_t rows = 10'000;
  /// A transaction that holds more pending writes is committed earlier.
  std::uint64_t memory_bytes_max = 128ULL << 20U;
  /// Change what is there instead of adding a twin.
  bool upsert = false;
  /// What stands in the mark of the import, see storage/graph/import_mark.hpp.
  std::string mark;
};

/// A database with content, changed by transactions one after the other.
class TransactionTarget final : public GraphTarget {
 public:
  /// Sets the mark. Errors: read_only and those of the store.
  static Result<std::unique_ptr<GraphTarget>> begin(std::shared_ptr<storage::GraphStore> store,
                                                    TransactionTargetOptions options);

  TransactionTarget(const TransactionTarget&) = delete;
  TransactionTarget& operator=(const TransactionTarget&) = delete;
  /// Takes the mark away again if nothing was committed.
  ~TransactionTarget() override;

  Result<LabelId> label(std::string_view name) override;
  Result<RelationshipTypeId> relationship_type(std::string_view name) override;
  Result<PropertyKeyId> property_key(std::string_view name) override;
  Result<AddedNode> add_node(const storage::NodeRecord& record,
                             const std::optional<NodeKey>& key) override;
  Result<bool> add_relationship(const storage::RelationshipRecord& record) override;
  Result<std::optional<NodeId>> find_node(const NodeKey& key, std::string_view id) override;
  Status change_node(NodeId node, const storage::NodeRecord& record) override;
  [[nodiscard]] bool merges_rows() const override { return options_.upsert; }
  [[nodiscard]] bool had_nodes() const override { return true; }
  Status finish() override;

 private:
  TransactionTarget(std::shared_ptr<storage::GraphEngine> engine, TransactionTargetOptions options)
      : engine_(std::move(engine)), options_(std::move(options)) {}

  Status renew();
  Status end_row();
  template <class Change>
  auto guarded(Change change) -> decltype(change());
  Result<NodeId> create(const storage::NodeRecord& record);
  Status apply(NodeId node, const storage::NodeRecord& record);
  Result<std::optional<RelationshipId>> find_relationship(
      const storage::RelationshipRecord& record);
  Status put_relationship(const storage::RelationshipRecord& record,
                          const std::optional<RelationshipId>& found);
  template <class Record>
  Status check(storage::EntityKind entity, std::uint64_t id, const Record& record) const;
  Result<IndexId> index_of(const NodeKey& key);
  Result<std::optional<NodeId>> seek(const NodeKey& key, const Value& value);

  std::shared_ptr<storage::GraphEngine> engine_;
  TransactionTargetOptions options_;
  std::unique_ptr<storage::Transaction> transaction_;
  /// Constraints about single elements; their rows are judged one by one, so that one bad row does
  /// not fail a whole transaction.
  std::vector<storage::IndexDefinition> constraints_;
  std::map<NodeKey, IndexId> key_indexes_;
  std::uint64_t rows_ = 0;
  /// The mark is set and no commit was tried yet.
  bool marked_ = false;
};

}  // namespace entente::importing
