#include <algorithm>
#include <bit>
#include <limits>

#include "storage/format/key.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/element_projection.hpp"

namespace entente::storage {

Result<bool> is_member(const ProjectionName& set, std::string_view record) {
  if (set.part == ProjectedPart::existence) return true;
  if (set.entity == EntityKind::node) return node_record_has_label(record, LabelId(set.id));
  ENTENTE_ASSIGN(const RelationshipHead head, decode_relationship_head(record));
  return head.type == RelationshipTypeId(set.id);
}

bool SetProjection::is_label() const {
  return name().entity == EntityKind::node && name().part == ProjectedPart::token;
}

KeyFamily SetProjection::source() const {
  return is_label() ? KeyFamily::labels : ElementProjection::source();
}

std::string SetProjection::source_prefix() const {
  return is_label() ? LabelKey::prefix(LabelId(name().id)) : std::string();
}

Status SetProjection::add(std::string_view key, std::string_view value) {
  if (!is_label()) return RecordProjection::add(key, value);
  ENTENTE_ASSIGN(const LabelKey block, LabelKey::decode(key));
  std::vector<NodeId> nodes;
  ENTENTE_TRY(decode_label_block(value, block.block, nodes));
  for (const NodeId node : nodes) {
    if (node.value < id_end()) insert(node.value);
  }
  return {};
}

Status SetProjection::add_record(std::uint64_t id, std::string_view record) {
  ENTENTE_ASSIGN(const bool member, is_member(name(), record));
  if (member) insert(id);
  return {};
}

void SetProjection::finish() {
  count_ = 0;
  for (const std::uint64_t word : words_) count_ += static_cast<std::uint64_t>(std::popcount(word));
  finished_.store(true, std::memory_order_release);
}

bool SetProjection::contains(std::uint64_t id, std::uint64_t commit) const {
  if (log_.size() > 0 && log_.touched(id)) {
    const auto held = log_.lock();
    if (const bool* member = log_.find(id, commit)) return *member;
  }
  return has_bit(words_, id);
}

Status SetProjection::note_record(std::uint64_t id, std::uint64_t commit,
                                  std::optional<std::string_view> record) {
  bool member = false;
  if (record) {
    ENTENTE_ASSIGN(member, is_member(name(), *record));
  }
  if (finished_.load(std::memory_order_acquire) &&
      contains(id, std::numeric_limits<std::uint64_t>::max()) == member) {
    return {};
  }
  log_.add(id, commit, member);
  return {};
}

std::shared_ptr<ElementProjection> SetProjection::merged(std::uint64_t commit) const {
  const std::uint64_t end = std::max(id_end(), log_.id_end());
  auto result = std::make_shared<SetProjection>(name(), commit, end);
  std::copy(words_.begin(), words_.end(), result->words_.begin());
  for (const auto& [id, member] : log_.at(commit)) {
    const std::uint64_t bit = std::uint64_t{1} << (id % 64);
    std::uint64_t& word = result->words_[id / 64];
    word = member ? word | bit : word & ~bit;
  }
  result->finish();
  return result;
}

void SetProjection::copy_log_to(ElementProjection& merged) const {
  log_.copy_after(merged.commit(), dynamic_cast<SetProjection&>(merged).log_);
}

std::size_t SetProjection::bytes() const {
  return words_.capacity() * sizeof(std::uint64_t) + log_.bytes();
}

}  // namespace entente::storage
