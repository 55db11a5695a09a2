#include <algorithm>
#include <bit>

#include "storage/format/key.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

ProjectionName label_set(LabelId label) {
  return {EntityKind::node, ProjectedPart::token, label.value};
}

/// What a lookup of a label block costs, in the units of ElementCache::note_cost.
constexpr std::uint64_t units_per_block = 16;

/// A copy of a set that members are put into and taken from.
class SetCopy {
 public:
  explicit SetCopy(const SetProjection& set) : words_(set.words()), count_(set.count()) {}

  void put(std::uint64_t id, bool member) {
    if (id / 64 >= words_.size()) {
      if (!member) return;
      words_.resize(static_cast<std::size_t>(id / 64 + 1));
    }
    const std::uint64_t bit = std::uint64_t{1} << (id % 64);
    std::uint64_t& word = words_[id / 64];
    if (((word & bit) != 0) == member) return;
    word ^= bit;
    count_ = member ? count_ + 1 : count_ - 1;
  }
  std::shared_ptr<const IdSet> finish() {
    auto words = std::make_shared<const IdWords>(std::move(words_));
    const std::span<const std::uint64_t> view = *words;
    return std::make_shared<const IdSet>(std::move(words), view, count_);
  }

 private:
  IdWords words_;
  std::uint64_t count_;
};

}  // namespace

const SetProjection* TransactionImpl::set_projection(const ProjectionName& name) {
  if (finished_) return nullptr;
  for (const KnownSet& known : sets_) {
    if (known.name == name) return known.projection.get();
  }
  auto found = engine_->elements().set(name.entity, name.part, name.id, base_.commit);
  if (!found) return nullptr;
  sets_.push_back({name, std::move(found), nullptr, 0});
  return sets_.back().projection.get();
}

Result<std::shared_ptr<const IdSet>> TransactionImpl::id_set(const ProjectionName& name) {
  if (set_projection(name) == nullptr) {
    // Whoever asks for all of them is about to read all of them.
    const IdAllocator& ids =
        name.entity == EntityKind::node ? engine_->node_ids() : engine_->relationship_ids();
    engine_->elements().note_cost(name, ids.end());
    return std::shared_ptr<const IdSet>();
  }
  KnownSet& known = *std::find_if(sets_.begin(), sets_.end(),
                                  [&](const KnownSet& set) { return set.name == name; });
  if (known.whole && known.pending_version == pending_.version()) return known.whole;
  known.pending_version = pending_.version();
  const auto& own = pending_elements(name.entity);
  if (known.projection->log().size() == 0 && own.empty()) {
    known.whole = std::make_shared<const IdSet>(known.projection, known.projection->words(),
                                                known.projection->count());
    return known.whole;
  }
  SetCopy copy(*known.projection);
  for (const auto& [id, member] : known.projection->log().at(base_.commit)) copy.put(id, member);
  for (const auto& [key, change] : own) {
    bool member = false;
    if (change.state == PendingWrites::State::put) {
      ENTENTE_ASSIGN(member, is_member(name, change.value));
    }
    // Nodes and relationships have keys of the same form.
    ENTENTE_ASSIGN(const NodeKey element, NodeKey::decode(key));
    copy.put(element.node.value, member);
  }
  known.whole = copy.finish();
  return known.whole;
}

Result<std::shared_ptr<const IdSet>> TransactionImpl::node_set(std::optional<LabelId> label) {
  if (label) return id_set(label_set(*label));
  return id_set({EntityKind::node, ProjectedPart::existence, 0});
}

Result<std::shared_ptr<const IdSet>> TransactionImpl::relationship_set(
    std::optional<RelationshipTypeId> type) {
  if (type) return id_set({EntityKind::relationship, ProjectedPart::token, type->value});
  return id_set({EntityKind::relationship, ProjectedPart::existence, 0});
}

Status TransactionImpl::prepare_reads(const PlannedReads& reads,
                                      const std::function<Status()>& check) {
  std::vector<ElementCache::PlannedRead> planned;
  for (const PlannedReads::Property& read : reads.properties) {
    const std::uint64_t units = read.in_order ? 1 : ElementCache::units_per_lookup;
    planned.push_back(
        {{read.entity, ProjectedPart::property, read.key.value}, read.elements * units});
  }
  for (const PlannedReads::Set& read : reads.sets) {
    const ProjectedPart part = read.token ? ProjectedPart::token : ProjectedPart::existence;
    const IdAllocator& ids =
        read.entity == EntityKind::node ? engine_->node_ids() : engine_->relationship_ids();
    planned.push_back({{read.entity, part, read.token.value_or(0)}, ids.end()});
  }
  if (!planned.empty()) ENTENTE_TRY(engine_->elements().build_for(planned, check));
  if (reads.expansions == 0 || topology_) return {};
  return engine_->topology().build_for(reads.expansions, check);
}

Result<std::unique_ptr<RelationshipCursor>> TransactionImpl::all_relationships() {
  if (!ends_) ends_ = engine_->elements().ends(base_.commit);
  if (!ends_) {
    engine_->elements().note_cost(ElementCache::ends_name, engine_->relationship_ids().end());
    return make_all_relationships_cursor(view_, RelationshipId(engine_->relationship_ids().end()));
  }
  OwnEnds own;
  for (const auto& [key, change] : pending_elements(EntityKind::relationship)) {
    ENTENTE_ASSIGN(const RelationshipKey element, RelationshipKey::decode(key));
    own.emplace_back(element.relationship.value, std::nullopt);
    if (change.state != PendingWrites::State::put) continue;
    ENTENTE_ASSIGN(own.back().second, decode_relationship_head(change.value));
  }
  return make_ends_cursor(ends_, base_.commit, std::move(own));
}

// ---- labels
// ---------------------------------------------------------------------------------------------

Result<std::optional<bool>> TransactionImpl::pending_label(NodeId id, LabelId label) const {
  if (pending_elements(EntityKind::node).empty()) return std::optional<bool>();
  const auto* change = pending_.find(KeyFamily::nodes, NodeKey{id}.encode());
  if (change == nullptr) return std::optional<bool>();
  if (change->state == PendingWrites::State::erased) return std::optional<bool>(false);
  ENTENTE_ASSIGN(const bool has, node_record_has_label(change->value, label));
  return std::optional<bool>(has);
}

Result<bool> TransactionImpl::has_label(NodeId id, LabelId label) {
  ENTENTE_ASSIGN(const std::optional<bool> own, pending_label(id, label));
  if (own) return *own;
  if (const SetProjection* set = set_projection(label_set(label))) {
    return set->contains(id.value, base_.commit);
  }
  return is_in_label_block(id, label);
}

Status TransactionImpl::have_label(std::span<const NodeId> ids, LabelId label,
                                   std::vector<std::uint8_t>& out) {
  out.resize(ids.size());
  const SetProjection* set = set_projection(label_set(label));
  const bool own = !pending_elements(EntityKind::node).empty();
  if (set != nullptr && !own && set->log().size() == 0) {
    const std::span<const std::uint64_t> words = set->words();
    for (std::size_t i = 0; i < ids.size(); ++i) out[i] = has_bit(words, ids[i].value) ? 1 : 0;
    return {};
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ENTENTE_ASSIGN(const bool has, has_label(ids[i], label));
    out[i] = has ? 1 : 0;
  }
  return {};
}

/// Whether the snapshot has the label; blocks hold nothing of the transaction's own writes.
Result<bool> TransactionImpl::is_in_label_block(NodeId id, LabelId label) {
  // 512 blocks of up to 8 KiB stand for 32 million nodes.
  constexpr std::size_t max_blocks = 512;
  const std::pair<std::uint32_t, std::uint64_t> key{label.value, LabelKey::block_of(id)};
  if (last_block_ == nullptr || last_block_key_ != key) {
    auto it = label_blocks_.find(key);
    if (it == label_blocks_.end()) {
      last_block_ = nullptr;
      if (label_blocks_.size() >= max_blocks) label_blocks_.clear();
      ENTENTE_ASSIGN(
          const bool found,
          base_.snapshot->get(KeyFamily::labels, LabelKey{label, key.second}.encode(), buffer_));
      engine_->elements().note_cost(label_set(label), units_per_block);
      it = label_blocks_.emplace(key, found ? buffer_ : std::string()).first;
    }
    last_block_ = &it->second;
    last_block_key_ = key;
  }
  if (last_block_->empty()) return false;
  return label_block_contains(*last_block_, LabelKey::slot_of(id));
}

}  // namespace entente::storage
