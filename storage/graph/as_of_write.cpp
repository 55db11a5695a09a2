#include "storage/graph/as_of_view.hpp"

/// The past cannot be written to.
namespace entente::storage {
namespace {

Error past_is_read_only() {
  return Error::plain(ErrorClass::read_only, "the graph as of another time cannot be changed",
                      "run the statement without `as of`");
}

}  // namespace

Result<LabelId> AsOfView::get_or_create_label(std::string_view name) {
  if (const auto known = find_label(name)) return *known;
  return past_is_read_only();
}
Result<RelationshipTypeId> AsOfView::get_or_create_relationship_type(std::string_view name) {
  if (const auto known = find_relationship_type(name)) return *known;
  return past_is_read_only();
}
Result<PropertyKeyId> AsOfView::get_or_create_property_key(std::string_view name) {
  if (const auto known = find_property_key(name)) return *known;
  return past_is_read_only();
}

Result<IndexDefinition> AsOfView::create_index(IndexDefinition) { return past_is_read_only(); }
Status AsOfView::drop_index(IndexId) { return past_is_read_only(); }

Result<NodeId> AsOfView::create_node(std::span<const LabelId>, Properties) {
  return past_is_read_only();
}
Result<RelationshipId> AsOfView::create_relationship(NodeId, RelationshipTypeId, NodeId,
                                                     Properties) {
  return past_is_read_only();
}
Result<bool> AsOfView::set_node_property(NodeId, PropertyKeyId, const Value&) {
  return past_is_read_only();
}
Result<bool> AsOfView::set_relationship_property(RelationshipId, PropertyKeyId, const Value&) {
  return past_is_read_only();
}
Result<std::size_t> AsOfView::set_node_properties(NodeId, Properties, bool) {
  return past_is_read_only();
}
Result<std::size_t> AsOfView::set_relationship_properties(RelationshipId, Properties, bool) {
  return past_is_read_only();
}
Result<bool> AsOfView::add_label(NodeId, LabelId) { return past_is_read_only(); }
Result<bool> AsOfView::remove_label(NodeId, LabelId) { return past_is_read_only(); }
Status AsOfView::delete_node(NodeId) { return past_is_read_only(); }
Status AsOfView::delete_relationship(RelationshipId) { return past_is_read_only(); }
Status AsOfView::detach_delete_node(NodeId) { return past_is_read_only(); }
Status AsOfView::check_deleted_nodes() { return base_->check_deleted_nodes(); }
Status AsOfView::check_constraints() { return base_->check_constraints(); }

Result<DocumentId> AsOfView::allocate_document_id() { return past_is_read_only(); }
Status AsOfView::put_document(const DocumentRecord&) { return past_is_read_only(); }
Status AsOfView::remove_document(DocumentId) { return past_is_read_only(); }
Status AsOfView::put_claim(const Claim&) { return past_is_read_only(); }
Status AsOfView::remove_claim(DocumentId, std::uint32_t) { return past_is_read_only(); }
Status AsOfView::put_mention(const Mention&) { return past_is_read_only(); }
Status AsOfView::remove_mention(DocumentId, NodeId) { return past_is_read_only(); }
Status AsOfView::put_alias(std::string_view, NodeId) { return past_is_read_only(); }
Status AsOfView::remove_alias(std::string_view, NodeId) { return past_is_read_only(); }

Status AsOfView::commit() { return past_is_read_only(); }

}  // namespace entente::storage
