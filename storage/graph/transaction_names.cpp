#include <algorithm>

#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

template <class IdType>
std::optional<IdType> found(std::optional<std::uint32_t> id) {
  if (!id) return std::nullopt;
  return IdType(*id);
}

}  // namespace

std::optional<LabelId> TransactionImpl::find_label(std::string_view name) const {
  return found<LabelId>(engine_->dictionary().find(NameKind::label, name));
}

std::optional<RelationshipTypeId> TransactionImpl::find_relationship_type(
    std::string_view name) const {
  return found<RelationshipTypeId>(engine_->dictionary().find(NameKind::relationship_type, name));
}

std::optional<PropertyKeyId> TransactionImpl::find_property_key(std::string_view name) const {
  return found<PropertyKeyId>(engine_->dictionary().find(NameKind::property_key, name));
}

Result<LabelId> TransactionImpl::get_or_create_label(std::string_view name) {
  if (const auto known = find_label(name)) return *known;
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const auto id,
                 engine_->dictionary().get_or_create(NameKind::label, name, engine_->store()));
  return LabelId(id);
}

Result<RelationshipTypeId> TransactionImpl::get_or_create_relationship_type(std::string_view name) {
  if (const auto known = find_relationship_type(name)) return *known;
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const auto id, engine_->dictionary().get_or_create(NameKind::relationship_type,
                                                                    name, engine_->store()));
  return RelationshipTypeId(id);
}

Result<PropertyKeyId> TransactionImpl::get_or_create_property_key(std::string_view name) {
  if (const auto known = find_property_key(name)) return *known;
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const auto id, engine_->dictionary().get_or_create(NameKind::property_key, name,
                                                                    engine_->store()));
  return PropertyKeyId(id);
}

std::string_view TransactionImpl::label_name(LabelId id) const {
  return engine_->dictionary().name(NameKind::label, id.value);
}

std::string_view TransactionImpl::relationship_type_name(RelationshipTypeId id) const {
  return engine_->dictionary().name(NameKind::relationship_type, id.value);
}

std::string_view TransactionImpl::property_key_name(PropertyKeyId id) const {
  return engine_->dictionary().name(NameKind::property_key, id.value);
}

Result<std::vector<std::string>> TransactionImpl::labels_in_use() {
  std::vector<std::string> names;
  const std::uint32_t count = engine_->dictionary().size(NameKind::label);
  for (std::uint32_t id = 0; id < count; ++id) {
    ENTENTE_ASSIGN(const std::uint64_t nodes, node_count(LabelId(id)));
    if (nodes > 0) names.emplace_back(label_name(LabelId(id)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<std::string>> TransactionImpl::relationship_types_in_use() {
  std::vector<std::string> names;
  const std::uint32_t count = engine_->dictionary().size(NameKind::relationship_type);
  for (std::uint32_t id = 0; id < count; ++id) {
    ENTENTE_ASSIGN(const std::uint64_t uses, relationship_count(RelationshipTypeId(id)));
    if (uses > 0) names.emplace_back(relationship_type_name(RelationshipTypeId(id)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<std::string>> TransactionImpl::property_keys() {
  std::vector<std::string> names;
  const std::uint32_t count = engine_->dictionary().size(NameKind::property_key);
  for (std::uint32_t id = 0; id < count; ++id) {
    names.emplace_back(property_key_name(PropertyKeyId(id)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace entente::storage
