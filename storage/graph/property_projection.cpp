#include <algorithm>
#include <limits>

#include "storage/format/record.hpp"
#include "storage/graph/element_projection.hpp"

namespace entente::storage {

Result<Value> projected_value(const ProjectionName& property, std::string_view record) {
  const PropertyKeyId key(property.id);
  return property.entity == EntityKind::node ? decode_node_property(record, key)
                                             : decode_relationship_property(record, key);
}

void PropertyProjection::split(std::uint64_t range) {
  range_ = range;
  builders_.clear();
  for (std::uint64_t begin = 0; begin < id_end(); begin += range) {
    builders_.emplace_back(std::min(range, id_end() - begin));
  }
}

Status PropertyProjection::add_record(std::uint64_t id, std::string_view record) {
  const PropertyKeyId key(name().id);
  ENTENTE_ASSIGN(auto found, name().entity == EntityKind::node
                                 ? find_node_property(record, key)
                                 : find_relationship_property(record, key));
  if (!found) return {};
  builders_[id / range_].add_encoded(id % range_, *found);
  if (!found->ok()) return corruption_error("property value");
  return {};
}

void PropertyProjection::finish() {
  if (!loaded_) data_ = concatenate(std::move(builders_), range_, id_end());
  builders_.clear();
  finished_.store(true, std::memory_order_release);
}

Status PropertyProjection::note_record(std::uint64_t id, std::uint64_t commit,
                                       std::optional<std::string_view> record) {
  Value value;
  if (record) {
    ENTENTE_ASSIGN(value, projected_value(name(), *record));
  }
  // A record is written as a whole; most often another of its properties changed.
  if (finished_.load(std::memory_order_acquire)) {
    const auto held = log_.lock();
    const Value* newest =
        log_.touched(id) ? log_.find(id, std::numeric_limits<std::uint64_t>::max()) : nullptr;
    if (identical(newest != nullptr ? *newest : data_.value(id), value)) return {};
  }
  log_.add(id, commit, std::move(value));
  return {};
}

std::shared_ptr<ElementProjection> PropertyProjection::merged(std::uint64_t commit) const {
  const std::uint64_t end = std::max(data_.id_end, log_.id_end());
  auto result = std::make_shared<PropertyProjection>(name(), commit, end);
  ColumnBuilder builder(data_, end);
  for (const auto& [id, value] : log_.at(commit)) {
    if (value.is_null()) {
      builder.remove(id);
    } else {
      builder.add(id, value);
    }
  }
  result->data_ = builder.finish();
  result->finished_.store(true, std::memory_order_release);
  return result;
}

void PropertyProjection::copy_log_to(ElementProjection& merged) const {
  log_.copy_after(merged.commit(), dynamic_cast<PropertyProjection&>(merged).log_);
}

std::size_t PropertyProjection::bytes() const { return data_.bytes() + log_.bytes(); }

}  // namespace entente::storage
