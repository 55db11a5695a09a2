#include "storage/format/key.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <random>

#include "storage/format/key_family.hpp"
#include "storage/format/ordered_value.hpp"

namespace entente::storage {
namespace {

constexpr std::uint64_t largest_id = ~0ULL;

TEST(KeyTest, IdsSortAsNumbers) {
  const std::array<std::uint64_t, 6> ids = {0, 1, 255, 256, 1ULL << 40U, largest_id};
  for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
    EXPECT_LT(NodeKey{NodeId(ids[i])}.encode(), NodeKey{NodeId(ids[i + 1])}.encode());
  }
}

TEST(KeyTest, LayoutsAreThoseOfTheFormatDocument) {
  EXPECT_EQ((NameKey{NameKind::relationship_type, 0x0102}.encode()),
            std::string("\x02\x00\x00\x01\x02", 5));
  EXPECT_EQ((AdjacencyKey{NodeId(7), Direction::incoming, RelationshipTypeId(3)}.encode()),
            std::string("\0\0\0\0\0\0\0\x07\x80\0\0\x03", 12));
  EXPECT_EQ((LabelKey{LabelId(2), 1}.encode()), std::string("\0\0\0\x02\0\0\0\0\0\0\0\x01", 12));
  EXPECT_EQ(StatisticKey::nodes().encode(), "\x01");
  EXPECT_EQ(StatisticKey::to_label(LabelId(1), RelationshipTypeId(2)).encode(),
            std::string("\x06\0\0\0\x01\0\0\0\x02", 9));
  EXPECT_EQ((ClaimKey{DocumentId(1), 2}.encode()),
            std::string("\x01\0\0\0\0\0\0\0\x01\0\0\0\x02", 13));
  EXPECT_EQ((AliasKey{"a", NodeId(1)}.encode()), std::string("a\0\0\0\0\0\0\0\0\0\x01", 11));
}

TEST(KeyTest, AdjacencyRoundTripAndOrder) {
  const AdjacencyKey out{NodeId(5), Direction::outgoing, RelationshipTypeId(0x7FFFFFFF)};
  const AdjacencyKey in{NodeId(5), Direction::incoming, RelationshipTypeId(0)};
  EXPECT_LT(out.encode(), in.encode());
  const auto decoded = AdjacencyKey::decode(out.encode());
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->node, out.node);
  EXPECT_EQ(decoded->direction, out.direction);
  EXPECT_EQ(decoded->type, out.type);
}

TEST(KeyTest, AdjacencyRangesHoldExactlyOneDirection) {
  for (const std::uint64_t node :
       {std::uint64_t{0}, std::uint64_t{41}, largest_id - 1, largest_id}) {
    for (const Direction direction : {Direction::outgoing, Direction::incoming}) {
      const std::string begin = AdjacencyKey::prefix(NodeId(node), direction);
      const std::string end = AdjacencyKey::end(NodeId(node), direction);
      const auto inside = [&](std::uint64_t other, Direction d, std::uint32_t type) {
        const std::string key = AdjacencyKey{NodeId(other), d, RelationshipTypeId(type)}.encode();
        return key >= begin && (end.empty() || key < end);
      };
      const Direction opposite =
          direction == Direction::outgoing ? Direction::incoming : Direction::outgoing;
      EXPECT_TRUE(inside(node, direction, 0));
      EXPECT_TRUE(inside(node, direction, AdjacencyKey::type_end - 1));
      EXPECT_FALSE(inside(node, opposite, 0));
      EXPECT_FALSE(inside(node, opposite, AdjacencyKey::type_end - 1));
      if (node != largest_id) {
        EXPECT_FALSE(inside(node + 1, direction, 0));
      }
      if (node != 0) {
        EXPECT_FALSE(inside(node - 1, direction, AdjacencyKey::type_end - 1));
      }
    }
  }
}

TEST(KeyTest, LabelBlocksCoverTheirNodes) {
  const NodeId node((3ULL << 16U) + 9);
  EXPECT_EQ(LabelKey::block_of(node), 3U);
  EXPECT_EQ(LabelKey::slot_of(node), 9U);
  EXPECT_EQ(LabelKey::node_of(3, 9), node);
}

TEST(KeyTest, IndexKeySplitsIntoItsParts) {
  const std::string values = ordered_value(Value("a\0b")) + ordered_value(Value(3));
  const std::string key = IndexKey{IndexId(4), values, 77}.encode();
  const auto decoded = IndexKey::decode(key);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->index, IndexId(4));
  EXPECT_EQ(decoded->values, values);
  EXPECT_EQ(decoded->element, 77U);
  EXPECT_TRUE(key.starts_with(IndexKey::prefix(IndexId(4), values)));
}

TEST(KeyTest, TextKeysKeepAnyTerm) {
  for (const std::string& term : {std::string("nuclear"), std::string("a\0b", 3), std::string()}) {
    const TextKey key{IndexId(4), 2, term, 77};
    const auto decoded = TextKey::decode(key.encode());
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->index, IndexId(4));
    EXPECT_EQ(decoded->field, 2U);
    EXPECT_EQ(decoded->term, term);
    EXPECT_EQ(decoded->element, 77U);
    EXPECT_TRUE(key.encode().starts_with(TextKey::prefix(IndexId(4), 2, term)));
    EXPECT_TRUE(key.encode().starts_with(TextKey::term_prefix(IndexId(4), 2, term)));
  }
  EXPECT_FALSE(TextKey::decode(TextKey::prefix(IndexId(4), 2, "term")));
  const std::string of_gas = TextKey{IndexId(1), 0, "gas", 9}.encode();
  EXPECT_FALSE(of_gas.starts_with(TextKey::prefix(IndexId(1), 0, "ga")));
  EXPECT_TRUE(of_gas.starts_with(TextKey::term_prefix(IndexId(1), 0, "ga")));
}

TEST(KeyTest, ValuesTooLongForAnIndexAreCorruption) {
  const std::string longest(IndexKey::max_values_bytes - 3, 'x');
  EXPECT_TRUE(IndexKey::decode(IndexKey{IndexId(1), ordered_value(Value(longest)), 1}.encode()));
  const std::string too_long = ordered_value(Value(longest + "x"));
  const std::string prefix(4, '\0');
  EXPECT_FALSE(IndexKey::decode(prefix + too_long + std::string(8, '\0')));
  EXPECT_FALSE(UniqueKey::decode(prefix + too_long));
}

TEST(KeyTest, AliasesKeepAnyText) {
  for (const std::string& text : {std::string(), std::string("Xi Jinping"), std::string("a\0b", 3),
                                  std::string("\0", 1), std::string("\xFF\xFF")}) {
    const std::string key = AliasKey{text, NodeId(12)}.encode();
    const auto decoded = AliasKey::decode(key);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, text);
    EXPECT_EQ(decoded->node, NodeId(12));
  }
  // One text that begins with another is not found under its prefix.
  const std::string longer = AliasKey{"Huawei Technologies", NodeId(1)}.encode();
  EXPECT_FALSE(longer.starts_with(AliasKey::prefix("Huawei")));
}

using Decoder = std::function<bool(std::string_view)>;

const std::vector<std::pair<std::string, Decoder>>& decoders() {
  static const std::vector<std::pair<std::string, Decoder>> all = {
      {NameKey{NameKind::label, 1}.encode(), [](auto k) { return NameKey::decode(k).has_value(); }},
      {SchemaKey{IndexId(1)}.encode(), [](auto k) { return SchemaKey::decode(k).has_value(); }},
      {NodeKey{NodeId(1)}.encode(), [](auto k) { return NodeKey::decode(k).has_value(); }},
      {RelationshipKey{RelationshipId(1)}.encode(),
       [](auto k) { return RelationshipKey::decode(k).has_value(); }},
      {AdjacencyKey{NodeId(1), Direction::outgoing, RelationshipTypeId(1)}.encode(),
       [](auto k) { return AdjacencyKey::decode(k).has_value(); }},
      {LabelKey{LabelId(1), 1}.encode(), [](auto k) { return LabelKey::decode(k).has_value(); }},
      {StatisticKey::from_label(LabelId(1), RelationshipTypeId(1)).encode(),
       [](auto k) { return StatisticKey::decode(k).has_value(); }},
      {DocumentKey{DocumentId(1)}.encode(),
       [](auto k) { return DocumentKey::decode(k).has_value(); }},
      {ClaimKey{DocumentId(1), 1}.encode(), [](auto k) { return ClaimKey::decode(k).has_value(); }},
      {RelationshipClaimKey{RelationshipId(1), DocumentId(1), 1}.encode(),
       [](auto k) { return RelationshipClaimKey::decode(k).has_value(); }},
      {MentionKey{DocumentId(1), NodeId(1)}.encode(),
       [](auto k) { return MentionKey::decode(k).has_value(); }},
      {NodeMentionKey{NodeId(1), DocumentId(1)}.encode(),
       [](auto k) { return NodeMentionKey::decode(k).has_value(); }},
      {AliasKey{"name", NodeId(1)}.encode(),
       [](auto k) { return AliasKey::decode(k).has_value(); }},
  };
  return all;
}

TEST(KeyTest, WrongLengthsAreCorruption) {
  for (const auto& [key, decode] : decoders()) {
    EXPECT_TRUE(decode(key));
    for (std::size_t n = 0; n < key.size(); ++n) EXPECT_FALSE(decode(key.substr(0, n)));
    EXPECT_FALSE(decode(key + "x"));
  }
}

TEST(KeyTest, RandomBytesNeverCrashADecoder) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 4 == 0 ? random() : random() % 8);
    for (const auto& [key, decode] : decoders()) decode(bytes);
    (void)IndexKey::decode(bytes);
    (void)UniqueKey::decode(bytes);
    (void)TextKey::decode(bytes);
    (void)DocumentNameKey::decode(bytes);
  }
}

TEST(KeyFamilyTest, NamesAndNumbersAreUnique) {
  for (const auto& info : key_families) {
    EXPECT_EQ(find_key_family(info.name), info.family);
    EXPECT_EQ(&key_family_info(info.family), &info);
    EXPECT_EQ(std::count_if(key_families.begin(), key_families.end(),
                            [&](const auto& other) { return other.name == info.name; }),
              1);
  }
  EXPECT_EQ(find_key_family("no such family"), std::nullopt);
}

}  // namespace
}  // namespace entente::storage
