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

/// Reads the values of claims or mentions, whose keys ascend, and gives each to `take`.
template <class Key, class Take>
Status read_values(const KvReader& reader, const std::vector<Key>& keys, const Take& take) {
  // Many at a time are much faster than one by one; sentences are held for these only.
  constexpr std::size_t chunk = 256;
  std::vector<std::string> encoded;
  std::vector<std::string_view> views;
  std::vector<std::optional<std::string>> values;
  for (std::size_t begin = 0; begin < keys.size(); begin += chunk) {
    const std::size_t end = std::min(keys.size(), begin + chunk);
    encoded.clear();
    for (std::size_t i = begin; i < end; ++i) encoded.push_back(keys[i].encode());
    views.assign(encoded.begin(), encoded.end());
    ENTENTE_TRY(reader.multi_get(KeyFamily::evidence, views, values));
    for (std::size_t i = begin; i < end; ++i) {
      if (!values[i - begin]) {
        return Error::plain(ErrorClass::corruption,
                            "an element refers to a missing claim or mention", "run entente check");
      }
      ENTENTE_TRY(take(keys[i], std::string_view(*values[i - begin])));
    }
  }
  return {};
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
  ENTENTE_TRY(read_values(view_, keys, [&](const ClaimKey& key, std::string_view value) -> Status {
    ENTENTE_ASSIGN(Claim claim, decode_claim(key.document, key.ordinal, value));
    claims.push_back(std::move(claim));
    return {};
  }));
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

template <class Key>
Status TransactionImpl::visit_documents(std::optional<EvidenceCursor>& reused,
                                        const std::string& prefix, const DocumentVisitor& visit) {
  // What a transaction writes may not show in an iterator that was made before.
  std::optional<EvidenceCursor> own;
  std::optional<EvidenceCursor>& cursor = mode_ == AccessMode::read ? reused : own;
  if (!cursor) cursor.emplace(view_, mode_ == AccessMode::read ? Key::prefix() : prefix);
  std::optional<DocumentId> last;
  for (bool more = cursor->find(prefix); more; more = cursor->next(prefix)) {
    ENTENTE_ASSIGN(const auto at, Key::decode(cursor->key()));
    if (last == at.document) continue;
    last = at.document;
    ENTENTE_ASSIGN(const Next next, visit(at.document));
    if (next == Next::stop) break;
  }
  return cursor->status();
}

Status TransactionImpl::visit_documents_of_relationship(RelationshipId id,
                                                        const DocumentVisitor& visit) {
  return visit_documents<RelationshipClaimKey>(relationship_evidence_,
                                               RelationshipClaimKey::prefix(id), visit);
}

Status TransactionImpl::visit_documents_of_node(NodeId id, const DocumentVisitor& visit) {
  return visit_documents<NodeMentionKey>(node_evidence_, NodeMentionKey::prefix(id), visit);
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

namespace {

/// All documents that mention a node.
Result<std::vector<DocumentId>> documents_of(Transaction& transaction, NodeId node) {
  std::vector<DocumentId> documents;
  ENTENTE_TRY(transaction.visit_documents_of_node(node, [&](DocumentId id) -> Result<Next> {
    documents.push_back(id);
    return Next::go_on;
  }));
  return documents;
}

}  // namespace

Result<std::vector<Mention>> TransactionImpl::mentions_of_node(NodeId id) {
  ENTENTE_ASSIGN(const std::vector<DocumentId> documents, documents_of(*this, id));
  std::vector<MentionKey> keys;
  keys.reserve(documents.size());
  for (const DocumentId document : documents) keys.push_back({document, id});
  std::vector<Mention> mentions;
  mentions.reserve(keys.size());
  ENTENTE_TRY(
      read_values(view_, keys, [&](const MentionKey& key, std::string_view value) -> Status {
        ENTENTE_ASSIGN(Mention mention, decode_mention(key.document, key.node, value));
        mentions.push_back(std::move(mention));
        return {};
      }));
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
  ENTENTE_ASSIGN(const std::vector<DocumentId> documents, documents_of(*this, id));
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
