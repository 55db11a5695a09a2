#include <algorithm>

#include "storage/format/key.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

Error missing_document(DocumentId id) {
  return Error::plain(ErrorClass::entity_not_found,
                      "document " + std::to_string(id.value) + " does not exist");
}

/// Visits the pairs whose keys begin with `prefix`; `visit` returns a Status.
template <class Visit>
Status visit_prefix(const KvReader& reader, KeyFamily family, const std::string& prefix,
                    const Visit& visit) {
  const std::string end = prefix_end(prefix);
  const auto it = reader.scan(family, {prefix, end}, ScanOrder::ascending);
  for (; it->valid(); it->next()) ENTENTE_TRY(visit(it->key(), it->value()));
  return it->status();
}

}  // namespace

Result<std::optional<DocumentRecord>> TransactionImpl::find_document(std::string_view external_id) {
  ENTENTE_ASSIGN(const bool found,
                 view_.get(KeyFamily::documents, DocumentNameKey{external_id}.encode(), buffer_));
  if (!found) return std::optional<DocumentRecord>();
  ENTENTE_ASSIGN(const std::uint64_t id, decode_number(buffer_));
  return document(DocumentId(id));
}

Result<std::optional<DocumentRecord>> TransactionImpl::document(DocumentId id) {
  ENTENTE_ASSIGN(const bool found,
                 view_.get(KeyFamily::documents, DocumentKey{id}.encode(), buffer_));
  if (!found) return std::optional<DocumentRecord>();
  ENTENTE_ASSIGN(DocumentRecord record, decode_document(id, buffer_));
  return std::optional<DocumentRecord>(std::move(record));
}

Result<std::vector<DocumentRecord>> TransactionImpl::documents() {
  std::vector<DocumentRecord> found;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::documents, DocumentKey::prefix(),
                           [&](std::string_view key, std::string_view value) -> Status {
                             ENTENTE_ASSIGN(const DocumentKey at, DocumentKey::decode(key));
                             ENTENTE_ASSIGN(DocumentRecord record,
                                            decode_document(at.document, value));
                             found.push_back(std::move(record));
                             return {};
                           }));
  return found;
}

Result<DocumentId> TransactionImpl::allocate_document_id() {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const std::uint64_t id, engine_->document_ids().allocate(engine_->store()));
  return DocumentId(id);
}

Status TransactionImpl::put_document(const DocumentRecord& document) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const auto named, find_document(document.external_id));
  if (named && named->id != document.id) {
    return Error::plain(ErrorClass::constraint_validation_failed,
                        "there is a document '" + document.external_id + "' already");
  }
  ENTENTE_ASSIGN(const auto before, this->document(document.id));
  if (before && before->external_id != document.external_id) {
    pending_.erase(KeyFamily::documents, DocumentNameKey{before->external_id}.encode());
  }
  pending_.put(KeyFamily::documents, DocumentKey{document.id}.encode(), encode_document(document));
  pending_.put(KeyFamily::documents, DocumentNameKey{document.external_id}.encode(),
               encode_number(document.id.value));
  return {};
}

Status TransactionImpl::remove_document(DocumentId id) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const auto before, document(id));
  if (!before) return missing_document(id);
  ENTENTE_ASSIGN(const std::vector<Claim> claims, claims_of_document(id));
  for (const Claim& claim : claims) ENTENTE_TRY(remove_claim(id, claim.ordinal));
  ENTENTE_ASSIGN(const std::vector<Mention> mentions, mentions_of_document(id));
  for (const Mention& mention : mentions) ENTENTE_TRY(remove_mention(id, mention.node));
  pending_.erase(KeyFamily::documents, DocumentNameKey{before->external_id}.encode());
  pending_.erase(KeyFamily::documents, DocumentKey{id}.encode());
  return {};
}

Status TransactionImpl::put_claim(const Claim& claim) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const bool known,
                 view_.get(KeyFamily::documents, DocumentKey{claim.document}.encode(), buffer_));
  if (!known) return missing_document(claim.document);
  ENTENTE_ASSIGN(const bool exists, relationship_exists(claim.relationship));
  if (!exists) {
    return Error::plain(
        ErrorClass::entity_not_found,
        "relationship " + std::to_string(claim.relationship.value) + " of a claim does not exist");
  }
  // A claim that is replaced may have been about another relationship.
  ENTENTE_TRY(remove_claim(claim.document, claim.ordinal));
  pending_.put(KeyFamily::evidence, ClaimKey{claim.document, claim.ordinal}.encode(),
               encode_claim(claim));
  pending_.put(KeyFamily::evidence,
               RelationshipClaimKey{claim.relationship, claim.document, claim.ordinal}.encode(),
               {});
  return {};
}

Status TransactionImpl::remove_claim(DocumentId document, std::uint32_t ordinal) {
  ENTENTE_TRY(check_writable());
  const std::string key = ClaimKey{document, ordinal}.encode();
  ENTENTE_ASSIGN(const bool found, view_.get(KeyFamily::evidence, key, buffer_));
  if (!found) return {};
  ENTENTE_ASSIGN(const Claim claim, decode_claim(document, ordinal, buffer_));
  pending_.erase(KeyFamily::evidence, key);
  pending_.erase(KeyFamily::evidence,
                 RelationshipClaimKey{claim.relationship, document, ordinal}.encode());
  return {};
}

Result<std::vector<Claim>> TransactionImpl::read_claims(const std::vector<ClaimKey>& keys) {
  std::vector<Claim> claims;
  claims.reserve(keys.size());
  for (const ClaimKey& key : keys) {
    ENTENTE_ASSIGN(const bool found, view_.get(KeyFamily::evidence, key.encode(), buffer_));
    if (!found) {
      return Error::plain(ErrorClass::corruption, "a relationship refers to a missing claim",
                          "run entente check");
    }
    ENTENTE_ASSIGN(Claim claim, decode_claim(key.document, key.ordinal, buffer_));
    claims.push_back(std::move(claim));
  }
  return claims;
}

Result<std::vector<Claim>> TransactionImpl::claims_of_relationship(RelationshipId id) {
  std::vector<ClaimKey> keys;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, RelationshipClaimKey::prefix(id),
                           [&](std::string_view key, std::string_view) -> Status {
                             ENTENTE_ASSIGN(const auto at, RelationshipClaimKey::decode(key));
                             keys.push_back({at.document, at.ordinal});
                             return {};
                           }));
  return read_claims(keys);
}

Result<std::vector<Claim>> TransactionImpl::claims_of_document(DocumentId id) {
  std::vector<Claim> claims;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, ClaimKey::prefix(id),
                           [&](std::string_view key, std::string_view value) -> Status {
                             ENTENTE_ASSIGN(const ClaimKey at, ClaimKey::decode(key));
                             ENTENTE_ASSIGN(Claim claim,
                                            decode_claim(at.document, at.ordinal, value));
                             claims.push_back(std::move(claim));
                             return {};
                           }));
  return claims;
}

Result<std::vector<DocumentId>> TransactionImpl::documents_of_relationship(RelationshipId id) {
  std::vector<DocumentId> documents;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, RelationshipClaimKey::prefix(id),
                           [&](std::string_view key, std::string_view) -> Status {
                             ENTENTE_ASSIGN(const auto at, RelationshipClaimKey::decode(key));
                             if (documents.empty() || documents.back() != at.document) {
                               documents.push_back(at.document);
                             }
                             return {};
                           }));
  return documents;
}

Status TransactionImpl::put_mention(const Mention& mention) {
  ENTENTE_TRY(check_writable());
  ENTENTE_ASSIGN(const bool known,
                 view_.get(KeyFamily::documents, DocumentKey{mention.document}.encode(), buffer_));
  if (!known) return missing_document(mention.document);
  ENTENTE_TRY(require_node(mention.node));
  pending_.put(KeyFamily::evidence, MentionKey{mention.document, mention.node}.encode(),
               encode_mention(mention));
  pending_.put(KeyFamily::evidence, NodeMentionKey{mention.node, mention.document}.encode(), {});
  return {};
}

Status TransactionImpl::remove_mention(DocumentId document, NodeId node) {
  ENTENTE_TRY(check_writable());
  const std::string key = MentionKey{document, node}.encode();
  ENTENTE_ASSIGN(const bool found, view_.get(KeyFamily::evidence, key, buffer_));
  if (!found) return {};
  pending_.erase(KeyFamily::evidence, key);
  pending_.erase(KeyFamily::evidence, NodeMentionKey{node, document}.encode());
  return {};
}

Result<std::vector<DocumentId>> TransactionImpl::documents_of_node(NodeId id) {
  std::vector<DocumentId> documents;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, NodeMentionKey::prefix(id),
                           [&](std::string_view key, std::string_view) -> Status {
                             ENTENTE_ASSIGN(const auto at, NodeMentionKey::decode(key));
                             documents.push_back(at.document);
                             return {};
                           }));
  return documents;
}

Result<std::vector<Mention>> TransactionImpl::mentions_of_node(NodeId id) {
  ENTENTE_ASSIGN(const std::vector<DocumentId> documents, documents_of_node(id));
  std::vector<Mention> mentions;
  mentions.reserve(documents.size());
  for (const DocumentId document : documents) {
    ENTENTE_ASSIGN(const bool found,
                   view_.get(KeyFamily::evidence, MentionKey{document, id}.encode(), buffer_));
    if (!found) {
      return Error::plain(ErrorClass::corruption, "a node refers to a missing mention",
                          "run entente check");
    }
    ENTENTE_ASSIGN(Mention mention, decode_mention(document, id, buffer_));
    mentions.push_back(std::move(mention));
  }
  return mentions;
}

Result<std::vector<Mention>> TransactionImpl::mentions_of_document(DocumentId id) {
  std::vector<Mention> mentions;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, MentionKey::prefix(id),
                           [&](std::string_view key, std::string_view value) -> Status {
                             ENTENTE_ASSIGN(const MentionKey at, MentionKey::decode(key));
                             ENTENTE_ASSIGN(Mention mention,
                                            decode_mention(at.document, at.node, value));
                             mentions.push_back(std::move(mention));
                             return {};
                           }));
  return mentions;
}

Status TransactionImpl::put_alias(std::string_view text, NodeId node) {
  ENTENTE_TRY(check_writable());
  const std::string key = AliasKey{std::string(text), node}.encode();
  ENTENTE_ASSIGN(const bool there, view_.get(KeyFamily::aliases, key, buffer_));
  if (there) return {};
  ENTENTE_TRY(require_node(node));
  pending_.put(KeyFamily::aliases, key, {});
  pending_.put(KeyFamily::evidence, NodeAliasKey{node, text}.encode(), {});
  return {};
}

Status TransactionImpl::remove_alias(std::string_view text, NodeId node) {
  ENTENTE_TRY(check_writable());
  const std::string key = AliasKey{std::string(text), node}.encode();
  ENTENTE_ASSIGN(const bool there, view_.get(KeyFamily::aliases, key, buffer_));
  if (!there) return {};
  pending_.erase(KeyFamily::aliases, key);
  pending_.erase(KeyFamily::evidence, NodeAliasKey{node, text}.encode());
  return {};
}

Result<std::vector<NodeId>> TransactionImpl::find_alias(std::string_view text) {
  std::vector<NodeId> nodes;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::aliases, AliasKey::prefix(text),
                           [&](std::string_view key, std::string_view) -> Status {
                             ENTENTE_ASSIGN(const AliasKey at, AliasKey::decode(key));
                             nodes.push_back(at.node);
                             return {};
                           }));
  return nodes;
}

Status TransactionImpl::remove_evidence_of_relationship(RelationshipId id) {
  std::vector<RelationshipClaimKey> keys;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, RelationshipClaimKey::prefix(id),
                           [&](std::string_view key, std::string_view) -> Status {
                             ENTENTE_ASSIGN(const auto at, RelationshipClaimKey::decode(key));
                             keys.push_back(at);
                             return {};
                           }));
  for (const RelationshipClaimKey& key : keys) {
    pending_.erase(KeyFamily::evidence, key.encode());
    pending_.erase(KeyFamily::evidence, ClaimKey{key.document, key.ordinal}.encode());
  }
  return {};
}

Status TransactionImpl::remove_evidence_of_node(NodeId id) {
  ENTENTE_ASSIGN(const std::vector<DocumentId> documents, documents_of_node(id));
  for (const DocumentId document : documents) ENTENTE_TRY(remove_mention(document, id));
  std::vector<std::string> aliases;
  ENTENTE_TRY(visit_prefix(view_, KeyFamily::evidence, NodeAliasKey::prefix(id),
                           [&](std::string_view key, std::string_view) -> Status {
                             ENTENTE_ASSIGN(const auto at, NodeAliasKey::decode(key));
                             aliases.emplace_back(at.text);
                             return {};
                           }));
  for (const std::string& alias : aliases) ENTENTE_TRY(remove_alias(alias, id));
  return {};
}

}  // namespace entente::storage
