#include "storage/format/key.hpp"
#include "storage/graph/element_projection.hpp"
#include "storage/graph/ends_projection.hpp"
#include "storage/graph/key_projection.hpp"

namespace entente::storage {

KeyFamily record_family(EntityKind entity) {
  return entity == EntityKind::node ? KeyFamily::nodes : KeyFamily::relationships;
}

KeyFamily ElementProjection::source() const { return record_family(name().entity); }

Status RecordProjection::add(std::string_view key, std::string_view value) {
  // Nodes and relationships have keys of the same form.
  ENTENTE_ASSIGN(const NodeKey element, NodeKey::decode(key));
  if (element.node.value >= id_end()) return corruption_error("an id that was never given away");
  return add_record(element.node.value, value);
}

Status RecordProjection::note(const WriteBatch::Entry& change, std::uint64_t commit) {
  if (change.family != record_family(name().entity)) return {};
  ENTENTE_ASSIGN(const NodeKey element, NodeKey::decode(change.key));
  switch (change.kind) {
    case WriteKind::put: return note_record(element.node.value, commit, change.value);
    case WriteKind::erase: return note_record(element.node.value, commit, std::nullopt);
    case WriteKind::merge:
    case WriteKind::erase_range: break;
  }
  return Error::plain(ErrorClass::internal, "records are put and erased one by one");
}

std::shared_ptr<ElementProjection> make_projection(ProjectionName name, bool unique,
                                                   std::uint64_t commit, std::uint64_t id_end) {
  switch (name.part) {
    case ProjectedPart::property: return std::make_shared<PropertyProjection>(name, commit, id_end);
    case ProjectedPart::key: return std::make_shared<KeyProjection>(name, unique, commit, id_end);
    case ProjectedPart::ends: return std::make_shared<EndsProjection>(name, commit, id_end);
    case ProjectedPart::existence:
    case ProjectedPart::token: break;
  }
  return std::make_shared<SetProjection>(name, commit, id_end);
}

}  // namespace entente::storage
