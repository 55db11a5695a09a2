#include "storage/format/adjacency_list.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "storage/base/bytes.hpp"
#include "storage/format/merge.hpp"

namespace entente::storage {
namespace {

AdjacencyEntry entry(std::uint64_t neighbour, std::uint64_t relationship) {
  return {NodeId(neighbour), RelationshipId(relationship)};
}

std::vector<AdjacencyEntry> decoded(std::string_view list) {
  auto entries = decode_adjacency(list);
  EXPECT_TRUE(entries);
  return entries ? *entries : std::vector<AdjacencyEntry>();
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

TEST(AdjacencyListTest, LayoutIsThatOfTheFormatDocument) {
  const std::vector<AdjacencyEntry> entries = {entry(3, 10), entry(3, 12), entry(300, 11)};
  // version, count, deltas 3 0 297, zigzags of 10 2 -1
  EXPECT_EQ(encode_adjacency(entries), std::string("\x01\x03\x03\x00\xA9\x02\x14\x04\x01", 9));
}

TEST(AdjacencyListTest, RoundTripOfExtremes) {
  const std::vector<AdjacencyEntry> entries = {entry(0, 0), entry(0, ~0ULL), entry(1, 5),
                                               entry(~0ULL, 0), entry(~0ULL, 1)};
  const std::string list = encode_adjacency(entries);
  EXPECT_EQ(decoded(list), entries);
  EXPECT_EQ(adjacency_count(list).value_or(0), 5U);
  EXPECT_EQ(decoded(encode_adjacency({})), std::vector<AdjacencyEntry>());
}

TEST(AdjacencyListTest, DecodingAppendsToColumns) {
  const std::string list = encode_adjacency(std::vector{entry(2, 20), entry(4, 10)});
  std::vector<NodeId> neighbours = {NodeId(99)};
  std::vector<RelationshipId> relationships = {RelationshipId(98)};
  ASSERT_TRUE(decode_adjacency(list, neighbours, &relationships));
  EXPECT_EQ(neighbours, (std::vector{NodeId(99), NodeId(2), NodeId(4)}));
  EXPECT_EQ(relationships,
            (std::vector{RelationshipId(98), RelationshipId(20), RelationshipId(10)}));
  ASSERT_TRUE(decode_adjacency(list, neighbours, nullptr));
  EXPECT_EQ(neighbours.size(), 5U);
}

TEST(AdjacencyListTest, TheLastOperationDecides) {
  const std::string base = encode_adjacency(std::vector{entry(1, 1), entry(5, 2)});
  const std::vector<std::string> operands = {
      adjacency_insert_operand(entry(3, 3)), adjacency_remove_operand(entry(3, 3)),
      adjacency_remove_operand(entry(1, 1)), adjacency_insert_operand(entry(1, 1)),
      adjacency_insert_operand(entry(5, 2)), adjacency_remove_operand(entry(9, 9)),
      adjacency_insert_operand(entry(5, 1))};
  const auto merged = merge_adjacency(base, views(operands));
  ASSERT_TRUE(merged);
  EXPECT_EQ(decoded(*merged), (std::vector{entry(1, 1), entry(5, 1), entry(5, 2)}));
}

// Against a std::set: any split of a history into base, partial merges and single operands, and a
// repetition of its tail, must give the same list.
TEST(AdjacencyListTest, RandomHistoriesAgreeWithASet) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    std::set<AdjacencyEntry> model;
    std::vector<std::string> history;
    for (std::uint64_t i = 0, n = random() % 60; i < n; ++i) {
      const AdjacencyEntry e = entry(random() % 6, random() % 4);
      if (random() % 3 == 0) {
        model.erase(e);
        history.push_back(adjacency_remove_operand(e));
      } else {
        model.insert(e);
        history.push_back(adjacency_insert_operand(e));
      }
    }
    const auto all = views(history);
    const std::size_t first = all.empty() ? 0 : random() % all.size();
    const std::size_t second = first + (all.empty() ? 0 : random() % (all.size() - first));
    const auto base =
        merge_full(MergeKind::adjacency, std::nullopt, std::span(all).subspan(0, first));
    ASSERT_TRUE(base);
    std::vector<std::string_view> rest;
    const auto partial =
        merge_partial(MergeKind::adjacency, std::span(all).subspan(first, second - first));
    ASSERT_TRUE(partial);
    rest.push_back(*partial);
    rest.insert(rest.end(), all.begin() + static_cast<std::ptrdiff_t>(second), all.end());
    // The tail once more.
    rest.insert(rest.end(), all.begin() + static_cast<std::ptrdiff_t>(second), all.end());
    const auto merged = merge_full(MergeKind::adjacency, *base, rest);
    ASSERT_TRUE(merged);
    EXPECT_EQ(decoded(*merged), std::vector<AdjacencyEntry>(model.begin(), model.end()));
  }
}

TEST(AdjacencyListTest, AnEmptiedListMeansNothing) {
  const std::string base = encode_adjacency(std::vector{entry(1, 1)});
  const auto merged = merge_adjacency(base, views({adjacency_remove_operand(entry(1, 1))}));
  ASSERT_TRUE(merged);
  EXPECT_TRUE(is_empty_value(MergeKind::adjacency, *merged));
  EXPECT_FALSE(is_empty_value(MergeKind::adjacency, base));
}

TEST(AdjacencyListTest, EveryTruncationIsCorruption) {
  const std::string list =
      encode_adjacency(std::vector{entry(2, 20), entry(400, 1000), entry(400, 5000)});
  for (std::size_t n = 0; n < list.size(); ++n) {
    const auto result = decode_adjacency(list.substr(0, n));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().error_class, ErrorClass::corruption);
  }
  EXPECT_FALSE(decode_adjacency(list + "x"));
  const std::string operand = adjacency_insert_operand(entry(300, 300));
  for (std::size_t n = 1; n < operand.size(); ++n) {
    EXPECT_FALSE(check_adjacency_operand(operand.substr(0, n)));
    EXPECT_FALSE(merge_adjacency(list, views({operand.substr(0, n)})));
  }
}

TEST(AdjacencyListTest, ImpossibleContentIsCorruptionAndAppendsNothing) {
  std::string huge_count("\x01", 1);
  append_varint(huge_count, ~0ULL);
  const std::string twice("\x01\x02\x05\x00\x02\x00", 6);
  std::string overflow("\x01\x02", 2);
  append_varint(overflow, ~0ULL);
  append_varint(overflow, 1);
  overflow.append("\x02\x02", 2);
  for (const std::string& list : {huge_count, twice, overflow, std::string("\x02\x00", 2)}) {
    std::vector<NodeId> neighbours;
    std::vector<RelationshipId> relationships;
    const auto result = decode_adjacency(list, neighbours, &relationships);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().error_class, ErrorClass::corruption);
    EXPECT_TRUE(neighbours.empty());
    EXPECT_TRUE(relationships.empty());
  }
}

TEST(AdjacencyListTest, DamagedListsNeverCrash) {
  std::mt19937_64 random(5);
  const std::string sound =
      encode_adjacency(std::vector{entry(2, 20), entry(400, 9), entry(401, 5)});
  for (int i = 0; i < 20000; ++i) {
    std::string list = sound;
    for (int flips = 0; flips < 3; ++flips)
      list[random() % list.size()] = static_cast<char>(random());
    if (random() % 4 == 0) list.resize(random() % (list.size() + 1));
    if (const auto entries = decode_adjacency(list)) {
      EXPECT_TRUE(std::is_sorted(entries->begin(), entries->end()));
      EXPECT_EQ(std::adjacent_find(entries->begin(), entries->end()), entries->end());
    }
    (void)merge_adjacency(sound, views({list}));
  }
}

}  // namespace
}  // namespace entente::storage
