#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/ids.hpp"
#include "entente/result.hpp"

/// Keys of every family. All integers are big-endian, so that bytes sort as numbers do; ids of
/// elements take eight bytes, dictionary numbers four. Eight rather than five bytes because every
/// id a user may write is then a valid key (no range check before a lookup); the leading zeros cost
/// next to nothing, since blocks store keys without the prefix they share with the key before.
///
/// Each group has encode() (and asserts what a caller must guarantee), decode() which takes any
/// bytes and returns ErrorClass::corruption for those that encode() cannot have made, and prefix()
/// functions for scans over [prefix, prefix_end(prefix)) (prefix_end: storage/kv/kv_store.hpp).
namespace entente::storage {

/// meta: ASCII name
/// Values: "format" as in storage/format/version.hpp, all others a number (encode_number).
namespace meta_key {
inline constexpr std::string_view format = "format";
/// First id not handed out yet; ids are reserved in blocks, so it may be ahead of the ids in use.
inline constexpr std::string_view next_node_id = "next_node_id";
inline constexpr std::string_view next_relationship_id = "next_relationship_id";
inline constexpr std::string_view next_document_id = "next_document_id";
inline constexpr std::string_view next_index_id = "next_index_id";
/// A random number written with every image of projections (storage/graph/projection_image.hpp).
inline constexpr std::string_view image_stamp = "image_stamp";
}  // namespace meta_key

/// What a dictionary number names. On disk: never change or reuse one.
enum class NameKind : std::uint8_t { label = 1, relationship_type = 2, property_key = 3 };

/// names: kind(1) | id(4)  →  the name, UTF-8
struct NameKey {
  NameKind kind = NameKind::label;
  std::uint32_t id = 0;
  [[nodiscard]] std::string encode() const;
  static Result<NameKey> decode(std::string_view key);
  static std::string prefix(NameKind kind);
};

/// schema: index(4)  →  index definition
struct SchemaKey {
  IndexId index;
  [[nodiscard]] std::string encode() const;
  static Result<SchemaKey> decode(std::string_view key);
};

/// nodes: node(8)  →  node record
struct NodeKey {
  NodeId node;
  [[nodiscard]] std::string encode() const;
  static Result<NodeKey> decode(std::string_view key);
};

/// relationships: relationship(8)  →  relationship record
struct RelationshipKey {
  RelationshipId relationship;
  [[nodiscard]] std::string encode() const;
  static Result<RelationshipKey> decode(std::string_view key);
};

/// adjacency: node(8) | direction(1 bit) type(31 bits)  →  adjacency list
/// Direction 0 is outgoing, 1 incoming: a node's outgoing lists come first, each by ascending type.
struct AdjacencyKey {
  NodeId node;
  /// outgoing or incoming, never either.
  Direction direction = Direction::outgoing;
  RelationshipTypeId type;

  /// Type numbers must be below this.
  static constexpr std::uint32_t type_end = 0x80000000U;
  [[nodiscard]] std::string encode() const;
  static Result<AdjacencyKey> decode(std::string_view key);
  static std::string prefix(NodeId node);
  static std::string prefix(NodeId node, Direction direction);
  /// End of the scan that begins at prefix(node, direction).
  static std::string end(NodeId node, Direction direction);
};

/// labels: label(4) | block(8), block = node / 65,536  →  label block
struct LabelKey {
  LabelId label;
  std::uint64_t block = 0;

  static constexpr std::uint64_t block_bits = 16;
  static std::uint64_t block_of(NodeId node) { return node.value >> block_bits; }
  static std::uint16_t slot_of(NodeId node) { return static_cast<std::uint16_t>(node.value); }
  static NodeId node_of(std::uint64_t block, std::uint16_t slot) {
    return NodeId((block << block_bits) | slot);
  }
  [[nodiscard]] std::string encode() const;
  static Result<LabelKey> decode(std::string_view key);
  static std::string prefix(LabelId label);
};

/// index: index(4) | ordered values | element(8)  →  empty
/// `values` is the concatenation of append_ordered_value for each indexed property, in order. The
/// element is a node or a relationship, as the index's definition says.
struct IndexKey {
  IndexId index;
  std::string_view values;
  std::uint64_t element = 0;

  /// Longest `values` a writer may produce (of unique keys too).
  static constexpr std::size_t max_values_bytes = 32UL << 10U;
  [[nodiscard]] std::string encode() const;
  /// `values` points into `key`.
  static Result<IndexKey> decode(std::string_view key);
  static std::string prefix(IndexId index, std::string_view values = {});
};

/// unique: index(4) | ordered values  →  element(8)
struct UniqueKey {
  IndexId index;
  std::string_view values;
  [[nodiscard]] std::string encode() const;
  /// `values` points into `key`.
  static Result<UniqueKey> decode(std::string_view key);
  static std::string prefix(IndexId index, std::string_view values = {});
};
/// Value of a unique key: the node or relationship, 8 bytes little-endian.
std::string encode_unique_value(std::uint64_t element);
Result<std::uint64_t> decode_unique_value(std::string_view value);

/// text: index(4) | property position(4) | term, escaped | element(8)  →  posting
struct TextKey {
  IndexId index;
  /// Which of the index's properties.
  std::uint32_t field = 0;
  std::string term;
  std::uint64_t element = 0;

  [[nodiscard]] std::string encode() const;
  static Result<TextKey> decode(std::string_view key);
  static std::string prefix(IndexId index);
  /// All terms of one property.
  static std::string prefix(IndexId index, std::uint32_t field);
  /// All elements with exactly this term / with terms that begin so.
  static std::string prefix(IndexId index, std::uint32_t field, std::string_view term);
  static std::string term_prefix(IndexId index, std::uint32_t field, std::string_view begin);
};

/// What a statistic counts. On disk: never change or reuse one.
enum class StatisticKind : std::uint8_t {
  /// All nodes / all relationships; no further parts.
  nodes = 1,
  relationships = 2,
  /// Nodes with label `a`.
  nodes_with_label = 3,
  /// Relationships of type `a`.
  relationships_of_type = 4,
  /// Relationships of type `b` whose source / target has label `a`.
  relationships_from_label = 5,
  relationships_to_label = 6,
  /// Entries of index `a`; of a full-text index, elements in it.
  index_entries = 7,
  /// Elements of full-text index `a` that have terms in its property number `b` / these terms.
  text_elements = 8,
  text_terms = 9,
};

/// statistics: kind(1) [| a(4) [| b(4)]]  →  counter; how many parts follow depends on the kind
struct StatisticKey {
  StatisticKind kind = StatisticKind::nodes;
  std::uint32_t a = 0;
  std::uint32_t b = 0;

  static StatisticKey nodes() { return {StatisticKind::nodes, 0, 0}; }
  static StatisticKey relationships() { return {StatisticKind::relationships, 0, 0}; }
  static StatisticKey label(LabelId l) { return {StatisticKind::nodes_with_label, l.value, 0}; }
  static StatisticKey type(RelationshipTypeId t) {
    return {StatisticKind::relationships_of_type, t.value, 0};
  }
  static StatisticKey from_label(LabelId l, RelationshipTypeId t) {
    return {StatisticKind::relationships_from_label, l.value, t.value};
  }
  static StatisticKey to_label(LabelId l, RelationshipTypeId t) {
    return {StatisticKind::relationships_to_label, l.value, t.value};
  }
  static StatisticKey index_entries(IndexId i) {
    return {StatisticKind::index_entries, i.value, 0};
  }
  static StatisticKey text_elements(IndexId i, std::uint32_t field) {
    return {StatisticKind::text_elements, i.value, field};
  }
  static StatisticKey text_terms(IndexId i, std::uint32_t field) {
    return {StatisticKind::text_terms, i.value, field};
  }
  [[nodiscard]] std::string encode() const;
  static Result<StatisticKey> decode(std::string_view key);
  static std::string prefix(StatisticKind kind);
  friend auto operator<=>(const StatisticKey&, const StatisticKey&) = default;
};

/// documents: 0x01 | document(8)  →  document record
struct DocumentKey {
  DocumentId document;
  [[nodiscard]] std::string encode() const;
  static Result<DocumentKey> decode(std::string_view key);
  static std::string prefix();
};

/// documents: 0x02 | external id, UTF-8  →  document, a number (encode_number)
struct DocumentNameKey {
  std::string_view external_id;
  [[nodiscard]] std::string encode() const;
  static Result<DocumentNameKey> decode(std::string_view key);
  static std::string prefix();
};

/// evidence: 0x01 | document(8) | ordinal(4)  →  claim
struct ClaimKey {
  DocumentId document;
  std::uint32_t ordinal = 0;
  [[nodiscard]] std::string encode() const;
  static Result<ClaimKey> decode(std::string_view key);
  static std::string prefix();
  static std::string prefix(DocumentId document);
};

/// evidence: 0x02 | relationship(8) | document(8) | ordinal(4)  →  empty
struct RelationshipClaimKey {
  RelationshipId relationship;
  DocumentId document;
  std::uint32_t ordinal = 0;
  [[nodiscard]] std::string encode() const;
  static Result<RelationshipClaimKey> decode(std::string_view key);
  static std::string prefix();
  static std::string prefix(RelationshipId relationship);
};

/// evidence: 0x03 | document(8) | node(8)  →  mention
struct MentionKey {
  DocumentId document;
  NodeId node;
  [[nodiscard]] std::string encode() const;
  static Result<MentionKey> decode(std::string_view key);
  static std::string prefix();
  static std::string prefix(DocumentId document);
};

/// evidence: 0x04 | node(8) | document(8)  →  empty
struct NodeMentionKey {
  NodeId node;
  DocumentId document;
  [[nodiscard]] std::string encode() const;
  static Result<NodeMentionKey> decode(std::string_view key);
  static std::string prefix();
  static std::string prefix(NodeId node);
};

/// evidence: 0x05 | node(8) | text, UTF-8  →  empty
/// The other direction of the family aliases, by which a deleted node takes its aliases with it.
struct NodeAliasKey {
  NodeId node;
  /// Points into the decoded key.
  std::string_view text;
  [[nodiscard]] std::string encode() const;
  static Result<NodeAliasKey> decode(std::string_view key);
  static std::string prefix();
  static std::string prefix(NodeId node);
};

/// aliases: text, escaped and terminated as an ordered string (append_escaped) | node(8)  →  empty
struct AliasKey {
  std::string text;
  NodeId node;
  [[nodiscard]] std::string encode() const;
  static Result<AliasKey> decode(std::string_view key);
  /// All nodes known by exactly this text.
  static std::string prefix(std::string_view text);
};

/// A number as value of `meta` and `documents`: 8 bytes little-endian.
std::string encode_number(std::uint64_t number);
Result<std::uint64_t> decode_number(std::string_view value);

}  // namespace entente::storage
