#include "storage/graph/ends_projection.hpp"

#include <algorithm>
#include <limits>

namespace entente::storage {

namespace {

Result<RelationshipHead> read_head(std::string_view record) {
  constexpr std::uint64_t max_number = std::numeric_limits<std::uint32_t>::max();
  ENTENTE_ASSIGN(const RelationshipHead head, decode_relationship_head(record));
  if (head.source.value > max_number || head.target.value > max_number) {
    return Error::plain(ErrorClass::limit_exceeded,
                        "the graph is too large for the ends of its relationships in memory");
  }
  return head;
}

class EndsCursor final : public RelationshipCursor {
 public:
  EndsCursor(std::shared_ptr<const EndsProjection> ends, std::uint64_t commit, OwnEnds own)
      : ends_(std::move(ends)), commit_(commit), own_(std::move(own)), end_(ends_->end()) {
    if (!own_.empty()) end_ = std::max(end_, own_.back().first + 1);
  }
  Result<std::size_t> next(std::span<RelationshipEnds> out) override {
    std::size_t count = 0;
    for (; count < out.size() && at_ < end_; ++at_) {
      if (const auto head = find()) {
        out[count++] = {RelationshipId(at_), head->type, head->source, head->target};
      }
    }
    return count;
  }

 private:
  std::optional<RelationshipHead> find() {
    if (next_own_ < own_.size() && own_[next_own_].first == at_) return own_[next_own_++].second;
    if (at_ < ends_->id_end() && ends_->untouched(at_)) return ends_->base(at_);
    return ends_->find(at_, commit_);
  }

  std::shared_ptr<const EndsProjection> ends_;
  std::uint64_t commit_;
  OwnEnds own_;
  std::size_t next_own_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t end_;
};

}  // namespace

std::unique_ptr<RelationshipCursor> make_ends_cursor(std::shared_ptr<const EndsProjection> ends,
                                                     std::uint64_t commit, OwnEnds own) {
  return std::make_unique<EndsCursor>(std::move(ends), commit, std::move(own));
}

EndsProjection::EndsProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end)
    : RecordProjection(name, commit, id_end),
      types_(id_end),
      sources_(id_end),
      targets_(id_end),
      log_(id_end) {}

void EndsProjection::put(std::uint64_t id, const std::optional<RelationshipHead>& head) {
  types_[id] = head ? head->type.value : 0;
  sources_[id] = head ? static_cast<std::uint32_t>(head->source.value) : 0;
  targets_[id] = head ? static_cast<std::uint32_t>(head->target.value) : 0;
}

Status EndsProjection::add_record(std::uint64_t id, std::string_view record) {
  ENTENTE_ASSIGN(const RelationshipHead head, read_head(record));
  put(id, head);
  return {};
}

void EndsProjection::finish() { finished_.store(true, std::memory_order_release); }

Status EndsProjection::note_record(std::uint64_t id, std::uint64_t commit,
                                   std::optional<std::string_view> record) {
  std::optional<RelationshipHead> head;
  if (record) {
    ENTENTE_ASSIGN(head, read_head(*record));
    // Its ends never change: most often one of its properties did.
    const bool known = finished_.load(std::memory_order_acquire) && id < id_end();
    if (known && untouched(id) && base(id)) return {};
  }
  log_.add(id, commit, head);
  return {};
}

std::optional<RelationshipHead> EndsProjection::find(std::uint64_t id, std::uint64_t commit) const {
  if (!untouched(id) || id >= id_end()) {
    const auto held = log_.lock();
    if (const auto* head = log_.find(id, commit)) return *head;
  }
  return id < id_end() ? base(id) : std::nullopt;
}

std::uint64_t EndsProjection::end() const { return std::max(id_end(), log_.id_end()); }

std::shared_ptr<ElementProjection> EndsProjection::merged(std::uint64_t commit) const {
  auto result = std::make_shared<EndsProjection>(name(), commit, end());
  std::copy(types_.begin(), types_.end(), result->types_.begin());
  std::copy(sources_.begin(), sources_.end(), result->sources_.begin());
  std::copy(targets_.begin(), targets_.end(), result->targets_.begin());
  for (const auto& [id, head] : log_.at(commit)) result->put(id, head);
  result->finish();
  return result;
}

void EndsProjection::copy_log_to(ElementProjection& merged) const {
  log_.copy_after(merged.commit(), dynamic_cast<EndsProjection&>(merged).log_);
}

std::size_t EndsProjection::bytes() const {
  return (types_.capacity() + sources_.capacity() + targets_.capacity()) * sizeof(std::uint32_t) +
         log_.bytes();
}

}  // namespace entente::storage
