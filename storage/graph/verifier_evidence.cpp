#include "storage/format/record.hpp"
#include "storage/graph/verifier.hpp"

namespace entente::storage {
namespace {

std::string document_text(DocumentId id) { return "document " + std::to_string(id.value); }
std::string claim_text(DocumentId document, std::uint32_t ordinal) {
  return "claim " + std::to_string(ordinal) + " of " + document_text(document);
}

}  // namespace

bool Verifier::document_exists(DocumentId id) {
  return get(KeyFamily::documents, DocumentKey{id}.encode());
}

Status Verifier::check_documents() {
  ENTENTE_TRY(scan(KeyFamily::documents, DocumentKey::prefix(), [&](auto key, auto value) {
    ++report_.documents;
    const auto at = DocumentKey::decode(key);
    const auto document = decode_document(at ? at->document : DocumentId(), value);
    if (!at || !document) {
      find("document_damaged", "a document record cannot be read");
      return Status();
    }
    const std::string owner = document_text(at->document) + " ('" + document->external_id + "')";
    if (at->document.value >= document_end_) {
      find("id_not_reserved", owner + " has an id that was never handed out");
    }
    // 0 is never an id: a document need not have a node.
    if (document->node.value != 0 && node_label_sets_.get(document->node.value) == 0) {
      find("document_node_missing", owner + " is represented by node " +
                                        std::to_string(document->node.value) +
                                        ", which does not exist");
    }
    const bool named = get(KeyFamily::documents, DocumentNameKey{document->external_id}.encode());
    const auto number = named ? decode_number(value_) : Result<std::uint64_t>(0);
    if (!named || !number || *number != at->document.value) {
      find("document_name_missing", owner + " cannot be found by its name");
    }
    return Status();
  }));
  return scan(KeyFamily::documents, DocumentNameKey::prefix(), [&](auto key, auto value) {
    const auto name = DocumentNameKey::decode(key);
    const auto number = decode_number(value);
    if (!name || !number) {
      find("document_damaged", "a document's name cannot be read");
      return Status();
    }
    const DocumentId id(*number);
    const bool exists = document_exists(id);
    const auto document =
        exists ? decode_document(id, value_) : Result<DocumentRecord>(DocumentRecord());
    if (!exists || (document && document->external_id != name->external_id)) {
      find("document_name_stray", "the name '" + std::string(name->external_id) + "' leads to " +
                                      document_text(id) + ", which does not have it");
    }
    return Status();
  });
}

Status Verifier::check_claims() {
  ENTENTE_TRY(scan(KeyFamily::evidence, ClaimKey::prefix(), [&](auto key, auto value) {
    ++report_.claims;
    const auto at = ClaimKey::decode(key);
    if (!at) {
      find("claim_damaged", at.error().message);
      return Status();
    }
    const std::string owner = claim_text(at->document, at->ordinal);
    const auto claim = decode_claim(at->document, at->ordinal, value);
    if (!claim) {
      find("claim_damaged", owner + ": " + claim.error().message);
      return Status();
    }
    if (!document_exists(at->document)) {
      find("claim_document_missing", owner + ": the document does not exist");
    }
    if (relationship_exists_.get(claim->relationship.value) == 0) {
      find("claim_relationship_missing", owner + " supports relationship " +
                                             std::to_string(claim->relationship.value) +
                                             ", which does not exist");
    }
    const RelationshipClaimKey back{claim->relationship, at->document, at->ordinal};
    if (!get(KeyFamily::evidence, back.encode())) {
      find("claim_not_listed", owner + " is not listed under its relationship");
    }
    return Status();
  }));
  return scan(KeyFamily::evidence, RelationshipClaimKey::prefix(), [&](auto key, auto) {
    const auto at = RelationshipClaimKey::decode(key);
    if (!at) {
      find("claim_damaged", at.error().message);
      return Status();
    }
    const bool exists = get(KeyFamily::evidence, ClaimKey{at->document, at->ordinal}.encode());
    const auto claim =
        exists ? decode_claim(at->document, at->ordinal, value_) : Result<Claim>(Claim());
    if (!exists || (claim && claim->relationship != at->relationship)) {
      find("claim_listed_stray", "relationship " + std::to_string(at->relationship.value) +
                                     " lists " + claim_text(at->document, at->ordinal) +
                                     ", which does not support it");
    }
    return Status();
  });
}

Status Verifier::check_mentions() {
  ENTENTE_TRY(scan(KeyFamily::evidence, MentionKey::prefix(), [&](auto key, auto value) {
    ++report_.mentions;
    const auto at = MentionKey::decode(key);
    if (!at || !decode_mention(at->document, at->node, value)) {
      find("mention_damaged", "a mention cannot be read");
      return Status();
    }
    const std::string owner =
        "mention of node " + std::to_string(at->node.value) + " by " + document_text(at->document);
    if (!document_exists(at->document)) {
      find("mention_document_missing", owner + ": the document does not exist");
    }
    if (node_label_sets_.get(at->node.value) == 0) {
      find("mention_node_missing", owner + ": the node does not exist");
    }
    if (!get(KeyFamily::evidence, NodeMentionKey{at->node, at->document}.encode())) {
      find("mention_not_listed", owner + " is not listed under its node");
    }
    return Status();
  }));
  return scan(KeyFamily::evidence, NodeMentionKey::prefix(), [&](auto key, auto) {
    const auto at = NodeMentionKey::decode(key);
    if (!at) {
      find("mention_damaged", at.error().message);
      return Status();
    }
    if (!get(KeyFamily::evidence, MentionKey{at->document, at->node}.encode())) {
      find("mention_listed_stray", "node " + std::to_string(at->node.value) +
                                       " lists a mention by " + document_text(at->document) +
                                       " that does not exist");
    }
    return Status();
  });
}

Status Verifier::check_aliases() {
  ENTENTE_TRY(scan(KeyFamily::aliases, {}, [&](auto key, auto) {
    ++report_.aliases;
    const auto at = AliasKey::decode(key);
    if (!at) {
      find("alias_damaged", at.error().message);
      return Status();
    }
    const std::string owner = "alias '" + at->text + "' of node " + std::to_string(at->node.value);
    if (node_label_sets_.get(at->node.value) == 0) {
      find("alias_node_missing", owner + ": the node does not exist");
    }
    if (!get(KeyFamily::evidence, NodeAliasKey{at->node, at->text}.encode())) {
      find("alias_not_listed", owner + " is not listed under its node");
    }
    return Status();
  }));
  return scan(KeyFamily::evidence, NodeAliasKey::prefix(), [&](auto key, auto) {
    const auto at = NodeAliasKey::decode(key);
    if (!at) {
      find("alias_damaged", at.error().message);
    } else if (!get(KeyFamily::aliases, AliasKey{std::string(at->text), at->node}.encode())) {
      find("alias_listed_stray", "node " + std::to_string(at->node.value) + " lists alias '" +
                                     std::string(at->text) + "', which does not exist");
    }
    return Status();
  });
}

}  // namespace entente::storage
