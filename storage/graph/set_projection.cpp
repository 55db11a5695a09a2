#include <algorithm>
#include <bit>
#include <limits>

#include "storage/format/record.hpp"
#include "storage/graph/element_projection.hpp"

namespace entente::storage {

Result<bool> is_member(const ProjectionName& set, std::string_view record) {
  if (set.part == ProjectedPart::existence) return true;
  if (set.entity == EntityKind::node) return node_record_has_label(record, LabelId(set.id));
  ENTENTE_ASSIGN(const RelationshipHead head, decode_relationship_head(record));
  return head.type == RelationshipTypeId(set.id);
}

void SetProjection::insert(std::uint64_t id) { words_[id / 64] |= std::uint64_t{1} << (id % 64); }

Status SetProjection::add(std::uint64_t id, std::string_view record) {
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

Status SetProjection::note(std::uint64_t id, std::uint64_t commit,
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

std::shared_ptr<ElementProjection> make_projection(ProjectionName name, std::uint64_t commit,
                                                   std::uint64_t id_end) {
  if (name.part == ProjectedPart::property) {
    return std::make_shared<PropertyProjection>(name, commit, id_end);
  }
  return std::make_shared<SetProjection>(name, commit, id_end);
}

}  // namespace entente::storage
