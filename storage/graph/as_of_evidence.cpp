#include <algorithm>

#include "storage/graph/as_of_view.hpp"

namespace entente::storage {

Result<std::optional<DocumentRecord>> AsOfView::find_document(std::string_view external_id) {
  ENTENTE_ASSIGN(auto document, base_->find_document(external_id));
  if (document && !filter_.shows_document(*document)) document.reset();
  return document;
}

Result<std::optional<DocumentRecord>> AsOfView::document(DocumentId id) {
  ENTENTE_ASSIGN(auto document, base_->document(id));
  if (document && !filter_.shows_document(*document)) document.reset();
  return document;
}

Result<std::vector<DocumentRecord>> AsOfView::documents() {
  ENTENTE_ASSIGN(auto documents, base_->documents());
  std::erase_if(documents, [&](const auto& document) { return !filter_.shows_document(document); });
  return documents;
}

namespace {

/// The claims that are there, in the same order.
Result<std::vector<Claim>> shown_claims(AsOfFilter& filter, std::vector<Claim> claims) {
  std::vector<Claim> shown;
  for (Claim& claim : claims) {
    ENTENTE_ASSIGN(const bool there, filter.shows_claim(claim));
    if (there) shown.push_back(std::move(claim));
  }
  return shown;
}

}  // namespace

Result<std::vector<Claim>> AsOfView::claims_of_relationship(RelationshipId id) {
  ENTENTE_ASSIGN(auto claims, base_->claims_of_relationship(id));
  return shown_claims(filter_, std::move(claims));
}

Result<std::vector<Claim>> AsOfView::claims_of_document(DocumentId id) {
  ENTENTE_ASSIGN(auto claims, base_->claims_of_document(id));
  return shown_claims(filter_, std::move(claims));
}

Status AsOfView::visit_documents_of_relationship(RelationshipId id, const DocumentVisitor& visit) {
  ENTENTE_ASSIGN(const auto claims, claims_of_relationship(id));
  std::optional<DocumentId> last;
  for (const Claim& claim : claims) {
    if (last == claim.document) continue;
    last = claim.document;
    ENTENTE_ASSIGN(const Next next, visit(claim.document));
    if (next == Next::stop) break;
  }
  return {};
}

Status AsOfView::visit_documents_of_node(NodeId id, const DocumentVisitor& visit) {
  return base_->visit_documents_of_node(id, [&](DocumentId document) -> Result<Next> {
    ENTENTE_ASSIGN(const bool there, filter_.shows_document(document));
    return there ? visit(document) : Result<Next>(Next::go_on);
  });
}

Result<std::vector<Mention>> AsOfView::mentions_of_node(NodeId id) {
  ENTENTE_ASSIGN(auto mentions, base_->mentions_of_node(id));
  std::vector<Mention> shown;
  for (Mention& mention : mentions) {
    ENTENTE_ASSIGN(const bool there, filter_.shows_document(mention.document));
    if (there) shown.push_back(std::move(mention));
  }
  return shown;
}

Result<std::vector<Mention>> AsOfView::mentions_of_document(DocumentId id) {
  ENTENTE_ASSIGN(const bool there, filter_.shows_document(id));
  if (!there) return std::vector<Mention>();
  return base_->mentions_of_document(id);
}

Result<std::vector<NodeId>> AsOfView::find_alias(std::string_view text) {
  ENTENTE_ASSIGN(const auto nodes, base_->find_alias(text));
  std::vector<NodeId> shown;
  for (const NodeId node : nodes) {
    ENTENTE_ASSIGN(const bool there, node_exists(node));
    if (there) shown.push_back(node);
  }
  return shown;
}

}  // namespace entente::storage
