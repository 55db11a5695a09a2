#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/format/ordered_value.hpp"
#include "storage/graph/as_of_filter.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// A transaction as of another time: reads what AsOfFilter lets through of the transaction behind
/// it, in the same order, with exact counts and degrees; estimates for the planner stay those of
/// the transaction behind. Every write gives ErrorClass::read_only. The transaction behind must not
/// be written to while the view is in use. Counting is work here: it looks at every element once.
/// Its functions are spread over files by subject: as_of_view.cpp, _index.cpp, _evidence.cpp and
/// _write.cpp, and the cursors in as_of_cursors.cpp.
class AsOfView final : public Transaction {
 public:
  /// `poll` is asked now and then during long work; its error ends the work. It may be empty.
  AsOfView(std::shared_ptr<Transaction> base, const AsOf& as_of, AsOfFilter::Poll poll = {})
      : base_(std::move(base)), filter_(*base_, as_of, std::move(poll)) {}

  [[nodiscard]] AccessMode mode() const override { return AccessMode::read; }
  [[nodiscard]] std::uint64_t base_commit() const override { return base_->base_commit(); }
  [[nodiscard]] std::uint64_t writes() const override { return base_->writes(); }

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

  Result<std::unique_ptr<NodeCursor>> all_nodes() override;
  Result<std::unique_ptr<NodeCursor>> nodes_with_label(LabelId label) override;
  Result<std::unique_ptr<RelationshipCursor>> all_relationships() override;
  Result<std::unique_ptr<Expansion>> expand(Direction direction,
                                            std::vector<RelationshipTypeId> types) override;
  /// nullptr: rows in memory know the present only.
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

  [[nodiscard]] std::vector<IndexDefinition> indexes() const override { return base_->indexes(); }
  Result<std::unique_ptr<NodeCursor>> index_seek(IndexId index,
                                                 std::span<const Value> values) override;
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
  /// transaction_state: a full-text index knows the words of the present only.
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
  [[nodiscard]] const ChangeCounters& changes() const override { return base_->changes(); }

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
  void rollback() override {}
  [[nodiscard]] std::size_t pending_bytes() const override { return base_->pending_bytes(); }
  std::size_t savepoint() override { return 0; }
  void rollback_to(std::size_t /*savepoint*/) override {}

 private:
  /// Everything counted once, since the counters of the store count the present.
  struct Census {
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;
    std::map<LabelId, std::uint64_t> labels;
    std::map<RelationshipTypeId, std::uint64_t> types;
  };

  Result<const Census*> census();
  /// Says whether an entry with these values is asked for.
  using EntryTest = std::function<Result<bool>(std::string_view values)>;
  /// The nodes of `found` that are wholly there, and those partly there for which the index would
  /// hold a wanted entry.
  Result<std::unique_ptr<NodeCursor>> index_cursor(IndexId index, std::unique_ptr<NodeCursor> found,
                                                   const EntryTest& wanted, bool sorted_by_node);
  /// The relationships for which the index would hold a wanted entry, in the order of their ids or
  /// of their values.
  Result<std::unique_ptr<RelationshipCursor>> relationship_index_cursor(IndexId index,
                                                                        const EntryTest& wanted,
                                                                        bool sorted_by_id);

  std::shared_ptr<Transaction> base_;
  AsOfFilter filter_;
  std::optional<Census> census_;
};

}  // namespace entente::storage
