#include "ingest/readers/encoding.hpp"

#include <gtest/gtest.h>

#include "ingest/text/utf8.hpp"
#include "tests/support/readers_fixture.hpp"

namespace entente::ingest {
namespace {

using EncodingTest = testing::ReadersFixture;

std::string decoded(const std::string& bytes, const EncodingHints& hints = {}) {
  auto result = decode_text("d", bytes, hints);
  if (!result) return "error: " + result.error().message;
  return result->text;
}

std::string utf16(std::string_view ascii, bool big) {
  std::string out;
  for (const char c : ascii) {
    if (big) out += '\0';
    out += c;
    if (!big) out += '\0';
  }
  return out;
}

TEST_F(EncodingTest, Utf8StaysByteForByte) {
  const std::string text =
      "\xEF\xBB\xBF"
      "Zürich and Zu\xCC\x88rich.";
  const auto result = decode_text("d", text);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->text, text);
  EXPECT_FALSE(result->converted());
}

TEST_F(EncodingTest, ByteOrderMarksDecide) {
  EXPECT_EQ(decoded("\xFF\xFE" + utf16("Talks in Rome.", false)), "Talks in Rome.");
  EXPECT_EQ(decoded("\xFE\xFF" + utf16("Talks in Rome.", true)), "Talks in Rome.");
  EXPECT_EQ(decoded(std::string("\xFF\xFE\0\0A\0\0\0", 8)), "A");
}

TEST_F(EncodingTest, Utf16WithoutMarkIsSeenByItsZeros) {
  EXPECT_EQ(decoded(utf16("Talks in Rome.", false)), "Talks in Rome.");
  EXPECT_EQ(decoded(utf16("Talks in Rome.", true)), "Talks in Rome.");
}

TEST_F(EncodingTest, DeclaredEncodingCountsForWhatIsNotUtf8) {
  EXPECT_EQ(decoded("Fran\xE7ois \x93met\x94 him", {{}, "ISO-8859-1"}), "François “met” him");
  EXPECT_EQ(decoded("Wa\xB3\xEAsa", {{}, "iso-8859-2"}), "Wałęsa");
  // Many pages in UTF-8 say that they are Latin-1.
  EXPECT_EQ(decoded("François", {{}, "iso-8859-1"}), "François");
}

TEST_F(EncodingTest, GivenEncodingDecides) {
  EXPECT_EQ(decoded("\xCC\xEE\xF1\xEA\xE2\xE0", {"windows-1251", "utf-8"}), "Москва");
  EXPECT_NE(decoded("x", {"no-such-set", {}}).find("no encoding 'no-such-set'"), std::string::npos);
  EXPECT_NE(decoded("abc\xFF", {"utf-8", {}}).find("byte 3"), std::string::npos);
}

TEST_F(EncodingTest, ConvertedTextIsInNormalFormC) {
  std::string bytes = utf16("u", false);
  bytes += "\x08\x03";
  EXPECT_EQ(decoded("\xFF\xFE" + bytes), "ü");
}

TEST_F(EncodingTest, LongTextInLatin1IsFoundOut) {
  const std::string page =
      "The president of the republic said on Monday that the caf\xE9 owners of the city would be "
      "heard before the law is changed. Fran\xE7ois Mitterrand was president from 1981 to 1995, "
      "and "
      "his government changed the law of the cities. The ministers of the r\xE9gime met in the "
      "ch\xE2teau near the river to talk about the matter once more.";
  const std::string text = decoded(page);
  EXPECT_NE(text.find("François Mitterrand"), std::string::npos) << text;
}

TEST_F(EncodingTest, WhatIsOnlyAGuessIsRefused) {
  const std::string short_text = decoded("bad \xff\xfe utf8 text here");
  EXPECT_NE(short_text.find("not valid UTF-8 at byte 4 (line 1)"), std::string::npos) << short_text;
  // UTF-8 with a few broken bytes is damaged, not something else.
  std::string damaged;
  for (int i = 0; i < 50; ++i) damaged += "Président François Mitterrand à Zürich. ";
  damaged[damaged.size() - 40] = '\xFF';
  EXPECT_NE(decoded(damaged).find("not valid UTF-8"), std::string::npos);
}

TEST_F(EncodingTest, BinaryIsRefusedWithItsPlace) {
  EXPECT_NE(decoded(std::string("ab\0c\1\2\3\4", 8)).find("byte 0 at offset 2"), std::string::npos);
  EXPECT_NE(decoded("text\x02 text").find("byte 2 at offset 4"), std::string::npos);
}

TEST_F(EncodingTest, WrongBytesOfADeclaredEncodingAreNamed) {
  const std::string message = decoded("one\ntwo \xFF", {{}, "euc-jp"});
  EXPECT_NE(message.find("not valid euc-jp at byte 8 (line 2)"), std::string::npos) << message;
}

TEST_F(EncodingTest, FilesInOtherEncodingsAreConverted) {
  const auto page =
      document(write("p.html",
                     "<html><head><meta charset='windows-1251'><title>T</title></head>"
                     "<body><p>\xCC\xEE\xF1\xEA\xE2\xE0 is the capital of Russia, and "
                     "its largest city by far, with a river of that name.</p></body>"));
  EXPECT_TRUE(page.converted);
  EXPECT_TRUE(page.text.starts_with("Москва is the capital")) << page.text;
  IngestOptions options;
  options.encoding = "windows-1252";
  const auto text = document(write("t.txt", "Caf\xE9."), options);
  EXPECT_EQ(text.text, "Café.");
  EXPECT_TRUE(text.converted);
  EXPECT_FALSE(document(write("u.txt", "Café.")).converted);
}

TEST(CleanConverted, ComposesAndUnties) {
  EXPECT_EQ(clean_converted("ef\xEF\xAC\x81"
                            "cient of\xC2\xAD"
                            "fice"),
            "efficient office");
  EXPECT_EQ(clean_converted("Zu\xCC\x88rich"), "Zürich");
  EXPECT_EQ(clean_converted("plain"), "plain");
}

}  // namespace
}  // namespace entente::ingest
