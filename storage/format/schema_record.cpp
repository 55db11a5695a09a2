#include "storage/format/schema_record.hpp"

#include <algorithm>
#include <functional>

#include "storage/base/bytes.hpp"
#include "storage/base/checksum.hpp"

namespace entente::storage {
namespace {

constexpr std::uint8_t first_version = 1;
constexpr std::uint8_t schema_version = 2;
constexpr std::uint8_t flag_eventually_consistent = 1;
constexpr std::size_t checksum_bytes = 8;
constexpr std::string_view record_text = "index definition";

void read_properties(ByteReader& in, IndexDefinition& definition) {
  const std::size_t n = in.count();
  if (n == 0) in.fail();
  for (std::size_t i = 0; i < n && in.ok(); ++i) definition.properties.emplace_back(in.varint_32());
}

void read_tokens(ByteReader& in, IndexDefinition& definition) {
  const std::size_t n = in.count();
  if (n == 0) in.fail();
  for (std::size_t i = 0; i < n && in.ok(); ++i) definition.tokens.push_back(in.varint_32());
}

/// Everything a definition promises about itself.
bool is_consistent(const IndexDefinition& definition) {
  const bool full_text = definition.kind == IndexKind::full_text;
  if (!full_text && definition.tokens.size() != 1) return false;
  // Strictly ascending, so that the same set has one form only.
  const auto& tokens = definition.tokens;
  if (std::adjacent_find(tokens.begin(), tokens.end(), std::greater_equal<>()) != tokens.end()) {
    return false;
  }
  if (full_text == definition.analyzer.empty()) return false;
  if (!full_text && definition.eventually_consistent) return false;
  if (definition.kind == IndexKind::type) return definition.type.valid();
  return definition.type.empty();
}

Result<IndexDefinition> decode_first_version(ByteReader& in, IndexDefinition definition) {
  const std::uint8_t kind = in.u8();
  if (kind > static_cast<std::uint8_t>(IndexKind::unique)) in.fail();
  definition.kind = static_cast<IndexKind>(kind);
  definition.tokens.push_back(in.varint_32());
  read_properties(in, definition);
  definition.name = in.string();
  if (!in.finished()) return corruption_error(record_text);
  return definition;
}

}  // namespace

std::string encode_index_definition(const IndexDefinition& definition) {
  std::string out(1, static_cast<char>(schema_version));
  out.push_back(static_cast<char>(definition.kind));
  out.push_back(static_cast<char>(definition.entity));
  append_varint(out, definition.tokens.size());
  for (const std::uint32_t token : definition.tokens) append_varint(out, token);
  append_varint(out, definition.properties.size());
  for (const PropertyKeyId key : definition.properties) append_varint(out, key.value);
  append_string(out, definition.name);
  append_string(out, definition.analyzer);
  out.push_back(
      static_cast<char>(definition.eventually_consistent ? flag_eventually_consistent : 0));
  append_varint(out, definition.type.scalars);
  append_varint(out, definition.type.lists);
  append_fixed_64(out, checksum(out));
  return out;
}

Result<IndexDefinition> decode_index_definition(IndexId id, std::string_view bytes) {
  ByteReader in(bytes);
  IndexDefinition definition;
  definition.id = id;
  const std::uint8_t version = in.u8();
  if (version == first_version) return decode_first_version(in, std::move(definition));
  if (version != schema_version || bytes.size() <= checksum_bytes) {
    return corruption_error(record_text);
  }
  const std::uint8_t kind = in.u8();
  const std::uint8_t entity = in.u8();
  if (kind > static_cast<std::uint8_t>(IndexKind::type) ||
      entity > static_cast<std::uint8_t>(EntityKind::relationship)) {
    in.fail();
  }
  definition.kind = static_cast<IndexKind>(kind);
  definition.entity = static_cast<EntityKind>(entity);
  read_tokens(in, definition);
  read_properties(in, definition);
  definition.name = in.string();
  definition.analyzer = in.string();
  const std::uint8_t flags = in.u8();
  if (flags > flag_eventually_consistent) in.fail();
  definition.eventually_consistent = flags != 0;
  definition.type = {in.varint_32(), in.varint_32()};
  const std::uint64_t expected = checksum(bytes.substr(0, bytes.size() - checksum_bytes));
  const bool sound = in.fixed_64() == expected && in.finished() && is_consistent(definition);
  if (!sound) return corruption_error(record_text);
  return definition;
}

}  // namespace entente::storage
