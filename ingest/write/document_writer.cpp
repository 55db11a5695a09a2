#include "ingest/write/document_writer.hpp"

#include <algorithm>
#include <optional>

#include "ingest/write/property_value.hpp"
#include "ingest/write/same_as.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::ingest {

namespace {

using storage::Claim;
using storage::DocumentRecord;
using storage::Mention;

constexpr std::string_view entity_label = "Entity";
constexpr std::string_view document_label = "Document";
constexpr std::string_view mentions_type = "MENTIONS";

/// Deletes all relationships of a type that leave a node.
Status delete_outgoing(storage::Transaction& transaction, NodeId node, std::string_view type_name) {
  const auto type = transaction.find_relationship_type(type_name);
  if (!type) return {};
  ENTENTE_ASSIGN(auto expansion, transaction.expand(Direction::outgoing, {*type}));
  const std::vector<NodeId> sources = {node};
  ENTENTE_TRY(expansion->begin(sources));
  storage::ExpandColumns found;
  constexpr std::size_t rows = 1024;
  for (;;) {
    ENTENTE_ASSIGN(const bool more, expansion->next(found, rows));
    if (!more) break;
  }
  for (const RelationshipId id : found.relationship) {
    ENTENTE_TRY(transaction.delete_relationship(id));
  }
  return {};
}

}  // namespace

Status DocumentWriter::set_node(NodeId node, std::string_view key, const Value& value) {
  ENTENTE_ASSIGN(const PropertyKeyId id, transaction_.get_or_create_property_key(key));
  ENTENTE_TRY(transaction_.set_node_property(node, id, value));
  return {};
}

Status DocumentWriter::set_relationship(RelationshipId id, std::string_view key,
                                        const Value& value) {
  ENTENTE_ASSIGN(const PropertyKeyId key_id, transaction_.get_or_create_property_key(key));
  ENTENTE_TRY(transaction_.set_relationship_property(id, key_id, value));
  return {};
}

Status DocumentWriter::add_label(NodeId node, std::string_view label) {
  ENTENTE_ASSIGN(const LabelId id, transaction_.get_or_create_label(label));
  ENTENTE_TRY(transaction_.add_label(node, id));
  return {};
}

Result<WriteResult> DocumentWriter::write(const Extraction& extraction, std::uint64_t content_hash,
                                          RecordedTime recorded_at) {
  WriteResult result;
  recorded_at_ = recorded_at;
  ENTENTE_ASSIGN(const auto former, transaction_.find_document(extraction.document));
  if (former && former->content_hash == content_hash) return result;
  result.outcome = former ? WriteOutcome::updated : WriteOutcome::added;
  if (former) ENTENTE_TRY(retract(*former));
  ENTENTE_ASSIGN(const DocumentRecord document,
                 put_document(extraction, content_hash, recorded_at, former ? &*former : nullptr));
  ENTENTE_TRY(write_entities(extraction, document, result));
  ENTENTE_TRY(write_claims(extraction, document, result));
  ENTENTE_TRY(sweep());
  return result;
}

Result<bool> DocumentWriter::remove(std::string_view external_id, RecordedTime recorded_at) {
  recorded_at_ = recorded_at;
  ENTENTE_ASSIGN(const auto document, transaction_.find_document(external_id));
  if (!document) return false;
  ENTENTE_TRY(retract(*document));
  ENTENTE_TRY(transaction_.remove_document(document->id));
  ENTENTE_TRY(transaction_.detach_delete_node(document->node));
  ENTENTE_TRY(sweep());
  return true;
}

/// Takes claims and mentions away and notes what they supported; sweep() decides what becomes of
/// it.
Status DocumentWriter::retract(const DocumentRecord& document) {
  ENTENTE_ASSIGN(const std::vector<Claim> claims, transaction_.claims_of_document(document.id));
  for (const Claim& claim : claims) {
    auto& keys = removed_relationships_[claim.relationship];
    for (const auto& [key, value] : claim.qualifiers) keys.insert(key);
    ENTENTE_TRY(transaction_.remove_claim(document.id, claim.ordinal));
  }
  ENTENTE_ASSIGN(const std::vector<Mention> mentions,
                 transaction_.mentions_of_document(document.id));
  for (const Mention& mention : mentions) {
    removed_nodes_[mention.node] = {mention.names, mention.labels, mention.properties};
    ENTENTE_TRY(transaction_.remove_mention(document.id, mention.node));
  }
  return delete_outgoing(transaction_, document.node, mentions_type);
}

Result<DocumentRecord> DocumentWriter::put_document(const Extraction& extraction,
                                                    std::uint64_t content_hash,
                                                    RecordedTime recorded_at,
                                                    const DocumentRecord* former) {
  DocumentRecord document;
  if (former != nullptr) {
    document.id = former->id;
    document.node = former->node;
  } else {
    ENTENTE_ASSIGN(document.id, transaction_.allocate_document_id());
    ENTENTE_ASSIGN(const LabelId label, transaction_.get_or_create_label(document_label));
    const std::vector<LabelId> labels = {label};
    ENTENTE_ASSIGN(document.node, transaction_.create_node(labels, {}));
  }
  document.external_id = extraction.document;
  document.title = extraction.title;
  document.source = extraction.source;
  document.date = extraction.date;
  document.content_hash = content_hash;
  document.recorded_at_ms = recorded_at.time_since_epoch().count();
  ENTENTE_TRY(transaction_.put_document(document));
  // What a former version had and this one has not goes; otherwise nothing is not worth a property.
  const auto set_text = [&](std::string_view key, const std::string& text) -> Status {
    if (text.empty() && former == nullptr) return {};
    return set_node(document.node, key, text.empty() ? Value() : Value(text));
  };
  ENTENTE_TRY(set_text("id", document.external_id));
  ENTENTE_TRY(set_text("title", document.title));
  ENTENTE_TRY(set_text("date", document.date));
  ENTENTE_TRY(set_text("source", document.source));
  ENTENTE_TRY(set_text("author", extraction.author));
  // Spans of a converted document refer to a text that nobody has but us.
  ENTENTE_TRY(set_text("text", extraction.converted ? extraction.text : std::string()));
  const bool own_file = extraction.input == extraction.document;
  ENTENTE_TRY(set_text("input", own_file ? std::string() : extraction.input));
  ENTENTE_TRY(set_node(document.node, "recorded_at", Value(to_date_time(recorded_at))));
  return document;
}

Result<NodeId> DocumentWriter::find_or_create_entity(const ExtractedEntity& entity,
                                                     WriteResult& result) {
  const std::string identity = identity_alias(entity.type, entity.name);
  ENTENTE_ASSIGN(const std::vector<NodeId> known, transaction_.find_alias(identity));
  if (!known.empty()) return *std::min_element(known.begin(), known.end());
  ENTENTE_ASSIGN(const LabelId type, transaction_.get_or_create_label(entity.type));
  ENTENTE_ASSIGN(const LabelId common, transaction_.get_or_create_label(entity_label));
  std::vector<LabelId> labels = {type, common};
  std::sort(labels.begin(), labels.end());
  ENTENTE_ASSIGN(const NodeId node, transaction_.create_node(labels, {}));
  ENTENTE_TRY(transaction_.put_alias(identity, node));
  ++result.entities_created;
  return node;
}

Status DocumentWriter::write_entities(const Extraction& extraction, const DocumentRecord& document,
                                      WriteResult& result) {
  std::map<NodeId, Mention> mentions;
  for (const ExtractedEntity& entity : extraction.entities) {
    if (entity.local) {
      local_.insert(entity.id);
      continue;
    }
    ENTENTE_ASSIGN(const NodeId node, find_or_create_entity(entity, result));
    nodes_[entity.id] = node;
    Mention& mention = mentions[node];
    mention.document = document.id;
    mention.node = node;
    mention.names.push_back(entity.name);
    mention.names.insert(mention.names.end(), entity.aliases.begin(), entity.aliases.end());
    mention.labels = {entity.type};
    mention.count += static_cast<std::uint32_t>(entity.mentions.size());
    for (const auto& [key, text] : entity.properties) {
      mention.properties.emplace_back(key, property_value(key, text));
    }
  }
  if (mentions.empty()) return {};
  ENTENTE_ASSIGN(const RelationshipTypeId type,
                 transaction_.get_or_create_relationship_type(mentions_type));
  ENTENTE_ASSIGN(const PropertyKeyId count, transaction_.get_or_create_property_key("count"));
  for (auto& [node, mention] : mentions) {
    std::sort(mention.properties.begin(), mention.properties.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    ENTENTE_TRY(transaction_.put_mention(mention));
    ENTENTE_TRY(add_to_node(node, {mention.names, mention.labels, mention.properties}));
    const storage::Properties properties = {
        {count, Value(static_cast<std::int64_t>(mention.count))}};
    ENTENTE_TRY(transaction_.create_relationship(document.node, type, node, properties));
  }
  return {};
}

Status DocumentWriter::add_to_node(NodeId node, const Contribution& contribution) {
  for (const std::string& label : contribution.labels) ENTENTE_TRY(add_label(node, label));
  const auto before = [&](std::string_view key) -> Result<Value> {
    const auto known = transaction_.find_property_key(key);
    if (!known) return Value();
    return transaction_.node_property(node, *known);
  };
  storage::EntitySummary summary;
  ENTENTE_ASSIGN(summary.name, before("name"));
  ENTENTE_ASSIGN(const Value aliases, before("aliases"));
  summary.names =
      storage::merge_lists(storage::strings_of(aliases), storage::strings_of(summary.name));
  // Two entities of one document may be one node and bring the same property.
  std::map<std::string, Value> known;
  for (const auto& [key, value] : contribution.properties) {
    ENTENTE_ASSIGN(known[key], before(key));
  }
  summary.properties.assign(known.begin(), known.end());
  summary.add(contribution.names, contribution.labels, contribution.properties);
  for (const auto& [key, value] : summary.all_properties()) ENTENTE_TRY(set_node(node, key, value));
  for (const std::string& key : alias_keys(contribution.labels, contribution.names)) {
    ENTENTE_TRY(transaction_.put_alias(key, node));
  }
  touched_nodes_.insert(node);
  return {};
}

Result<bool> DocumentWriter::is_ours(RelationshipId id) {
  if (touched_.count(id) > 0 || removed_relationships_.count(id) > 0) return true;
  // A relationship that people made has no claims; the first one of ours tells.
  bool claimed = false;
  const auto note = [&](DocumentId) -> Result<storage::Next> {
    claimed = true;
    return storage::Next::stop;
  };
  ENTENTE_TRY(transaction_.visit_documents_of_relationship(id, note));
  return claimed;
}

Result<RelationshipId> DocumentWriter::find_or_create_relationship(NodeId source,
                                                                   RelationshipTypeId type,
                                                                   NodeId target,
                                                                   WriteResult& result) {
  const std::vector<RelationshipTypeId> types = {type};
  ENTENTE_ASSIGN(const auto out, transaction_.degree(source, Direction::outgoing, types));
  ENTENTE_ASSIGN(const auto in, transaction_.degree(target, Direction::incoming, types));
  const bool forward = out <= in;
  ENTENTE_ASSIGN(auto expansion,
                 transaction_.expand(forward ? Direction::outgoing : Direction::incoming, types));
  const std::vector<NodeId> start = {forward ? source : target};
  const NodeId wanted = forward ? target : source;
  ENTENTE_TRY(expansion->begin(start));
  storage::ExpandColumns found;
  constexpr std::size_t rows = 1024;
  for (;;) {
    found.clear();
    ENTENTE_ASSIGN(const bool more, expansion->next(found, rows));
    if (!more) break;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found.neighbour[i] != wanted) continue;
      ENTENTE_ASSIGN(const bool ours, is_ours(found.relationship[i]));
      if (ours) return found.relationship[i];
    }
  }
  ++result.relationships_created;
  return transaction_.create_relationship(source, type, target, {});
}

Status DocumentWriter::write_claims(const Extraction& extraction, const DocumentRecord& document,
                                    WriteResult& result) {
  std::map<RelationshipId, std::vector<Claim>> by_relationship;
  std::uint32_t ordinal = 0;
  for (const ExtractedClaim& found : extraction.claims) {
    if (local_.count(found.subject) + local_.count(found.object) > 0) continue;
    const auto source = nodes_.find(found.subject);
    const auto target = nodes_.find(found.object);
    if (source == nodes_.end() || target == nodes_.end()) {
      return Error::plain(ErrorClass::internal, "a claim names an entity that is not listed");
    }
    ENTENTE_ASSIGN(const RelationshipTypeId type,
                   transaction_.get_or_create_relationship_type(found.relation));
    Claim claim;
    ENTENTE_ASSIGN(claim.relationship,
                   find_or_create_relationship(source->second, type, target->second, result));
    touched_.insert(claim.relationship);
    claim.document = document.id;
    claim.ordinal = ordinal++;
    claim.sentence_index = found.sentence_index;
    claim.sentence = found.sentence;
    claim.span_begin = found.span.begin;
    claim.span_end = found.span.end;
    claim.rule = found.rule;
    claim.extractor = extractor_version;
    claim.confidence = found.confidence;
    claim.modality = storage::modality_from(found.modality);
    claim.speaker = found.speaker;
    claim.valid_from = found.valid_from;
    claim.valid_to = found.valid_to;
    for (const auto& [key, text] : found.qualifiers) {
      claim.qualifiers.emplace_back(key, Value(text));
    }
    ENTENTE_TRY(transaction_.put_claim(claim));
    by_relationship[claim.relationship].push_back(std::move(claim));
    ++result.claims;
  }
  for (const auto& [id, claims] : by_relationship) ENTENTE_TRY(add_to_relationship(id, claims));
  return {};
}

/// Adds the claims of one document to what the relationship says already.
Status DocumentWriter::add_to_relationship(RelationshipId id, const std::vector<Claim>& claims) {
  // What was taken away from this relationship is not in its properties yet: sweep() counts anew.
  if (removed_relationships_.count(id) > 0) {
    auto& keys = removed_relationships_[id];
    for (const Claim& claim : claims) {
      for (const auto& [key, value] : claim.qualifiers) keys.insert(key);
    }
    return {};
  }
  storage::RelationshipSummary summary;
  for (const Claim& claim : claims) summary.add(claim);
  const auto before = [&](std::string_view key) -> Result<Value> {
    const auto known = transaction_.find_property_key(key);
    if (!known) return Value();
    return transaction_.relationship_property(id, *known);
  };
  ENTENTE_ASSIGN(const Value count, before("claims"));
  ENTENTE_ASSIGN(const Value documents, before("documents"));
  ENTENTE_ASSIGN(const Value confidence, before("confidence"));
  ENTENTE_ASSIGN(const Value modality, before("modality"));
  if (count.is_integer()) summary.claims += count.as_integer();
  summary.documents = 1 + (documents.is_integer() ? documents.as_integer() : 0);
  if (confidence.is_number()) {
    summary.confidence = std::max(summary.confidence, confidence.as_number());
  }
  if (modality.is_string()) {
    summary.modality =
        storage::stronger(summary.modality, storage::modality_from(modality.as_string()));
  }
  for (auto& [key, values] : summary.qualifiers) {
    ENTENTE_ASSIGN(const Value known, before(key));
    values = storage::merge_lists(std::move(values), storage::strings_of(known));
  }
  for (const auto& [key, value] : summary.properties()) {
    ENTENTE_TRY(set_relationship(id, key, value));
  }
  return {};
}

}  // namespace entente::ingest
