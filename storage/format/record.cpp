#include "storage/format/record.hpp"

#include <cassert>
#include <limits>

#include "storage/base/bytes.hpp"
#include "storage/format/value_codec.hpp"

namespace entente::storage {
namespace {

std::string new_record() { return std::string(1, static_cast<char>(record_version)); }

void expect_version(ByteReader& in) {
  if (in.u8() != record_version) in.fail();
}

// Ascending numbers as deltas: the first may be 0, later ones not.
class AscendingReader {
 public:
  std::uint32_t next(ByteReader& in) {
    const std::uint64_t delta = in.varint();
    value_ += delta;
    const bool impossible = (!first_ && delta == 0) || delta > max_value || value_ > max_value;
    if (impossible) in.fail();
    first_ = false;
    return static_cast<std::uint32_t>(value_);
  }

 private:
  static constexpr std::uint64_t max_value = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t value_ = 0;
  bool first_ = true;
};

void append_labels(std::string& out, std::span<const LabelId> labels) {
  append_varint(out, labels.size());
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    assert(i == 0 || labels[i].value > before);
    append_varint(out, labels[i].value - before);
    before = labels[i].value;
  }
}

std::vector<LabelId> read_labels(ByteReader& in) {
  const std::size_t n = in.count();
  std::vector<LabelId> labels;
  labels.reserve(n);
  AscendingReader ascending;
  for (std::size_t i = 0; i < n && in.ok(); ++i) labels.emplace_back(ascending.next(in));
  return labels;
}

void skip_labels(ByteReader& in) {
  for (std::size_t n = in.count(); n > 0 && in.ok(); --n) in.varint();
}

void append_properties(std::string& out, const Properties& properties) {
  append_varint(out, properties.size());
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const auto& [key, value] = properties[i];
    assert((i == 0 || key.value > before) && !value.is_null() && can_encode(value));
    append_varint(out, key.value - before);
    before = key.value;
    append_value(out, value);
  }
}

Properties read_properties(ByteReader& in) {
  const std::size_t n = in.count(2);
  Properties properties;
  properties.reserve(n);
  AscendingReader ascending;
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    const PropertyKeyId key(ascending.next(in));
    Value value = read_value(in);
    if (value.is_null()) in.fail();
    properties.emplace_back(key, std::move(value));
  }
  return properties;
}

// Moves to the value of one property; those before it are skipped, those behind it not looked at.
bool seek_property(ByteReader& in, PropertyKeyId wanted) {
  AscendingReader ascending;
  for (std::size_t n = in.count(2); n > 0 && in.ok(); --n) {
    const std::uint32_t key = ascending.next(in);
    if (key == wanted.value) return in.ok();
    if (key > wanted.value) break;
    skip_value(in);
  }
  return false;
}

Value find_property(ByteReader& in, PropertyKeyId wanted) {
  return seek_property(in, wanted) ? read_value(in) : Value();
}

RelationshipHead read_head(ByteReader& in) {
  expect_version(in);
  RelationshipHead head;
  head.type = RelationshipTypeId(in.varint_32());
  head.source = NodeId(in.varint());
  head.target = NodeId(in.varint());
  return head;
}

void append_strings(std::string& out, const std::vector<std::string>& strings) {
  append_varint(out, strings.size());
  for (const std::string& text : strings) append_string(out, text);
}

std::vector<std::string> read_strings(ByteReader& in) {
  const std::size_t n = in.count();
  std::vector<std::string> strings;
  strings.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) strings.emplace_back(in.string());
  return strings;
}

// Properties by name rather than by number: what a document contributed is kept as it was said.
void append_named(std::string& out, const PropertyMap& properties) {
  append_varint(out, properties.size());
  for (const auto& [name, value] : properties) {
    assert(can_encode(value));
    append_string(out, name);
    append_value(out, value);
  }
}

PropertyMap read_named(ByteReader& in) {
  const std::size_t n = in.count(2);
  PropertyMap properties;
  properties.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    std::string name(in.string());
    properties.emplace_back(std::move(name), read_value(in));
  }
  return properties;
}

template <class T>
Result<T> finish(const ByteReader& in, T value, std::string_view what) {
  if (!in.finished()) return corruption_error(what);
  return value;
}

constexpr std::string_view node_text = "node record";
constexpr std::string_view relationship_text = "relationship record";

}  // namespace

// ---- nodes
// -----------------------------------------------------------------------------------------

std::string encode_node(const NodeRecord& record) {
  return encode_node(record.labels, record.properties);
}

std::string encode_node(std::span<const LabelId> labels, const Properties& properties) {
  std::string out = new_record();
  append_labels(out, labels);
  append_properties(out, properties);
  return out;
}

Result<NodeRecord> decode_node(std::string_view bytes) {
  ByteReader in(bytes);
  expect_version(in);
  NodeRecord record;
  record.labels = read_labels(in);
  record.properties = read_properties(in);
  return finish(in, std::move(record), node_text);
}

Result<std::vector<LabelId>> decode_node_labels(std::string_view bytes) {
  ByteReader in(bytes);
  expect_version(in);
  std::vector<LabelId> labels = read_labels(in);
  if (!in.ok()) return corruption_error(node_text);
  return labels;
}

Result<bool> node_record_has_label(std::string_view bytes, LabelId label) {
  ByteReader in(bytes);
  expect_version(in);
  AscendingReader ascending;
  bool found = false;
  for (std::size_t n = in.count(); n > 0 && in.ok() && !found; --n) {
    found = ascending.next(in) == label.value;
  }
  if (!in.ok()) return corruption_error(node_text);
  return found;
}

Result<Value> decode_node_property(std::string_view bytes, PropertyKeyId key) {
  ByteReader in(bytes);
  expect_version(in);
  skip_labels(in);
  Value value = find_property(in, key);
  if (!in.ok()) return corruption_error(node_text);
  return value;
}

Result<std::optional<ByteReader>> find_node_property(std::string_view bytes, PropertyKeyId key) {
  ByteReader in(bytes);
  expect_version(in);
  skip_labels(in);
  const bool found = seek_property(in, key);
  if (!in.ok()) return corruption_error(node_text);
  return found ? std::optional<ByteReader>(in) : std::nullopt;
}

// ---- relationships
// -----------------------------------------------------------------------------------

std::string encode_relationship(const RelationshipRecord& record) {
  std::string out = new_record();
  append_varint(out, record.type.value);
  append_varint(out, record.source.value);
  append_varint(out, record.target.value);
  append_properties(out, record.properties);
  return out;
}

Result<RelationshipRecord> decode_relationship(std::string_view bytes) {
  ByteReader in(bytes);
  const RelationshipHead head = read_head(in);
  RelationshipRecord record{head.type, head.source, head.target, read_properties(in)};
  return finish(in, std::move(record), relationship_text);
}

Result<RelationshipHead> decode_relationship_head(std::string_view bytes) {
  ByteReader in(bytes);
  const RelationshipHead head = read_head(in);
  if (!in.ok()) return corruption_error(relationship_text);
  return head;
}

Result<Value> decode_relationship_property(std::string_view bytes, PropertyKeyId key) {
  ByteReader in(bytes);
  read_head(in);
  Value value = find_property(in, key);
  if (!in.ok()) return corruption_error(relationship_text);
  return value;
}

Result<std::optional<ByteReader>> find_relationship_property(std::string_view bytes,
                                                             PropertyKeyId key) {
  ByteReader in(bytes);
  read_head(in);
  const bool found = seek_property(in, key);
  if (!in.ok()) return corruption_error(relationship_text);
  return found ? std::optional<ByteReader>(in) : std::nullopt;
}

// ---- documents and evidence
// ------------------------------------------------------------------------

std::string encode_document(const DocumentRecord& document) {
  std::string out = new_record();
  append_string(out, document.external_id);
  append_string(out, document.title);
  append_string(out, document.source);
  append_string(out, document.date);
  append_fixed_64(out, document.content_hash);
  append_zigzag(out, document.recorded_at_ms);
  append_varint(out, document.node.value);
  return out;
}

Result<DocumentRecord> decode_document(DocumentId id, std::string_view bytes) {
  ByteReader in(bytes);
  expect_version(in);
  DocumentRecord document;
  document.id = id;
  document.external_id = in.string();
  document.title = in.string();
  document.source = in.string();
  document.date = in.string();
  document.content_hash = in.fixed_64();
  document.recorded_at_ms = in.zigzag();
  document.node = NodeId(in.varint());
  return finish(in, std::move(document), "document record");
}

std::string encode_claim(const Claim& claim) {
  assert(claim.span_begin <= claim.span_end);
  std::string out = new_record();
  append_varint(out, claim.relationship.value);
  append_varint(out, claim.sentence_index);
  append_string(out, claim.sentence);
  append_varint(out, claim.span_begin);
  append_varint(out, claim.span_end - claim.span_begin);
  append_string(out, claim.rule);
  append_string(out, claim.extractor);
  append_double(out, claim.confidence);
  out.push_back(static_cast<char>(claim.modality));
  append_string(out, claim.speaker);
  append_string(out, claim.valid_from);
  append_string(out, claim.valid_to);
  append_named(out, claim.qualifiers);
  return out;
}

Result<Claim> decode_claim(DocumentId document, std::uint32_t ordinal, std::string_view bytes) {
  ByteReader in(bytes);
  expect_version(in);
  Claim claim;
  claim.document = document;
  claim.ordinal = ordinal;
  claim.relationship = RelationshipId(in.varint());
  claim.sentence_index = in.varint_32();
  claim.sentence = in.string();
  claim.span_begin = in.varint();
  if (__builtin_add_overflow(claim.span_begin, in.varint(), &claim.span_end)) in.fail();
  claim.rule = in.string();
  claim.extractor = in.string();
  claim.confidence = in.floating();
  const std::uint8_t modality = in.u8();
  if (modality > static_cast<std::uint8_t>(Modality::former)) in.fail();
  claim.modality = static_cast<Modality>(modality);
  claim.speaker = in.string();
  claim.valid_from = in.string();
  claim.valid_to = in.string();
  claim.qualifiers = read_named(in);
  return finish(in, std::move(claim), "claim");
}

std::string encode_mention(const Mention& mention) {
  std::string out = new_record();
  append_strings(out, mention.names);
  append_strings(out, mention.labels);
  append_named(out, mention.properties);
  append_varint(out, mention.count);
  return out;
}

Result<Mention> decode_mention(DocumentId document, NodeId node, std::string_view bytes) {
  ByteReader in(bytes);
  expect_version(in);
  Mention mention;
  mention.document = document;
  mention.node = node;
  mention.names = read_strings(in);
  mention.labels = read_strings(in);
  mention.properties = read_named(in);
  mention.count = in.varint_32();
  return finish(in, std::move(mention), "mention");
}

}  // namespace entente::storage
