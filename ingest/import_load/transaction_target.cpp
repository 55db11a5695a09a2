#include "ingest/import_load/transaction_target.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "storage/base/log.hpp"
#include "storage/graph/import_mark.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/schema_text.hpp"

namespace entente::importing {
namespace {

/// Pending bytes are looked at after this many rows.
constexpr std::uint64_t memory_interval_rows = 256;

}  // namespace

Result<std::unique_ptr<GraphTarget>> TransactionTarget::begin(
    std::shared_ptr<storage::GraphStore> store, TransactionTargetOptions options) {
  auto engine = std::dynamic_pointer_cast<storage::GraphEngine>(std::move(store));
  assert(engine != nullptr && "GraphEngine is the one implementation of GraphStore");
  std::unique_ptr<TransactionTarget> target(
      new TransactionTarget(std::move(engine), std::move(options)));
  ENTENTE_TRY(target->renew());
  ENTENTE_TRY(storage::set_import_mark(*target->engine_, target->options_.mark));
  target->marked_ = true;
  for (storage::IndexDefinition& definition : target->transaction_->indexes()) {
    if (storage::restricts_elements(definition.kind)) {
      target->constraints_.push_back(std::move(definition));
    }
  }
  return std::unique_ptr<GraphTarget>(std::move(target));
}

Status TransactionTarget::renew() {
  ENTENTE_ASSIGN(transaction_, engine_->begin(storage::AccessMode::write));
  return {};
}

Result<LabelId> TransactionTarget::label(std::string_view name) {
  return transaction_->get_or_create_label(name);
}

Result<RelationshipTypeId> TransactionTarget::relationship_type(std::string_view name) {
  return transaction_->get_or_create_relationship_type(name);
}

Result<PropertyKeyId> TransactionTarget::property_key(std::string_view name) {
  return transaction_->get_or_create_property_key(name);
}

Status TransactionTarget::end_row() {
  ++rows_;
  bool full = rows_ % options_.rows == 0;
  if (!full && rows_ % memory_interval_rows == 0) {
    full = transaction_->pending_bytes() > options_.memory_bytes_max;
  }
  if (!full) return {};
  marked_ = false;
  ENTENTE_TRY(transaction_->commit());
  return renew();
}

TransactionTarget::~TransactionTarget() {
  transaction_.reset();
  if (!marked_) return;
  if (const Status cleared = storage::clear_import_mark(*engine_); !cleared) {
    storage::log(LogLevel::warn, cleared.error().message);
  }
}

Status TransactionTarget::finish() {
  marked_ = false;
  ENTENTE_TRY(transaction_->commit());
  transaction_.reset();
  ENTENTE_TRY(engine_->flush());
  return storage::clear_import_mark(*engine_);
}

/// Makes a change of one row, and takes everything of it back if it fails.
template <class Change>
auto TransactionTarget::guarded(Change change) -> decltype(change()) {
  const std::size_t savepoint = transaction_->savepoint();
  auto outcome = change();
  if (!outcome) transaction_->rollback_to(savepoint);
  return outcome;
}

template <class Record>
Status TransactionTarget::check(storage::EntityKind entity, std::uint64_t id,
                                const Record& record) const {
  for (const storage::IndexDefinition& definition : constraints_) {
    if (definition.entity != entity || !storage::concerns(definition, record)) continue;
    const auto breach = storage::find_breach(definition, record.properties);
    if (!breach) continue;
    return storage::SchemaText(engine_->dictionary())
        .breach(definition, id, *breach, record.properties);
  }
  return {};
}

Result<NodeId> TransactionTarget::create(const storage::NodeRecord& record) {
  ENTENTE_ASSIGN(const NodeId node, transaction_->create_node(record.labels, record.properties));
  ENTENTE_TRY(check(storage::EntityKind::node, node.value, record));
  return node;
}

Status TransactionTarget::apply(NodeId node, const storage::NodeRecord& record) {
  for (const LabelId label : record.labels) ENTENTE_TRY(transaction_->add_label(node, label));
  ENTENTE_TRY(transaction_->set_node_properties(node, record.properties, false));
  if (constraints_.empty()) return {};
  ENTENTE_ASSIGN(const auto changed, transaction_->node(node));
  return changed ? check(storage::EntityKind::node, node.value, *changed) : Status();
}

Status TransactionTarget::change_node(NodeId node, const storage::NodeRecord& record) {
  ENTENTE_TRY(guarded([&] { return apply(node, record); }));
  return end_row();
}

Result<IndexId> TransactionTarget::index_of(const NodeKey& key) {
  if (const auto it = key_indexes_.find(key); it != key_indexes_.end()) return it->second;
  for (const storage::IndexDefinition& definition : transaction_->indexes()) {
    if (definition.entity != storage::EntityKind::node ||
        !storage::holds_all_kinds(definition.kind) ||
        definition.tokens != std::vector{key.label.value} ||
        definition.properties != std::vector{key.property}) {
      continue;
    }
    key_indexes_.emplace(key, definition.id);
    return definition.id;
  }
  const std::string label(transaction_->label_name(key.label));
  const std::string property(transaction_->property_key_name(key.property));
  return Error::plain(
      ErrorClass::schema_error,
      "nodes with label '" + label + "' cannot be found by '" + property + "': there is no index",
      "CREATE CONSTRAINT FOR (n:`" + label + "`) REQUIRE n.`" + property + "` IS UNIQUE");
}

Result<std::optional<NodeId>> TransactionTarget::seek(const NodeKey& key, const Value& value) {
  ENTENTE_ASSIGN(const IndexId index, index_of(key));
  ENTENTE_ASSIGN(const auto cursor, transaction_->index_seek(index, std::span(&value, 1)));
  std::array<NodeId, 1> found;
  ENTENTE_ASSIGN(const std::size_t n, cursor->next(found));
  return n == 0 ? std::nullopt : std::optional(found[0]);
}

// The text of a file does not tell whether the property is a string or a number.
Result<std::optional<NodeId>> TransactionTarget::find_node(const NodeKey& key,
                                                           std::string_view id) {
  ENTENTE_ASSIGN(auto found, seek(key, Value(id)));
  if (found) return found;
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (code != std::errc() || end != id.data() + id.size()) return found;
  return seek(key, Value(number));
}

Result<GraphTarget::AddedNode> TransactionTarget::add_node(const storage::NodeRecord& record,
                                                           const std::optional<NodeKey>& key) {
  AddedNode added;
  if (options_.upsert && key) {
    const Value* value = storage::find_property(record.properties, key->property);
    if (value == nullptr) {
      return Error::plain(ErrorClass::constraint_validation_failed,
                          "the row has no value for its key '" +
                              std::string(transaction_->property_key_name(key->property)) + "'");
    }
    ENTENTE_ASSIGN(const auto found, seek(*key, *value));
    if (found) {
      ENTENTE_TRY(change_node(*found, record));
      return AddedNode{*found, true};
    }
  }
  ENTENTE_ASSIGN(added.node, guarded([&] { return create(record); }));
  ENTENTE_TRY(end_row());
  return added;
}

// Looks through the shorter of the two lists that would name it.
Result<std::optional<RelationshipId>> TransactionTarget::find_relationship(
    const storage::RelationshipRecord& record) {
  const std::array types = {record.type};
  ENTENTE_ASSIGN(const std::uint64_t out,
                 transaction_->degree(record.source, Direction::outgoing, types));
  ENTENTE_ASSIGN(const std::uint64_t in,
                 transaction_->degree(record.target, Direction::incoming, types));
  const bool forward = out <= in;
  const NodeId from = forward ? record.source : record.target;
  const NodeId to = forward ? record.target : record.source;
  ENTENTE_ASSIGN(
      const auto expansion,
      transaction_->expand(forward ? Direction::outgoing : Direction::incoming, {record.type}));
  ENTENTE_TRY(expansion->begin(std::span(&from, 1)));
  storage::ExpandColumns columns;
  while (true) {
    columns.clear();
    ENTENTE_ASSIGN(const bool more, expansion->next(columns, 1024));
    if (!more) return std::optional<RelationshipId>();
    const auto it = std::find(columns.neighbour.begin(), columns.neighbour.end(), to);
    if (it == columns.neighbour.end()) continue;
    return std::optional(
        columns.relationship[static_cast<std::size_t>(it - columns.neighbour.begin())]);
  }
}

Status TransactionTarget::put_relationship(const storage::RelationshipRecord& record,
                                           const std::optional<RelationshipId>& found) {
  if (!found) {
    ENTENTE_ASSIGN(const RelationshipId id,
                   transaction_->create_relationship(record.source, record.type, record.target,
                                                     record.properties));
    return check(storage::EntityKind::relationship, id.value, record);
  }
  ENTENTE_TRY(transaction_->set_relationship_properties(*found, record.properties, false));
  if (constraints_.empty()) return {};
  ENTENTE_ASSIGN(const auto changed, transaction_->relationship(*found));
  return changed ? check(storage::EntityKind::relationship, found->value, *changed) : Status();
}

Result<bool> TransactionTarget::add_relationship(const storage::RelationshipRecord& record) {
  std::optional<RelationshipId> found;
  if (options_.upsert) {
    ENTENTE_ASSIGN(found, find_relationship(record));
  }
  ENTENTE_TRY(guarded([&] { return put_relationship(record, found); }));
  ENTENTE_TRY(end_row());
  return found.has_value();
}

}  // namespace entente::importing
