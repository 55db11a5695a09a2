#include "storage/format/key.hpp"

#include <cassert>

#include "storage/base/bytes.hpp"
#include "storage/format/key_family.hpp"
#include "storage/format/ordered_value.hpp"

namespace entente::storage {
namespace {

// First byte of a key in the families that hold several kinds of keys. On disk: never change.
enum class DocumentsKind : std::uint8_t { record = 1, name = 2 };
enum class EvidenceKind : std::uint8_t {
  claim = 1,
  relationship_claim = 2,
  mention = 3,
  node_mention = 4,
  node_alias = 5,
};

constexpr std::size_t id_bytes = 8;
constexpr std::size_t number_bytes = 4;

template <class Kind>
std::string kind_prefix(Kind kind) {
  return std::string(1, static_cast<char>(kind));
}

// Reads the kind byte; the reader fails if it is another.
template <class Kind>
void expect_kind(ByteReader& in, Kind kind) {
  if (in.u8() != static_cast<std::uint8_t>(kind)) in.fail();
}

Error key_error(KeyFamily family) {
  return corruption_error("key in family '" + std::string(to_string(family)) + "'");
}

template <class Key>
Result<Key> finish(const ByteReader& in, Key key, KeyFamily family) {
  if (!in.finished()) return key_error(family);
  return key;
}

std::string id_key(std::uint64_t id) {
  std::string key;
  append_big_endian_64(key, id);
  return key;
}

int statistic_parts(StatisticKind kind) {
  switch (kind) {
    case StatisticKind::nodes:
    case StatisticKind::relationships: return 0;
    case StatisticKind::nodes_with_label:
    case StatisticKind::relationships_of_type:
    case StatisticKind::index_entries: return 1;
    case StatisticKind::relationships_from_label:
    case StatisticKind::relationships_to_label:
    case StatisticKind::text_elements:
    case StatisticKind::text_terms: return 2;
  }
  return -1;
}

}  // namespace

// ---- names, schema
// -------------------------------------------------------------------------------

std::string NameKey::encode() const {
  std::string key = prefix(kind);
  append_big_endian_32(key, id);
  return key;
}

Result<NameKey> NameKey::decode(std::string_view key) {
  ByteReader in(key);
  const std::uint8_t kind = in.u8();
  if (kind < static_cast<std::uint8_t>(NameKind::label) ||
      kind > static_cast<std::uint8_t>(NameKind::property_key)) {
    in.fail();
  }
  const std::uint32_t id = in.big_endian_32();
  return finish(in, NameKey{static_cast<NameKind>(kind), id}, KeyFamily::names);
}

std::string NameKey::prefix(NameKind kind) { return kind_prefix(kind); }

std::string SchemaKey::encode() const {
  std::string key;
  append_big_endian_32(key, index.value);
  return key;
}

Result<SchemaKey> SchemaKey::decode(std::string_view key) {
  ByteReader in(key);
  const IndexId index(in.big_endian_32());
  return finish(in, SchemaKey{index}, KeyFamily::schema);
}

// ---- elements
// ------------------------------------------------------------------------------------

std::string NodeKey::encode() const { return id_key(node.value); }

Result<NodeKey> NodeKey::decode(std::string_view key) {
  ByteReader in(key);
  const NodeId node(in.big_endian_64());
  return finish(in, NodeKey{node}, KeyFamily::nodes);
}

std::string RelationshipKey::encode() const { return id_key(relationship.value); }

Result<RelationshipKey> RelationshipKey::decode(std::string_view key) {
  ByteReader in(key);
  const RelationshipId relationship(in.big_endian_64());
  return finish(in, RelationshipKey{relationship}, KeyFamily::relationships);
}

std::string AdjacencyKey::encode() const {
  assert(type.value < type_end);
  std::string key = prefix(node, direction);
  key.resize(id_bytes);
  append_big_endian_32(key, type.value | (direction == Direction::incoming ? type_end : 0));
  return key;
}

Result<AdjacencyKey> AdjacencyKey::decode(std::string_view key) {
  ByteReader in(key);
  AdjacencyKey decoded;
  decoded.node = NodeId(in.big_endian_64());
  const std::uint32_t direction_and_type = in.big_endian_32();
  const bool incoming = (direction_and_type & type_end) != 0;
  decoded.direction = incoming ? Direction::incoming : Direction::outgoing;
  decoded.type = RelationshipTypeId(direction_and_type & ~type_end);
  return finish(in, decoded, KeyFamily::adjacency);
}

std::string AdjacencyKey::prefix(NodeId node) { return id_key(node.value); }

// The bit of the direction is the first of a byte that also holds type bits, so the prefix of the
// incoming lists is a lower bound for their scan and the bound between both directions.
std::string AdjacencyKey::prefix(NodeId node, Direction direction) {
  assert(direction != Direction::either);
  std::string key = id_key(node.value);
  if (direction == Direction::incoming) key.push_back(static_cast<char>(0x80));
  return key;
}

std::string AdjacencyKey::end(NodeId node, Direction direction) {
  if (direction == Direction::outgoing) return prefix(node, Direction::incoming);
  // Behind the largest node id there is nothing: an empty end means "to the end of the family".
  return node.value == ~0ULL ? std::string() : id_key(node.value + 1);
}

std::string LabelKey::encode() const {
  std::string key = prefix(label);
  append_big_endian_64(key, block);
  return key;
}

Result<LabelKey> LabelKey::decode(std::string_view key) {
  ByteReader in(key);
  LabelKey decoded;
  decoded.label = LabelId(in.big_endian_32());
  decoded.block = in.big_endian_64();
  if (decoded.block >> (64U - block_bits) != 0) in.fail();
  return finish(in, decoded, KeyFamily::labels);
}

std::string LabelKey::prefix(LabelId label) {
  std::string key;
  append_big_endian_32(key, label.value);
  return key;
}

// ---- indexes
// -------------------------------------------------------------------------------------

std::string IndexKey::encode() const {
  assert(!values.empty() && values.size() <= max_values_bytes);
  std::string key = prefix(index, values);
  append_big_endian_64(key, element);
  return key;
}

Result<IndexKey> IndexKey::decode(std::string_view key) {
  if (key.size() <= number_bytes + id_bytes) return key_error(KeyFamily::index);
  IndexKey decoded;
  ByteReader in(key);
  decoded.index = IndexId(in.big_endian_32());
  decoded.values = in.bytes(in.remaining() - id_bytes);
  decoded.element = in.big_endian_64();
  if (decoded.values.size() > max_values_bytes) in.fail();
  for (std::string_view rest = decoded.values; !rest.empty();) {
    if (!skip_ordered_value(rest)) return key_error(KeyFamily::index);
  }
  return finish(in, decoded, KeyFamily::index);
}

std::string IndexKey::prefix(IndexId index, std::string_view values) {
  std::string key;
  key.reserve(number_bytes + values.size() + id_bytes);
  append_big_endian_32(key, index.value);
  key.append(values);
  return key;
}

std::string UniqueKey::encode() const {
  assert(!values.empty() && values.size() <= IndexKey::max_values_bytes);
  return prefix(index, values);
}

Result<UniqueKey> UniqueKey::decode(std::string_view key) {
  if (key.size() <= number_bytes) return key_error(KeyFamily::unique);
  ByteReader in(key);
  UniqueKey decoded;
  decoded.index = IndexId(in.big_endian_32());
  decoded.values = in.bytes(in.remaining());
  if (decoded.values.size() > IndexKey::max_values_bytes) return key_error(KeyFamily::unique);
  for (std::string_view rest = decoded.values; !rest.empty();) {
    if (!skip_ordered_value(rest)) return key_error(KeyFamily::unique);
  }
  return decoded;
}

std::string UniqueKey::prefix(IndexId index, std::string_view values) {
  return IndexKey::prefix(index, values);
}

std::string encode_unique_value(std::uint64_t element) { return encode_number(element); }

Result<std::uint64_t> decode_unique_value(std::string_view value) { return decode_number(value); }

// ---- text
// ---------------------------------------------------------------------------------------

std::string TextKey::encode() const {
  std::string key = prefix(index, field, term);
  append_big_endian_64(key, element);
  return key;
}

Result<TextKey> TextKey::decode(std::string_view key) {
  if (key.size() <= 2 * number_bytes + id_bytes) return key_error(KeyFamily::text);
  ByteReader in(key);
  TextKey decoded;
  decoded.index = IndexId(in.big_endian_32());
  decoded.field = in.big_endian_32();
  std::string_view rest = in.bytes(in.remaining() - id_bytes);
  auto term = read_escaped(rest);
  if (!term || !rest.empty()) return key_error(KeyFamily::text);
  decoded.term = std::move(term).value();
  decoded.element = in.big_endian_64();
  return finish(in, std::move(decoded), KeyFamily::text);
}

std::string TextKey::prefix(IndexId index) {
  std::string key;
  append_big_endian_32(key, index.value);
  return key;
}

std::string TextKey::prefix(IndexId index, std::uint32_t field) {
  std::string key = prefix(index);
  append_big_endian_32(key, field);
  return key;
}

std::string TextKey::prefix(IndexId index, std::uint32_t field, std::string_view term) {
  std::string key = prefix(index, field);
  append_escaped(key, term);
  return key;
}

std::string TextKey::term_prefix(IndexId index, std::uint32_t field, std::string_view begin) {
  std::string key = prefix(index, field);
  append_escaped(key, begin, false);
  return key;
}

// ---- statistics
// ----------------------------------------------------------------------------------

std::string StatisticKey::encode() const {
  std::string key = prefix(kind);
  const int parts = statistic_parts(kind);
  assert(parts >= 0);
  if (parts >= 1) append_big_endian_32(key, a);
  if (parts >= 2) append_big_endian_32(key, b);
  return key;
}

Result<StatisticKey> StatisticKey::decode(std::string_view key) {
  ByteReader in(key);
  StatisticKey decoded;
  decoded.kind = static_cast<StatisticKind>(in.u8());
  const int parts = statistic_parts(decoded.kind);
  if (parts < 0) in.fail();
  if (parts >= 1) decoded.a = in.big_endian_32();
  if (parts >= 2) decoded.b = in.big_endian_32();
  return finish(in, decoded, KeyFamily::statistics);
}

std::string StatisticKey::prefix(StatisticKind kind) { return kind_prefix(kind); }

// ---- documents
// -----------------------------------------------------------------------------------

std::string DocumentKey::encode() const {
  std::string key = prefix();
  append_big_endian_64(key, document.value);
  return key;
}

Result<DocumentKey> DocumentKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, DocumentsKind::record);
  const DocumentId document(in.big_endian_64());
  return finish(in, DocumentKey{document}, KeyFamily::documents);
}

std::string DocumentKey::prefix() { return kind_prefix(DocumentsKind::record); }

std::string DocumentNameKey::encode() const { return prefix().append(external_id); }

Result<DocumentNameKey> DocumentNameKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, DocumentsKind::name);
  const std::string_view external_id = in.bytes(in.remaining());
  return finish(in, DocumentNameKey{external_id}, KeyFamily::documents);
}

std::string DocumentNameKey::prefix() { return kind_prefix(DocumentsKind::name); }

// ---- evidence
// ------------------------------------------------------------------------------------

std::string ClaimKey::encode() const {
  std::string key = prefix(document);
  append_big_endian_32(key, ordinal);
  return key;
}

Result<ClaimKey> ClaimKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, EvidenceKind::claim);
  ClaimKey decoded;
  decoded.document = DocumentId(in.big_endian_64());
  decoded.ordinal = in.big_endian_32();
  return finish(in, decoded, KeyFamily::evidence);
}

std::string ClaimKey::prefix() { return kind_prefix(EvidenceKind::claim); }

std::string ClaimKey::prefix(DocumentId document) {
  std::string key = prefix();
  append_big_endian_64(key, document.value);
  return key;
}

std::string RelationshipClaimKey::encode() const {
  std::string key = prefix(relationship);
  append_big_endian_64(key, document.value);
  append_big_endian_32(key, ordinal);
  return key;
}

Result<RelationshipClaimKey> RelationshipClaimKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, EvidenceKind::relationship_claim);
  RelationshipClaimKey decoded;
  decoded.relationship = RelationshipId(in.big_endian_64());
  decoded.document = DocumentId(in.big_endian_64());
  decoded.ordinal = in.big_endian_32();
  return finish(in, decoded, KeyFamily::evidence);
}

std::string RelationshipClaimKey::prefix() { return kind_prefix(EvidenceKind::relationship_claim); }

std::string RelationshipClaimKey::prefix(RelationshipId relationship) {
  std::string key = prefix();
  append_big_endian_64(key, relationship.value);
  return key;
}

std::string MentionKey::encode() const {
  std::string key = prefix(document);
  append_big_endian_64(key, node.value);
  return key;
}

Result<MentionKey> MentionKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, EvidenceKind::mention);
  MentionKey decoded;
  decoded.document = DocumentId(in.big_endian_64());
  decoded.node = NodeId(in.big_endian_64());
  return finish(in, decoded, KeyFamily::evidence);
}

std::string MentionKey::prefix() { return kind_prefix(EvidenceKind::mention); }

std::string MentionKey::prefix(DocumentId document) {
  std::string key = prefix();
  append_big_endian_64(key, document.value);
  return key;
}

std::string NodeMentionKey::encode() const {
  std::string key = prefix(node);
  append_big_endian_64(key, document.value);
  return key;
}

Result<NodeMentionKey> NodeMentionKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, EvidenceKind::node_mention);
  NodeMentionKey decoded;
  decoded.node = NodeId(in.big_endian_64());
  decoded.document = DocumentId(in.big_endian_64());
  return finish(in, decoded, KeyFamily::evidence);
}

std::string NodeMentionKey::prefix() { return kind_prefix(EvidenceKind::node_mention); }

std::string NodeMentionKey::prefix(NodeId node) {
  std::string key = prefix();
  append_big_endian_64(key, node.value);
  return key;
}

std::string NodeAliasKey::encode() const { return prefix(node).append(text); }

Result<NodeAliasKey> NodeAliasKey::decode(std::string_view key) {
  ByteReader in(key);
  expect_kind(in, EvidenceKind::node_alias);
  NodeAliasKey decoded;
  decoded.node = NodeId(in.big_endian_64());
  decoded.text = in.bytes(in.remaining());
  return finish(in, decoded, KeyFamily::evidence);
}

std::string NodeAliasKey::prefix() { return kind_prefix(EvidenceKind::node_alias); }

std::string NodeAliasKey::prefix(NodeId node) {
  std::string key = prefix();
  append_big_endian_64(key, node.value);
  return key;
}

// ---- aliases, numbers
// ------------------------------------------------------------------------------

std::string AliasKey::encode() const {
  std::string key = prefix(text);
  append_big_endian_64(key, node.value);
  return key;
}

Result<AliasKey> AliasKey::decode(std::string_view key) {
  auto text = read_escaped(key);
  if (!text) return key_error(KeyFamily::aliases);
  ByteReader in(key);
  const NodeId node(in.big_endian_64());
  return finish(in, AliasKey{std::move(*text), node}, KeyFamily::aliases);
}

std::string AliasKey::prefix(std::string_view text) {
  std::string key;
  append_escaped(key, text);
  return key;
}

std::string encode_number(std::uint64_t number) {
  std::string value;
  append_fixed_64(value, number);
  return value;
}

Result<std::uint64_t> decode_number(std::string_view value) {
  ByteReader in(value);
  const std::uint64_t number = in.fixed_64();
  if (!in.finished()) return corruption_error("number");
  return number;
}

}  // namespace entente::storage
