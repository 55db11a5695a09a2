#include <cassert>

#include "storage/base/checksum.hpp"
#include "storage/format/key.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

TransactionImpl::TransactionImpl(std::shared_ptr<GraphEngine> engine, AccessMode mode)
    : engine_(std::move(engine)),
      mode_(mode),
      base_(engine_->committer().begin(mode == AccessMode::write)),
      view_(base_.snapshot, pending_),
      indexes_(base_.indexes) {}

TransactionImpl::TransactionImpl(std::shared_ptr<GraphEngine> engine, CommittedState state)
    : engine_(std::move(engine)),
      mode_(AccessMode::read),
      base_(std::move(state)),
      view_(base_.snapshot, pending_),
      indexes_(base_.indexes) {}

std::unique_ptr<Transaction> TransactionImpl::fork() {
  if (finished_ || pending_.bytes() != 0 || !builds_.empty()) return nullptr;
  auto made = std::make_unique<TransactionImpl>(engine_, base_);
  // What this one found in memory is there for the other, even if it is given up meanwhile.
  made->topology_ = topology_;
  if (mode_ == AccessMode::read) {
    made->columns_ = columns_;
    made->sets_ = sets_;
  }
  return made;
}

TransactionImpl::~TransactionImpl() {
  if (!finished_) rollback();
}

Status TransactionImpl::check_writable() const {
  if (mode_ == AccessMode::write && !finished_) return {};
  if (finished_) {
    return Error::plain(ErrorClass::transaction_state, "the transaction has ended already");
  }
  return Error::plain(ErrorClass::read_only, "a read transaction cannot write");
}

void TransactionImpl::finish() {
  finished_ = true;
  build_ = nullptr;
  builds_.clear();
  view_.release();
  topology_.reset();
  columns_.clear();
  sets_.clear();
  keys_.clear();
  ends_.reset();
  base_.snapshot.reset();
}

void TransactionImpl::rollback() {
  if (finished_) return;
  if (mode_ == AccessMode::write) engine_->committer().abandon(base_.commit);
  finish();
}

Status TransactionImpl::renew() {
  assert(pending_.bytes() == 0);
  if (finished_) {
    return Error::plain(ErrorClass::transaction_state, "the transaction has ended already");
  }
  if (mode_ == AccessMode::write) engine_->committer().abandon(base_.commit);
  topology_.reset();
  base_ = engine_->committer().begin(mode_ == AccessMode::write);
  view_ = TransactionView(base_.snapshot, pending_);
  indexes_ = base_.indexes;
  label_cache_.clear();
  nodes_ahead_.clear();
  relationships_ahead_.clear();
  savepoints_.clear();
  // What was remembered of the old snapshot must not answer for the new one.
  label_blocks_.clear();
  last_block_ = nullptr;
  columns_.clear();
  sets_.clear();
  keys_.clear();
  ends_.reset();
  record_batch_ = {};
  last_node_ = {};
  last_relationship_ = {};
  relationship_evidence_.reset();
  node_evidence_.reset();
  return {};
}

std::size_t TransactionImpl::savepoint() {
  savepoints_.push_back({pending_.mark(), deleted_nodes_.size(), relabelled_nodes_.size(), changes_,
                         indexes_, builds_.size()});
  return savepoints_.size() - 1;
}

void TransactionImpl::rollback_to(std::size_t savepoint) {
  assert(savepoint < savepoints_.size());
  const Savepoint& saved = savepoints_[savepoint];
  pending_.rollback_to(saved.mark);
  deleted_nodes_.resize(saved.deleted_nodes);
  relabelled_nodes_.resize(saved.relabelled_nodes);
  changes_ = saved.changes;
  indexes_ = saved.indexes;
  builds_.resize(saved.builds);
  label_cache_.clear();
  // Later marks lie behind the end of the undo log now; this one stays good.
  savepoints_.resize(savepoint + 1);
}

namespace {

/// Builds a write set from the final state of the pending changes (see WriteSet for the rules).
class WriteSetBuilder {
 public:
  explicit WriteSetBuilder(const PendingWrites& pending) : pending_(&pending) {}

  void add_nodes(const std::vector<NodeId>& relabelled) {
    bool any = false;
    for (const auto& [key, change] : pending_->changes(KeyFamily::nodes)) {
      any = true;
      if (change.created) continue;
      const std::uint64_t id = NodeKey::decode(key).value().node.value;
      both(ConflictKind::node_written, id);
      if (change.state != PendingWrites::State::erased) continue;
      rely(ConflictKind::node_attached, id);
      rely(ConflictKind::node_referred, id);
      change_of(ConflictKind::node_deleted, id);
    }
    for (const NodeId id : relabelled) {
      if (is_new(id)) continue;
      rely(ConflictKind::node_attached, id.value);
      change_of(ConflictKind::node_relabelled, id.value);
    }
    if (any) rely_on_schema();
  }

  void add_relationships() {
    if (!pending_->changes(KeyFamily::relationships).empty()) rely_on_schema();
    for (const auto& [key, change] : pending_->changes(KeyFamily::relationships)) {
      if (change.created) continue;
      const std::uint64_t id = RelationshipKey::decode(key).value().relationship.value;
      both(ConflictKind::relationship_written, id);
      if (change.state != PendingWrites::State::erased) continue;
      rely(ConflictKind::relationship_referred, id);
      change_of(ConflictKind::relationship_deleted, id);
    }
    NodeId last;
    for (const auto& [key, change] : pending_->changes(KeyFamily::adjacency)) {
      const NodeId node = AdjacencyKey::decode(key).value().node;
      // The lists of a node stand together; 0 is never a node.
      if (node == last) continue;
      last = node;
      if (is_new(node)) continue;
      rely(ConflictKind::node_deleted, node.value);
      rely(ConflictKind::node_relabelled, node.value);
      change_of(ConflictKind::node_attached, node.value);
    }
  }

  void add_hashed(KeyFamily family, ConflictKind kind) {
    for (const auto& [key, change] : pending_->changes(family)) both(kind, hash(key));
  }

  void add_evidence() {
    for (const auto& [key, change] : pending_->changes(KeyFamily::documents)) {
      both(ConflictKind::document, hash(key));
    }
    for (const auto& [key, change] : pending_->changes(KeyFamily::evidence)) {
      if (const auto claim = RelationshipClaimKey::decode(key)) {
        rely(ConflictKind::relationship_deleted, claim->relationship.value);
        change_of(ConflictKind::relationship_referred, claim->relationship.value);
      } else if (const auto mention = NodeMentionKey::decode(key)) {
        rely(ConflictKind::node_deleted, mention->node.value);
        change_of(ConflictKind::node_referred, mention->node.value);
      }
    }
    for (const auto& [key, change] : pending_->changes(KeyFamily::aliases)) {
      const auto alias = AliasKey::decode(key);
      // By text: two who each find no entity of a name and create one must not both succeed.
      both(ConflictKind::alias, hash(alias.value().text));
      rely(ConflictKind::node_deleted, alias.value().node.value);
      change_of(ConflictKind::node_referred, alias.value().node.value);
    }
  }

  void add_schema() {
    if (pending_->changes(KeyFamily::schema).empty()) return;
    both(ConflictKind::schema, 0);
    rely(ConflictKind::any_element, 0);
  }

  WriteSet take() { return std::move(set_); }

 private:
  /// A new index or constraint would miss what a transaction wrote without knowing of it.
  void rely_on_schema() {
    rely(ConflictKind::schema, 0);
    change_of(ConflictKind::any_element, 0);
  }
  static std::uint64_t hash(std::string_view bytes) { return checksum(bytes); }
  [[nodiscard]] bool is_new(NodeId id) const {
    const auto* change = pending_->find(KeyFamily::nodes, NodeKey{id}.encode());
    return change != nullptr && change->created;
  }
  void rely(ConflictKind kind, std::uint64_t id) { set_.relies_on.push_back({kind, id}); }
  void change_of(ConflictKind kind, std::uint64_t id) { set_.changes.push_back({kind, id}); }
  void both(ConflictKind kind, std::uint64_t id) {
    rely(kind, id);
    change_of(kind, id);
  }

  const PendingWrites* pending_;
  WriteSet set_;
};

}  // namespace

WriteSet TransactionImpl::write_set() const {
  WriteSetBuilder builder(pending_);
  builder.add_nodes(relabelled_nodes_);
  builder.add_relationships();
  builder.add_hashed(KeyFamily::unique, ConflictKind::unique_value);
  builder.add_evidence();
  builder.add_schema();
  return builder.take();
}

Status TransactionImpl::commit() {
  if (finished_) {
    return Error::plain(ErrorClass::transaction_state, "the transaction has ended already");
  }
  if (mode_ == AccessMode::read || pending_.empty()) {
    rollback();
    return {};
  }
  if (Status checked = check_deleted_nodes(); !checked) {
    rollback();
    return checked;
  }
  if (Status checked = check_constraints(); !checked) {
    rollback();
    return checked;
  }
  CommitRequest request;
  request.base_commit = base_.commit;
  request.write_set = write_set();
  const bool schema_changed = indexes_ != base_.indexes;
  if (schema_changed) request.indexes = indexes_;
  pending_.write_to(request.batch);
  request.counters = pending_.changed_counters();
  for (const auto& build : builds_) build->commit_with(request.batch);
  Status committed = engine_->committer().commit(std::move(request));
  if (!committed) {
    for (const auto& build : builds_) build->commit_failed();
  } else if (schema_changed) {
    engine_->schema_changed();
  }
  finish();
  return committed;
}

}  // namespace entente::storage
