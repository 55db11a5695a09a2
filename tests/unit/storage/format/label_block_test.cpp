#include "storage/format/label_block.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <set>

#include "storage/format/merge.hpp"

namespace entente::storage {
namespace {

std::vector<NodeId> nodes_of(std::string_view block, std::uint64_t number = 0) {
  std::vector<NodeId> nodes;
  EXPECT_TRUE(decode_label_block(block, number, nodes));
  return nodes;
}

TEST(LabelBlockTest, SmallBlocksAreArraysAndLargeOnesBitmaps) {
  EXPECT_EQ(encode_label_block(std::vector<std::uint16_t>{1, 258}),
            std::string("\x01\x02\x01\x00\x02\x01", 6));
  std::vector<std::uint16_t> slots(label_block_array_max);
  std::iota(slots.begin(), slots.end(), std::uint16_t{0});
  EXPECT_EQ(encode_label_block(slots).front(), '\x01');
  slots.push_back(65535);
  const std::string bitmap = encode_label_block(slots);
  EXPECT_EQ(bitmap.front(), '\x02');
  EXPECT_EQ(bitmap.size(), 1 + 2 + label_block_slots / 8);
  EXPECT_EQ(nodes_of(bitmap).size(), slots.size());
  EXPECT_EQ(nodes_of(bitmap).back(), NodeId(65535));
}

TEST(LabelBlockTest, BothFormsAnswerAlike) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{37}, std::size_t{5000}}) {
    std::vector<std::uint16_t> slots;
    for (std::size_t s = 0; s < label_block_slots; s += step) {
      slots.push_back(static_cast<std::uint16_t>(s));
    }
    const std::string block = encode_label_block(slots);
    EXPECT_EQ(label_block_count(block).value_or(0), slots.size());
    for (std::size_t s = 0; s < label_block_slots; s += 7) {
      EXPECT_EQ(label_block_contains(block, static_cast<std::uint16_t>(s)).value_or(false),
                s % step == 0);
    }
    const auto nodes = nodes_of(block, 3);
    ASSERT_EQ(nodes.size(), slots.size());
    EXPECT_EQ(nodes.front(), NodeId(3ULL << 16U));
    EXPECT_TRUE(std::is_sorted(nodes.begin(), nodes.end()));
  }
}

TEST(LabelBlockTest, RandomHistoriesAgreeWithASet) {
  std::mt19937_64 random(2);
  std::set<std::uint16_t> model;
  std::string block;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> operands;
    for (int i = 0; i < 300; ++i) {
      const auto slot = static_cast<std::uint16_t>(random() % (round < 30 ? 9000 : 65536));
      // Mostly growing at first, then shrinking, so that the form changes both ways.
      if (random() % 10 < (round < 30 ? 1U : 7U)) {
        model.erase(slot);
        operands.push_back(label_clear_operand(slot));
      } else {
        model.insert(slot);
        operands.push_back(label_set_operand(slot));
      }
    }
    const std::vector<std::string_view> views(operands.begin(), operands.end());
    const auto partial = merge_partial(MergeKind::label_block, views);
    ASSERT_TRUE(partial);
    const std::vector<std::string_view> twice = {*partial, *partial};
    auto merged = merge_full(MergeKind::label_block, block, twice);
    ASSERT_TRUE(merged);
    block = *std::move(merged);
    std::vector<NodeId> expected;
    for (const std::uint16_t slot : model) expected.emplace_back(slot);
    ASSERT_EQ(nodes_of(block), expected);
  }
}

TEST(LabelBlockTest, AnEmptiedBlockMeansNothing) {
  const std::string block = encode_label_block(std::vector<std::uint16_t>{4});
  const std::string clear = label_clear_operand(4);
  const auto merged = merge_label_block(block, std::vector<std::string_view>{clear});
  ASSERT_TRUE(merged);
  EXPECT_TRUE(is_empty_value(MergeKind::label_block, *merged));
  EXPECT_FALSE(is_empty_value(MergeKind::label_block, block));
}

TEST(LabelBlockTest, DamageIsCorruption) {
  std::vector<NodeId> nodes;
  const std::string array = encode_label_block(std::vector<std::uint16_t>{1, 2});
  for (std::size_t n = 0; n < array.size(); ++n) {
    EXPECT_FALSE(decode_label_block(array.substr(0, n), 0, nodes));
    EXPECT_FALSE(label_block_count(array.substr(0, n)));
  }
  const std::string unsorted("\x01\x02\x02\x00\x01\x00", 6);
  EXPECT_FALSE(decode_label_block(unsorted, 0, nodes));
  std::string wrong_count = encode_label_block([] {
    std::vector<std::uint16_t> slots(5000);
    std::iota(slots.begin(), slots.end(), std::uint16_t{0});
    return slots;
  }());
  wrong_count.back() = '\x01';
  EXPECT_FALSE(decode_label_block(wrong_count, 0, nodes));
  EXPECT_FALSE(check_label_operand("\x03\x01\x01"));
  EXPECT_FALSE(check_label_operand("\x01\x01"));
  EXPECT_TRUE(nodes.empty());
}

TEST(LabelBlockTest, RandomBytesNeverCrash) {
  std::mt19937_64 random(9);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(random() % 12, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 4);
    std::vector<NodeId> nodes;
    (void)decode_label_block(bytes, 0, nodes);
    (void)label_block_contains(bytes, 1);
    (void)merge_label_block(bytes, std::vector<std::string_view>{bytes});
  }
}

}  // namespace
}  // namespace entente::storage
