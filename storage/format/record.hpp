#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "storage/base/bytes.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/evidence.hpp"

/// Values of the families nodes, relationships, documents and evidence. Every record begins
/// with a version byte (record_version), so that a single record can change its layout without a
/// new format of the whole database. Decoders take any bytes and give ErrorClass::corruption for
/// those that an encoder cannot have made.
namespace entente::storage {

/// Version byte of all records written today. On disk.
inline constexpr std::uint8_t record_version = 1;

/// node: version(1) | label count | (label delta)... | properties
/// properties: count | (key delta varint | value)... by ascending key; deltas from the key before,
/// the first from 0.
std::string encode_node(const NodeRecord& record);
std::string encode_node(std::span<const LabelId> labels, const Properties& properties);
Result<NodeRecord> decode_node(std::string_view bytes);
/// Only the labels / one property (null if absent), skipping the rest undecoded.
Result<std::vector<LabelId>> decode_node_labels(std::string_view bytes);
Result<bool> node_record_has_label(std::string_view bytes, LabelId label);
Result<Value> decode_node_property(std::string_view bytes, PropertyKeyId key);
/// A reader placed on the encoded value of a property (see value_codec.hpp); nullopt if the record
/// lacks it.
Result<std::optional<ByteReader>> find_node_property(std::string_view bytes, PropertyKeyId key);

/// relationship: version(1) | type varint | source varint | target varint | properties
std::string encode_relationship(const RelationshipRecord& record);
Result<RelationshipRecord> decode_relationship(std::string_view bytes);
struct RelationshipHead {
  RelationshipTypeId type;
  NodeId source;
  NodeId target;
};
Result<RelationshipHead> decode_relationship_head(std::string_view bytes);
Result<Value> decode_relationship_property(std::string_view bytes, PropertyKeyId key);
Result<std::optional<ByteReader>> find_relationship_property(std::string_view bytes,
                                                             PropertyKeyId key);

/// document: version(1) | external id | title | source | date | hash(8) | recorded zigzag | node
/// The id is in the key.
std::string encode_document(const DocumentRecord& document);
Result<DocumentRecord> decode_document(DocumentId id, std::string_view bytes);

/// claim: see FORMAT.md. Document and ordinal are in the key.
std::string encode_claim(const Claim& claim);
Result<Claim> decode_claim(DocumentId document, std::uint32_t ordinal, std::string_view bytes);

/// mention: version(1) | names | labels | properties by name | count. Document and node are in the
/// key.
std::string encode_mention(const Mention& mention);
Result<Mention> decode_mention(DocumentId document, NodeId node, std::string_view bytes);

}  // namespace entente::storage
