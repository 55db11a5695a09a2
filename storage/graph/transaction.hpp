#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "entente/value.hpp"
#include "storage/catalog/schema.hpp"
#include "storage/graph/planned_reads.hpp"
#include "storage/graph/property_column.hpp"
#include "storage/graph/records.hpp"
#include "storage/graph/text_hit.hpp"

namespace entente::storage {

class AdjacencyView;
class GraphStore;

enum class AccessMode : std::uint8_t { read, write };

/// A batch-wise stream of node ids, ascending. Owned by the caller; must not outlive its
/// transaction; writes made by the transaction after the cursor was opened may or may not show.
class NodeCursor {
 public:
  virtual ~NodeCursor() = default;
  /// Fills `out` from the front; returns how many, 0 at the end.
  virtual Result<std::size_t> next(std::span<NodeId> out) = 0;
};

/// As NodeCursor, for relationships (with their records' ends and type).
struct RelationshipEnds {
  RelationshipId id;
  RelationshipTypeId type;
  NodeId source;
  NodeId target;
};
class RelationshipCursor {
 public:
  virtual ~RelationshipCursor() = default;
  virtual Result<std::size_t> next(std::span<RelationshipEnds> out) = 0;
};

/// Expands batches of start nodes over their relationships. Reusable for many batches; the same
/// lifetime rule as NodeCursor. A relationship from a node to itself is reported once for
/// Direction::either. Per start node the order is: outgoing before incoming, types ascending,
/// neighbours ascending, relationship ids ascending.
class Expansion {
 public:
  virtual ~Expansion() = default;
  /// Sets the start nodes; the span must stay valid until the batch is exhausted.
  virtual Status begin(std::span<const NodeId> sources) = 0;
  /// Appends up to `max_rows` relationships to `out`; false when the batch is exhausted and nothing
  /// was appended.
  virtual Result<bool> next(ExpandColumns& out, std::size_t max_rows) = 0;
};

/// Is given documents one after the other; Next::stop ends the visit, an error fails it.
enum class Next : std::uint8_t { go_on, stop };
using DocumentVisitor = std::function<Result<Next>(DocumentId document)>;

/// What a transaction changed so far.
struct ChangeCounters {
  std::uint64_t nodes_created = 0;
  std::uint64_t nodes_deleted = 0;
  std::uint64_t relationships_created = 0;
  std::uint64_t relationships_deleted = 0;
  std::uint64_t properties_set = 0;
  std::uint64_t labels_added = 0;
  std::uint64_t labels_removed = 0;
  std::uint64_t indexes_added = 0;
  std::uint64_t indexes_removed = 0;
  std::uint64_t constraints_added = 0;
  std::uint64_t constraints_removed = 0;
};

/// One snapshot of the graph plus the transaction's own pending writes, which its reads see.
/// Snapshot isolation: conflicts with commits made since the snapshot are found at commit, first
/// committer wins, the loser gets ErrorClass::conflict (retryable) and nothing of it remains.
/// Destroying an uncommitted transaction rolls it back. Not thread-safe: one thread at a time.
/// Every write returns ErrorClass::read_only in a transaction begun with AccessMode::read.
class Transaction {
 public:
  virtual ~Transaction() = default;

  [[nodiscard]] virtual AccessMode mode() const = 0;
  /// Another reader of what this one sees, for another thread: both may be used at the same time,
  /// in whatever order they end. nullptr if there can be none, because writes of its own are
  /// pending, or because it is a view of another time.
  [[nodiscard]] virtual std::unique_ptr<Transaction> fork() { return nullptr; }
  /// Number of the commit that made the state it began with: while nothing is pending, transactions
  /// of the same number see the same graph.
  [[nodiscard]] virtual std::uint64_t base_commit() const = 0;
  /// Grows by about one with each key of the store that is written, also over openings: how far two
  /// states are apart at most. Always 0 for databases in memory.
  [[nodiscard]] virtual std::uint64_t writes() const = 0;

  // ---- names (dictionary); ids are permanent -------------------------------------------------
  [[nodiscard]] virtual std::optional<LabelId> find_label(std::string_view name) const = 0;
  [[nodiscard]] virtual std::optional<RelationshipTypeId> find_relationship_type(
      std::string_view name) const = 0;
  [[nodiscard]] virtual std::optional<PropertyKeyId> find_property_key(
      std::string_view name) const = 0;
  virtual Result<LabelId> get_or_create_label(std::string_view name) = 0;
  virtual Result<RelationshipTypeId> get_or_create_relationship_type(std::string_view name) = 0;
  virtual Result<PropertyKeyId> get_or_create_property_key(std::string_view name) = 0;
  /// The views stay valid as long as the store.
  [[nodiscard]] virtual std::string_view label_name(LabelId id) const = 0;
  [[nodiscard]] virtual std::string_view relationship_type_name(RelationshipTypeId id) const = 0;
  [[nodiscard]] virtual std::string_view property_key_name(PropertyKeyId id) const = 0;
  /// Names in use by at least one element (labels, types) or ever used (keys), sorted.
  virtual Result<std::vector<std::string>> labels_in_use() = 0;
  virtual Result<std::vector<std::string>> relationship_types_in_use() = 0;
  virtual Result<std::vector<std::string>> property_keys() = 0;

  // ---- reading ---------------------------------------------------------------------------------
  virtual Result<bool> node_exists(NodeId id) = 0;
  virtual Result<bool> relationship_exists(RelationshipId id) = 0;
  /// nullopt if there is no such element (or it was deleted).
  virtual Result<std::optional<NodeRecord>> node(NodeId id) = 0;
  virtual Result<std::optional<RelationshipRecord>> relationship(RelationshipId id) = 0;
  virtual Result<bool> has_label(NodeId id, LabelId label) = 0;
  /// Value of one property; null if the element lacks it or does not exist.
  virtual Result<Value> node_property(NodeId id, PropertyKeyId key) = 0;
  virtual Result<Value> relationship_property(RelationshipId id, PropertyKeyId key) = 0;
  /// The same for many elements at once: out.size() == ids.size() afterwards.
  virtual Status node_properties(std::span<const NodeId> ids, PropertyKeyId key,
                                 std::vector<Value>& out) = 0;
  virtual Status relationship_properties(std::span<const RelationshipId> ids, PropertyKeyId key,
                                         std::vector<Value>& out) = 0;
  /// out[i] = 1 if ids[i] has the label.
  virtual Status have_label(std::span<const NodeId> ids, LabelId label,
                            std::vector<std::uint8_t>& out) = 0;

  /// Says that the records of these elements are about to be asked for one by one, as writing does:
  /// they are read at once, which costs about half. A hint: elements may be missing, and what is
  /// not asked for soon is forgotten.
  virtual Status read_ahead(std::span<const NodeId> /*nodes*/) { return {}; }
  virtual Status read_ahead(std::span<const RelationshipId> /*relationships*/) { return {}; }

  /// As node_properties, in the representation that the values are held in: typed where all values
  /// of the property are of one kind and the property is in memory.
  virtual Status node_property_values(std::span<const NodeId> ids, PropertyKeyId key,
                                      PropertyValues& out);
  virtual Status relationship_property_values(std::span<const RelationshipId> ids,
                                              PropertyKeyId key, PropertyValues& out);

  // ---- reading from memory ---------------------------------------------------------------------
  /// Says what is about to be read. Where making copies in memory costs no more than these reads,
  /// they are made before the call returns (by several threads, within the budget); otherwise, and
  /// if they are there, it costs next to nothing. `check` is asked now and then; its error is
  /// returned. Copies show the newest state: a transaction that is older reads as ever.
  virtual Status prepare_reads(const PlannedReads& /*reads*/,
                               const std::function<Status()>& /*check*/) {
    return {};
  }
  // These give nullptr when what is asked for is not in memory, or not as this transaction sees it
  // (it is off, over budget, not worth it yet, a view of another time): then read by the functions
  // above, which makes it worth it in the end. Ask once per batch of work.

  /// The values of one property of all nodes or relationships.
  virtual Result<std::shared_ptr<const PropertyColumn>> property_column(EntityKind /*entity*/,
                                                                        PropertyKeyId /*key*/) {
    return std::shared_ptr<const PropertyColumn>();
  }
  /// The nodes that exist (with this label) / the relationships that exist (of this type), without
  /// what the transaction writes afterwards.
  virtual Result<std::shared_ptr<const IdSet>> node_set(std::optional<LabelId> /*label*/) {
    return std::shared_ptr<const IdSet>();
  }
  virtual Result<std::shared_ptr<const IdSet>> relationship_set(
      std::optional<RelationshipTypeId> /*type*/) {
    return std::shared_ptr<const IdSet>();
  }

  virtual Result<std::unique_ptr<NodeCursor>> all_nodes() = 0;
  virtual Result<std::unique_ptr<NodeCursor>> nodes_with_label(LabelId label) = 0;
  virtual Result<std::unique_ptr<RelationshipCursor>> all_relationships() = 0;
  /// Relationships in `direction` of the given types (empty: all types).
  virtual Result<std::unique_ptr<Expansion>> expand(Direction direction,
                                                    std::vector<RelationshipTypeId> types) = 0;
  /// Rows of one direction (outgoing or incoming) and of one type (or, with no type, of all as one)
  /// in memory (storage/graph/adjacency_view.hpp), as this transaction sees the graph now: later
  /// writes of its own do not show. nullptr if they are not in memory; then expand() is the way.
  /// Good as long as the transaction.
  virtual Result<std::shared_ptr<const AdjacencyView>> adjacency(
      Direction direction, std::span<const RelationshipTypeId> types) = 0;
  /// Number of relationships expand() would report for the node; cheaper than expanding.
  virtual Result<std::uint64_t> degree(NodeId id, Direction direction,
                                       std::span<const RelationshipTypeId> types) = 0;
  /// Exact numbers in this transaction's view.
  virtual Result<std::uint64_t> node_count() = 0;
  virtual Result<std::uint64_t> node_count(LabelId label) = 0;
  virtual Result<std::uint64_t> relationship_count() = 0;
  virtual Result<std::uint64_t> relationship_count(RelationshipTypeId type) = 0;
  /// Estimates for the planner, from committed statistics: relationships of `type` that leave
  /// (outgoing) or reach (incoming) nodes with `label`; nullopt means any.
  virtual Result<double> estimate_relationships(std::optional<LabelId> label,
                                                std::optional<RelationshipTypeId> type,
                                                Direction direction) = 0;
  /// Estimated number of distinct values in an index.
  virtual Result<double> estimate_distinct(IndexId index) = 0;

  // ---- indexes and constraints -----------------------------------------------------------------
  /// All definitions of this transaction's view, in the order of their ids.
  [[nodiscard]] virtual std::vector<IndexDefinition> indexes() const = 0;
  /// Nodes whose indexed properties equal `values` (Cypher equality; as many as the index has, or
  /// the first ones). The index must be one for nodes with ordered values (asserted).
  virtual Result<std::unique_ptr<NodeCursor>> index_seek(IndexId index,
                                                         std::span<const Value> values) = 0;
  /// Nodes whose first indexed property lies in the range; only values comparable with the bounds.
  /// Here the order is by value, then node.
  /// index_seek for each of many values of an index over one property: appends the nodes found and,
  /// for each, the position of its value; positions ascend, nodes of one value too.
  virtual Status index_seek_many(IndexId index, std::span<const Value> values,
                                 std::vector<NodeId>& nodes, std::vector<std::uint32_t>& rows);
  virtual Result<std::unique_ptr<NodeCursor>> index_range(IndexId index, const RangeBound& lower,
                                                          const RangeBound& upper) = 0;
  /// Nodes whose first indexed property is a string that begins with / holds / ends with `text`.
  virtual Result<std::unique_ptr<NodeCursor>> index_strings(IndexId index, StringMatch match,
                                                            std::string_view text) = 0;
  /// index_strings with StringMatch::prefix.
  Result<std::unique_ptr<NodeCursor>> index_prefix(IndexId index, std::string_view prefix) {
    return index_strings(index, StringMatch::prefix, prefix);
  }
  /// The same for indexes of relationships.
  virtual Result<std::unique_ptr<RelationshipCursor>> relationship_index_seek(
      IndexId index, std::span<const Value> values) = 0;
  virtual Result<std::unique_ptr<RelationshipCursor>> relationship_index_range(
      IndexId index, const RangeBound& lower, const RangeBound& upper) = 0;
  virtual Result<std::unique_ptr<RelationshipCursor>> relationship_index_strings(
      IndexId index, StringMatch match, std::string_view text) = 0;
  /// Elements that match a query in the language of storage/text/query_parser.hpp, best first;
  /// schema_error if the index is no full-text index, argument_error if the query is wrong,
  /// limit_exceeded if it stands for too many terms.
  virtual Result<std::vector<TextHit>> search_text(IndexId index, std::string_view query,
                                                   const TextSearchOptions& options) = 0;

  /// Creates an index or constraint, building its entries from what is there, and gives it an id
  /// (and a name, if that is empty). constraint_verification_failed if what is there breaks it,
  /// schema_error (with detail, see transaction_schema.cpp) if it cannot be beside what exists,
  /// and the store's errors. The entries of many elements are written in committed pieces under a
  /// mark, which a crash leaves to be cleared at the next opening. Schema changes must be alone in
  /// their transaction.
  virtual Result<IndexDefinition> create_index(IndexDefinition wanted) = 0;
  /// The common case: one label.
  Result<IndexDefinition> create_index(std::string name, IndexKind kind, LabelId label,
                                       std::vector<PropertyKeyId> properties) {
    IndexDefinition wanted;
    wanted.name = std::move(name);
    wanted.kind = kind;
    wanted.tokens = {label.value};
    wanted.properties = std::move(properties);
    return create_index(std::move(wanted));
  }
  virtual Status drop_index(IndexId index) = 0;

  // ---- writing
  // -----------------------------------------------------------------------------------
  virtual Result<NodeId> create_node(std::span<const LabelId> labels, Properties properties) = 0;
  /// entity_not_found if an end does not exist.
  virtual Result<RelationshipId> create_relationship(NodeId source, RelationshipTypeId type,
                                                     NodeId target, Properties properties) = 0;
  /// Setting null removes. Values must be storable (see is_storable); true if anything changed.
  virtual Result<bool> set_node_property(NodeId id, PropertyKeyId key, const Value& value) = 0;
  virtual Result<bool> set_relationship_property(RelationshipId id, PropertyKeyId key,
                                                 const Value& value) = 0;
  /// Sets all given properties (null removes) at once, so that constraints over several of them see
  /// no state in between; with `replace` all others are removed. Of equal keys the last one wins.
  /// Returns how many were changed.
  virtual Result<std::size_t> set_node_properties(NodeId id, Properties properties,
                                                  bool replace) = 0;
  virtual Result<std::size_t> set_relationship_properties(RelationshipId id, Properties properties,
                                                          bool replace) = 0;
  /// True if the label was (not) there before.
  virtual Result<bool> add_label(NodeId id, LabelId label) = 0;
  virtual Result<bool> remove_label(NodeId id, LabelId label) = 0;
  /// Deletes the node at once; relationships it still has are an error at commit
  /// (constraint_verification_failed / DeleteConnectedNode), see check_deleted_nodes.
  virtual Status delete_node(NodeId id) = 0;
  virtual Status delete_relationship(RelationshipId id) = 0;
  /// Deletes the node and all its relationships.
  virtual Status detach_delete_node(NodeId id) = 0;
  /// constraint_verification_failed / DeleteConnectedNode if a deleted node still has
  /// relationships.
  virtual Status check_deleted_nodes() = 0;
  /// constraint_validation_failed if an element written here breaks a constraint about single
  /// elements (existence, key, type). Unlike uniqueness, which every write is tested for, these are
  /// judged by how a transaction leaves its elements; commit() calls this.
  virtual Status check_constraints() = 0;
  [[nodiscard]] virtual const ChangeCounters& changes() const = 0;
  /// Goes on from the newest committed state. Only while nothing is pending; cursors and expansions
  /// made before must not be used any more. transaction_state if the view cannot move on.
  virtual Status renew() {
    return Error::plain(ErrorClass::transaction_state, "this view of the graph cannot move on");
  }

  // ---- documents and evidence ----------------------------------------------------------------
  virtual Result<std::optional<DocumentRecord>> find_document(std::string_view external_id) = 0;
  virtual Result<std::optional<DocumentRecord>> document(DocumentId id) = 0;
  /// All documents, in id order.
  virtual Result<std::vector<DocumentRecord>> documents() = 0;
  virtual Result<DocumentId> allocate_document_id() = 0;
  virtual Status put_document(const DocumentRecord& document) = 0;
  virtual Status remove_document(DocumentId id) = 0;
  virtual Status put_claim(const Claim& claim) = 0;
  virtual Status remove_claim(DocumentId document, std::uint32_t ordinal) = 0;
  /// Sorted by (document, ordinal).
  virtual Result<std::vector<Claim>> claims_of_relationship(RelationshipId id) = 0;
  virtual Result<std::vector<Claim>> claims_of_document(DocumentId id) = 0;
  /// The documents of the relationship's claims, each once, ascending; much cheaper than reading
  /// the claims.
  virtual Status visit_documents_of_relationship(RelationshipId id,
                                                 const DocumentVisitor& visit) = 0;
  virtual Status put_mention(const Mention& mention) = 0;
  virtual Status remove_mention(DocumentId document, NodeId node) = 0;
  virtual Result<std::vector<Mention>> mentions_of_node(NodeId id) = 0;
  virtual Result<std::vector<Mention>> mentions_of_document(DocumentId id) = 0;
  /// The documents that mention a node, ascending; much cheaper than reading the mentions.
  virtual Status visit_documents_of_node(NodeId id, const DocumentVisitor& visit) = 0;
  /// Entities known by a (normalised) name: a multimap from text to nodes.
  virtual Status put_alias(std::string_view text, NodeId node) = 0;
  virtual Status remove_alias(std::string_view text, NodeId node) = 0;
  virtual Result<std::vector<NodeId>> find_alias(std::string_view text) = 0;

  // ---- end -------------------------------------------------------------------------------------
  /// Checks constraints and conflicts and makes everything durable and visible at once. Afterwards
  /// only the destructor may be called, whatever was returned. Queues behind other committers.
  virtual Status commit() = 0;
  /// Drops all pending writes. Afterwards only the destructor may be called.
  virtual void rollback() = 0;
  /// Bytes held by pending writes; for memory budgets.
  [[nodiscard]] virtual std::size_t pending_bytes() const = 0;
  /// Marks the current state of the pending writes / drops everything written since the mark: a
  /// failing statement inside an explicit transaction leaves nothing of itself.
  virtual std::size_t savepoint() = 0;
  virtual void rollback_to(std::size_t savepoint) = 0;
};

/// True for values that can be a property: booleans, numbers, strings, temporal values, points, and
/// lists of these in which all elements are of one kind (no nulls, no nesting).
bool is_storable(const Value& value);

}  // namespace entente::storage
