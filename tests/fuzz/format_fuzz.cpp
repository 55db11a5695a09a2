// Any bytes as keys, values and CSV: nothing may crash, and what decodes must survive being encoded
// and decoded again.
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target format_fuzz
//   build/fuzz/tests/fuzz/format_fuzz -timeout=5 CORPUS

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/csv_reader.hpp"
#include "storage/format/adjacency_list.hpp"
#include "storage/format/key.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/merge.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/format/record.hpp"
#include "storage/format/schema_record.hpp"
#include "storage/format/version.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace entente;
using namespace entente::storage;

template <class Key>
void check_key(std::string_view bytes, const char* what) {
  const auto key = Key::decode(bytes);
  if (key) require(key->encode() == bytes, what);
}

void check_keys(std::string_view bytes) {
  check_key<NameKey>(bytes, "name key");
  check_key<SchemaKey>(bytes, "schema key");
  check_key<NodeKey>(bytes, "node key");
  check_key<RelationshipKey>(bytes, "relationship key");
  check_key<AdjacencyKey>(bytes, "adjacency key");
  check_key<LabelKey>(bytes, "label key");
  check_key<IndexKey>(bytes, "index key");
  check_key<UniqueKey>(bytes, "unique key");
  check_key<TextKey>(bytes, "text key");
  check_key<StatisticKey>(bytes, "statistic key");
  check_key<DocumentKey>(bytes, "document key");
  check_key<DocumentNameKey>(bytes, "document name key");
  check_key<ClaimKey>(bytes, "claim key");
  check_key<RelationshipClaimKey>(bytes, "relationship claim key");
  check_key<MentionKey>(bytes, "mention key");
  check_key<NodeMentionKey>(bytes, "node mention key");
  check_key<NodeAliasKey>(bytes, "node alias key");
  check_key<AliasKey>(bytes, "alias key");
}

// Decodes, encodes, decodes and encodes again: both encodings must be the same.
template <class Decode, class Encode>
void check_record(std::string_view bytes, Decode decode, Encode encode, const char* what) {
  const auto first = decode(bytes);
  if (!first) return;
  const std::string once = encode(*first);
  const auto second = decode(once);
  require(second.has_value(), what);
  require(encode(*second) == once, what);
}

void check_records(std::string_view bytes) {
  check_record(
      bytes, [](auto b) { return decode_node(b); }, [](const auto& r) { return encode_node(r); },
      "node record");
  check_record(
      bytes, [](auto b) { return decode_relationship(b); },
      [](const auto& r) { return encode_relationship(r); }, "relationship record");
  check_record(
      bytes, [](auto b) { return decode_claim(DocumentId(1), 0, b); },
      [](const auto& r) { return encode_claim(r); }, "claim");
  check_record(
      bytes, [](auto b) { return decode_document(DocumentId(1), b); },
      [](const auto& r) { return encode_document(r); }, "document record");
  check_record(
      bytes, [](auto b) { return decode_mention(DocumentId(1), NodeId(1), b); },
      [](const auto& r) { return encode_mention(r); }, "mention");
  check_record(
      bytes, [](auto b) { return decode_index_definition(IndexId(1), b); },
      [](const auto& r) { return encode_index_definition(r); }, "index definition");
  (void)decode_node_property(bytes, PropertyKeyId(3));
  (void)decode_format_version(bytes);
}

void check_merges(std::string_view bytes) {
  const std::size_t half = bytes.size() / 2;
  const std::vector<std::string_view> operands = {bytes.substr(half), bytes.substr(0, half)};
  for (const MergeKind kind : {MergeKind::adjacency, MergeKind::label_block, MergeKind::counter}) {
    const auto one_by_one = merge_full(kind, std::nullopt, operands);
    const auto joined = merge_partial(kind, operands);
    if (!one_by_one || !joined) continue;
    const std::vector<std::string_view> single = {*joined};
    const auto at_once = merge_full(kind, std::nullopt, single);
    require(at_once && *at_once == *one_by_one, "partial merge");
  }
  check_record(
      bytes, [](auto b) { return decode_adjacency(b); },
      [](const auto& entries) { return encode_adjacency(entries); }, "adjacency list");
  std::vector<NodeId> nodes;
  (void)decode_label_block(bytes, 0, nodes);
}

void check_csv(std::string_view bytes) {
  CsvReader reader = CsvReader::from_text(bytes, {.row_bytes_max = 4096});
  std::vector<CsvField> fields;
  while (true) {
    const auto more = reader.next(fields);
    if (!more || !*more) return;
    require(!fields.empty(), "a row without fields");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_keys(bytes);
  check_records(bytes);
  check_merges(bytes);
  check_csv(bytes);
  std::string_view ordered = bytes;
  while (!ordered.empty() && skip_ordered_value(ordered)) {
  }
  return 0;
}
