#include "storage/base/bytes.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace entente::storage {
namespace {

TEST(BytesTest, FixedWidths) {
  std::string out;
  append_big_endian_32(out, 0x01020304U);
  append_big_endian_64(out, 0x0102030405060708U);
  append_fixed_16(out, 0x0102U);
  append_fixed_32(out, 0x01020304U);
  append_fixed_64(out, 0x0102030405060708U);
  append_double(out, -0.5);
  EXPECT_EQ(out.substr(0, 4), "\x01\x02\x03\x04");
  EXPECT_EQ(out.substr(12, 2), "\x02\x01");
  ByteReader in(out);
  EXPECT_EQ(in.big_endian_32(), 0x01020304U);
  EXPECT_EQ(in.big_endian_64(), 0x0102030405060708U);
  EXPECT_EQ(in.fixed_16(), 0x0102U);
  EXPECT_EQ(in.fixed_32(), 0x01020304U);
  EXPECT_EQ(in.fixed_64(), 0x0102030405060708U);
  EXPECT_EQ(in.floating(), -0.5);
  EXPECT_TRUE(in.finished());
}

TEST(BytesTest, VarintsOfAllSizes) {
  for (unsigned bits = 0; bits < 64; ++bits) {
    for (const std::uint64_t v : {(1ULL << bits) - 1, 1ULL << bits, ~0ULL >> bits}) {
      std::string out;
      append_varint(out, v);
      EXPECT_EQ(out.size(), varint_bytes(v));
      EXPECT_LE(out.size(), max_varint_bytes);
      ByteReader in(out);
      EXPECT_EQ(in.varint(), v);
      EXPECT_TRUE(in.finished());
      for (std::size_t n = 0; n < out.size(); ++n) {
        ByteReader cut(std::string_view(out).substr(0, n));
        cut.varint();
        EXPECT_FALSE(cut.ok());
      }
    }
  }
}

TEST(BytesTest, ZigzagKeepsSmallNumbersSmall) {
  EXPECT_EQ(zigzag(0), 0U);
  EXPECT_EQ(zigzag(-1), 1U);
  EXPECT_EQ(zigzag(1), 2U);
  for (const std::int64_t v :
       {std::int64_t{0}, std::int64_t{-77}, std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(unzigzag(zigzag(v)), v);
  }
}

TEST(BytesTest, ImpossibleVarintsFail) {
  ByteReader eleven(std::string_view("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11));
  eleven.varint();
  EXPECT_FALSE(eleven.ok());
  ByteReader overflow(std::string_view("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 10));
  overflow.varint();
  EXPECT_FALSE(overflow.ok());
  std::string large;
  append_varint(large, 1ULL << 32U);
  ByteReader narrow(large);
  narrow.varint_32();
  EXPECT_FALSE(narrow.ok());
}

TEST(BytesTest, AFailedReaderStaysFailed) {
  ByteReader in("ab");
  EXPECT_EQ(in.fixed_64(), 0U);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0U);
  EXPECT_EQ(in.string(), "");
  EXPECT_EQ(in.remaining(), 0U);
  EXPECT_FALSE(in.finished());
}

TEST(BytesTest, StringsAndCountsAreBoundedByWhatIsThere) {
  std::string out;
  append_string(out, "abc");
  ByteReader in(out);
  EXPECT_EQ(in.string(), "abc");
  std::string lie;
  append_varint(lie, ~0ULL);
  lie += "abc";
  ByteReader liar(lie);
  EXPECT_EQ(liar.string(), "");
  EXPECT_FALSE(liar.ok());
  std::string three;
  append_varint(three, 3);
  three += "abcde";
  ByteReader exact(std::string_view(three).substr(0, 4));
  EXPECT_EQ(exact.count(1), 3U);
  ByteReader tight(three);
  EXPECT_EQ(tight.count(2), 0U);
  EXPECT_FALSE(tight.ok());
}

}  // namespace
}  // namespace entente::storage
