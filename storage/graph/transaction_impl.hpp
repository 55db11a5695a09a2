#pragma once

#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/graph/cursors.hpp"
#include "storage/graph/evidence_cursor.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/graph/index_build.hpp"
#include "storage/graph/pending_writes.hpp"
#include "storage/graph/relationships_between.hpp"
#include "storage/graph/text_entry.hpp"
#include "storage/graph/transaction.hpp"
#include "storage/graph/transaction_view.hpp"

namespace entente::storage {

/// The transaction over any store. Its functions are spread over files by subject:
/// transaction_names.cpp, _read.cpp, _values.cpp, _sets.cpp, _adjacency.cpp, _between.cpp,
/// _write.cpp, _delete.cpp, _index.cpp, _evidence.cpp and _commit.cpp.
class TransactionImpl final : public Transaction {
 public:
  TransactionImpl(std::shared_ptr<GraphEngine> engine, AccessMode mode);
  /// A reader of this state.
  TransactionImpl(std::shared_ptr<GraphEngine> engine, CommittedState state);
  TransactionImpl(const TransactionImpl&) = delete;
  TransactionImpl& operator=(const TransactionImpl&) = delete;
  ~TransactionImpl() override;

  [[nodiscard]] AccessMode mode() const override { return mode_; }
  [[nodiscard]] std::unique_ptr<Transaction> fork() override;
  [[nodiscard]] std::uint64_t base_commit() const override { return base_.commit; }
  [[nodiscard]] std::uint64_t writes() const override { return base_.snapshot->sequence(); }

  [[nodiscard]] std::optional<LabelId> find_label(std::string_view name) const override;
  [[nodiscard]] std::optional<RelationshipTypeId> find_relationship_type(
      std::string_view name) const override;
  [[nodiscard]] std::optional<PropertyKeyId> find_property_key(
      std::string_view name) const override;
  Result<LabelId> get_or_create_label(std::string_view name) override;
  Result<RelationshipTypeId> get_or_create_relationship_type(std::string_view name) override;
  Result<PropertyKeyId> get_or_create_property_key(std::string_view name) override;
  [[nodiscard]] std::string_view label_name(LabelId id) const override;
  [[nodiscard]] std::string_view relationship_type_name(RelationshipTypeId id) const override;
  [[nodiscard]] std::string_view property_key_name(PropertyKeyId id) const override;
  Result<std::vector<std::string>> labels_in_use() override;
  Result<std::vector<std::string>> relationship_types_in_use() override;
  Result<std::vector<std::string>> property_keys() override;

  Result<bool> node_exists(NodeId id) override;
  Result<bool> relationship_exists(RelationshipId id) override;
  Result<std::optional<NodeRecord>> node(NodeId id) override;
  Result<std::optional<RelationshipRecord>> relationship(RelationshipId id) override;
  Result<bool> has_label(NodeId id, LabelId label) override;
  Result<Value> node_property(NodeId id, PropertyKeyId key) override;
  Result<Value> relationship_property(RelationshipId id, PropertyKeyId key) override;
  Status node_properties(std::span<const NodeId> ids, PropertyKeyId key,
                         std::vector<Value>& out) override;
  Status relationship_properties(std::span<const RelationshipId> ids, PropertyKeyId key,
                                 std::vector<Value>& out) override;
  Status have_label(std::span<const NodeId> ids, LabelId label,
                    std::vector<std::uint8_t>& out) override;

  Status read_ahead(std::span<const NodeId> nodes) override;
  Status read_ahead(std::span<const RelationshipId> relationships) override;
  Status node_property_values(std::span<const NodeId> ids, PropertyKeyId key,
                              PropertyValues& out) override;
  Status relationship_property_values(std::span<const RelationshipId> ids, PropertyKeyId key,
                                      PropertyValues& out) override;
  Status prepare_reads(const PlannedReads& reads, const std::function<Status()>& check) override;
  Result<std::shared_ptr<const PropertyColumn>> property_column(EntityKind entity,
                                                                PropertyKeyId key) override;
  Result<std::shared_ptr<const IdSet>> node_set(std::optional<LabelId> label) override;
  Result<std::shared_ptr<const IdSet>> relationship_set(
      std::optional<RelationshipTypeId> type) override;

  Result<std::unique_ptr<NodeCursor>> all_nodes() override;
  Result<std::unique_ptr<NodeCursor>> nodes_with_label(LabelId label) override;
  Result<std::unique_ptr<RelationshipCursor>> all_relationships() override;
  Result<std::unique_ptr<Expansion>> expand(Direction direction,
                                            std::vector<RelationshipTypeId> types) override;
  /// See relationships_between.hpp.
  Status relationships_between(RelationshipTypeId type, std::span<const NodePair> pairs,
                               std::vector<FoundBetween>& found);
  Result<std::shared_ptr<const AdjacencyView>> adjacency(
      Direction direction, std::span<const RelationshipTypeId> types) override;
  Result<std::uint64_t> degree(NodeId id, Direction direction,
                               std::span<const RelationshipTypeId> types) override;
  Result<std::uint64_t> node_count() override;
  Result<std::uint64_t> node_count(LabelId label) override;
  Result<std::uint64_t> relationship_count() override;
  Result<std::uint64_t> relationship_count(RelationshipTypeId type) override;
  Result<double> estimate_relationships(std::optional<LabelId> label,
                                        std::optional<RelationshipTypeId> type,
                                        Direction direction) override;
  Result<double> estimate_distinct(IndexId index) override;

  [[nodiscard]] std::vector<IndexDefinition> indexes() const override { return *indexes_; }
  Result<std::unique_ptr<NodeCursor>> index_seek(IndexId index,
                                                 std::span<const Value> values) override;
  Status index_seek_many(IndexId index, std::span<const Value> values, std::vector<NodeId>& nodes,
                         std::vector<std::uint32_t>& rows) override;
  Result<std::unique_ptr<NodeCursor>> index_range(IndexId index, const RangeBound& lower,
                                                  const RangeBound& upper) override;
  Result<std::unique_ptr<NodeCursor>> index_strings(IndexId index, StringMatch match,
                                                    std::string_view text) override;
  Result<std::unique_ptr<RelationshipCursor>> relationship_index_seek(
      IndexId index, std::span<const Value> values) override;
  Result<std::unique_ptr<RelationshipCursor>> relationship_index_range(
      IndexId index, const RangeBound& lower, const RangeBound& upper) override;
  Result<std::unique_ptr<RelationshipCursor>> relationship_index_strings(
      IndexId index, StringMatch match, std::string_view text) override;
  Result<std::vector<TextHit>> search_text(IndexId index, std::string_view query,
                                           const TextSearchOptions& options) override;
  using Transaction::create_index;
  Result<IndexDefinition> create_index(IndexDefinition wanted) override;
  Status drop_index(IndexId index) override;

  Result<NodeId> create_node(std::span<const LabelId> labels, Properties properties) override;
  Result<RelationshipId> create_relationship(NodeId source, RelationshipTypeId type, NodeId target,
                                             Properties properties) override;
  Result<bool> set_node_property(NodeId id, PropertyKeyId key, const Value& value) override;
  Result<bool> set_relationship_property(RelationshipId id, PropertyKeyId key,
                                         const Value& value) override;
  Result<std::size_t> set_node_properties(NodeId id, Properties properties, bool replace) override;
  Result<std::size_t> set_relationship_properties(RelationshipId id, Properties properties,
                                                  bool replace) override;
  Result<bool> add_label(NodeId id, LabelId label) override;
  Result<bool> remove_label(NodeId id, LabelId label) override;
  Status delete_node(NodeId id) override;
  Status delete_relationship(RelationshipId id) override;
  Status detach_delete_node(NodeId id) override;
  Status check_deleted_nodes() override;
  Status check_constraints() override;
  [[nodiscard]] const ChangeCounters& changes() const override { return changes_; }
  Status renew() override;

  Result<std::optional<DocumentRecord>> find_document(std::string_view external_id) override;
  Result<std::optional<DocumentRecord>> document(DocumentId id) override;
  Result<std::vector<DocumentRecord>> documents() override;
  Result<DocumentId> allocate_document_id() override;
  Status put_document(const DocumentRecord& document) override;
  Status remove_document(DocumentId id) override;
  Status put_claim(const Claim& claim) override;
  Status remove_claim(DocumentId document, std::uint32_t ordinal) override;
  Result<std::vector<Claim>> claims_of_relationship(RelationshipId id) override;
  Result<std::vector<Claim>> claims_of_document(DocumentId id) override;
  Status visit_documents_of_relationship(RelationshipId id, const DocumentVisitor& visit) override;
  Status put_mention(const Mention& mention) override;
  Status remove_mention(DocumentId document, NodeId node) override;
  Result<std::vector<Mention>> mentions_of_node(NodeId id) override;
  Result<std::vector<Mention>> mentions_of_document(DocumentId id) override;
  Status visit_documents_of_node(NodeId id, const DocumentVisitor& visit) override;
  Status put_alias(std::string_view text, NodeId node) override;
  Status remove_alias(std::string_view text, NodeId node) override;
  Result<std::vector<NodeId>> find_alias(std::string_view text) override;

  Status commit() override;
  void rollback() override;
  [[nodiscard]] std::size_t pending_bytes() const override { return pending_.bytes(); }
  std::size_t savepoint() override;
  void rollback_to(std::size_t savepoint) override;

 private:
  /// What rollback_to() restores beside the pending writes.
  struct Savepoint {
    std::size_t mark;
    std::size_t deleted_nodes;
    std::size_t relabelled_nodes;
    ChangeCounters changes;
    std::shared_ptr<const IndexDefinitions> indexes;
    std::size_t builds;
  };

  /// Error unless this transaction may write now.
  Status check_writable() const;
  Status require_node(NodeId id);

  // transaction_read.cpp
  /// The record that was read last: expressions ask for one property of an element after another.
  struct LastRecord {
    std::uint64_t id = 0;
    /// Of the pending writes when it was read; no_version: nothing was read yet.
    std::uint64_t version = no_version;
    bool found = false;
    std::string bytes;
    static constexpr std::uint64_t no_version = ~std::uint64_t{0};
  };
  /// The record as of now, or nullptr; good until the next call.
  Result<const std::string*> node_record(NodeId id);
  Result<const std::string*> relationship_record(RelationshipId id);
  Result<const std::string*> read_record(KeyFamily family, std::uint64_t id, LastRecord& last);
  /// Records of the snapshot that were read before anyone asked, by id; each is given once.
  using RecordsAhead = std::unordered_map<std::uint64_t, std::optional<std::string>>;
  RecordsAhead& records_ahead(KeyFamily family) {
    return family == KeyFamily::nodes ? nodes_ahead_ : relationships_ahead_;
  }
  Status read_records_ahead(KeyFamily family, std::vector<std::uint64_t> ids);
  Result<std::uint64_t> counter(const StatisticKey& key);

  // transaction_values.cpp
  template <class IdType>
  Status property_values(EntityKind entity, std::span<const IdType> ids, PropertyKeyId key,
                         PropertyValues& out);
  template <class IdType>
  Status properties_from_records(EntityKind entity, std::span<const IdType> ids, PropertyKeyId key,
                                 std::vector<Value>& out);
  template <class IdType>
  Result<std::uint64_t> read_records(EntityKind entity, std::span<const IdType> ids);
  /// The column in memory; nullptr if there is none for this transaction.
  const PropertyColumn* column(EntityKind entity, PropertyKeyId key);
  std::shared_ptr<const PropertyColumn> make_column(EntityKind entity, PropertyKeyId key);
  [[nodiscard]] const PendingWrites::FamilyChanges& pending_elements(EntityKind entity) const;

  // transaction_sets.cpp
  /// The set in memory, without own writes; nullptr if there is none for this transaction.
  const SetProjection* set_projection(const ProjectionName& name);
  Result<std::shared_ptr<const IdSet>> id_set(const ProjectionName& name);
  /// Whether an own write says that the node has the label; nullopt if none says anything.
  [[nodiscard]] Result<std::optional<bool>> pending_label(NodeId id, LabelId label) const;

  Result<bool> is_in_label_block(NodeId id, LabelId label);

  // transaction_adjacency.cpp
  /// The topology this transaction may use, if there is one; `load`: one in an image counts as
  /// well.
  const std::shared_ptr<const Topology>& topology(bool load = false);

  // transaction_write.cpp
  /// Removes nulls, sorts, and checks that every value can be stored.
  static Status normalise(Properties& properties);
  void put_node(NodeId id, const NodeRecord& record, bool created);
  void put_relationship(RelationshipId id, const RelationshipRecord& record, bool created);
  /// Labels of a node as of now; nullptr if it does not exist. Good until the next call.
  Result<const std::vector<LabelId>*> cached_labels(NodeId id);
  Result<bool> change_label(NodeId id, LabelId label, bool add);
  Status set_label_bit(NodeId id, LabelId label, bool set);
  Status link(RelationshipId id, const RelationshipRecord& record, bool add);
  /// Adds the node's relationships, times `sign`, to the counters of (label, type).
  Status count_relationships_of(NodeId id, std::span<const LabelId> labels, std::int64_t sign);

  // transaction_index.cpp
  [[nodiscard]] const IndexDefinition* find_index(IndexId id) const;
  Result<std::optional<IndexRows>> seek_rows(IndexId index, EntityKind entity,
                                             std::span<const Value> values);
  /// Appends the elements with exactly these values if they can be told from memory.
  bool seek_in_memory(const IndexRows& rows, std::vector<std::uint64_t>& elements);
  const KeyProjection* key_projection(const IndexDefinition& definition);
  Status seek_unique(const IndexDefinition& definition, std::span<const Value> values,
                     std::vector<NodeId>& nodes, std::vector<std::uint32_t>& rows);
  Result<std::optional<IndexRows>> range_rows(IndexId index, EntityKind entity,
                                              const RangeBound& lower, const RangeBound& upper);
  Result<std::optional<IndexRows>> string_rows(IndexId index, EntityKind entity, StringMatch match,
                                               std::string_view text);
  Result<std::unique_ptr<NodeCursor>> node_cursor(const std::optional<IndexRows>& rows);
  Result<std::unique_ptr<RelationshipCursor>> relationship_cursor(
      const std::optional<IndexRows>& rows);

  // transaction_index_update.cpp
  /// Brings the indexes from the old to the new record of an element; nullptr: it does not exist.
  Status update_indexes(NodeId id, const NodeRecord* before, const NodeRecord* after);
  Status update_indexes(RelationshipId id, const RelationshipRecord* before,
                        const RelationshipRecord* after);
  template <class Record>
  Status change_indexes(EntityKind entity, std::uint64_t id, const Record* before,
                        const Record* after);
  template <class Record>
  Status build_text(const IndexDefinition& definition, std::uint64_t id, const Record& record);
  void count_texts(const IndexDefinition& definition, const TextEntries& before,
                   const TextEntries& after);
  template <class Record>
  void change_text(const IndexDefinition& definition, std::uint64_t id, const Record* before,
                   const Record* after);
  Status insert_index_entry(const IndexDefinition& definition, std::uint64_t id,
                            std::string_view values);
  void remove_index_entry(const IndexDefinition& definition, std::uint64_t id,
                          std::string_view values);

  // transaction_schema.cpp
  Status check_new_definition(const IndexDefinition& wanted) const;
  Status build_index(const IndexDefinition& definition);
  /// Begins a build outside of the transaction if there is too much for it.
  Status begin_build(const IndexDefinition& definition);
  Status finish_build(const IndexDefinition& definition);
  template <class Record>
  Status build_entry(const IndexDefinition& definition, std::uint64_t id, const Record& record);
  Status build_over_nodes(const IndexDefinition& definition);
  Status build_over_relationships(const IndexDefinition& definition);
  template <class Record>
  Status check_element(std::uint64_t id, const Record& record) const;

  // transaction_evidence.cpp
  Status remove_evidence_of_relationship(RelationshipId id);
  Status remove_evidence_of_node(NodeId id);
  Result<std::vector<Claim>> read_claims(const std::vector<ClaimKey>& keys);
  template <class Key>
  Status visit_documents(std::optional<EvidenceCursor>& reused, const std::string& prefix,
                         const DocumentVisitor& visit);

  // transaction_commit.cpp
  [[nodiscard]] WriteSet write_set() const;
  void finish();

  std::shared_ptr<GraphEngine> engine_;
  const AccessMode mode_;
  bool finished_ = false;
  CommittedState base_;
  PendingWrites pending_;
  TransactionView view_;
  std::shared_ptr<const IndexDefinitions> indexes_;
  /// New indexes whose entries are not among the pending writes, and the one being built now.
  std::vector<std::unique_ptr<IndexBuild>> builds_;
  IndexBuild* build_ = nullptr;
  ChangeCounters changes_;
  std::vector<NodeId> deleted_nodes_;
  std::vector<NodeId> relabelled_nodes_;
  std::vector<Savepoint> savepoints_;
  /// Labels of nodes that relationships were created at: bulk creation asks for the same again.
  std::unordered_map<NodeId, std::vector<LabelId>> label_cache_;
  /// Records read last, in case another property of the same elements is asked for next.
  struct RecordBatch {
    EntityKind entity = EntityKind::node;
    std::vector<std::uint64_t> ids;
    std::vector<std::optional<std::string>> records;
    /// That of pending_ at the time of reading.
    std::uint64_t pending_version = 0;
  };
  struct KnownColumn {
    EntityKind entity;
    PropertyKeyId key;
    std::shared_ptr<const PropertyColumn> column;
  };
  struct KnownSet {
    ProjectionName name;
    std::shared_ptr<const SetProjection> projection;
    /// With the own writes as of pending_version; made when asked for.
    std::shared_ptr<const IdSet> whole;
    std::uint64_t pending_version = 0;
  };
  struct KnownKeys {
    IndexId index;
    std::shared_ptr<const KeyProjection> projection;
  };
  RecordBatch record_batch_;
  std::vector<KnownKeys> keys_;
  std::shared_ptr<const EndsProjection> ends_;
  /// What was once good for this snapshot stays so.
  std::vector<KnownColumn> columns_;
  std::vector<KnownSet> sets_;
  /// Found when first asked for.
  std::shared_ptr<const Topology> topology_;
  /// Blocks of labels by label and number; empty where there is none. last_block_ is the one asked
  /// for last, which most often is asked for again.
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::string> label_blocks_;
  std::pair<std::uint32_t, std::uint64_t> last_block_key_;
  const std::string* last_block_ = nullptr;
  /// Reused by readers that ask for the evidence of many elements.
  std::optional<EvidenceCursor> relationship_evidence_;
  std::optional<EvidenceCursor> node_evidence_;
  RecordsAhead nodes_ahead_;
  RecordsAhead relationships_ahead_;
  LastRecord last_node_;
  LastRecord last_relationship_;
  /// Reused buffer of point reads.
  std::string buffer_;
};

}  // namespace entente::storage
