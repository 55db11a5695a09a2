#include "shell/base/text_width.hpp"

#include <gtest/gtest.h>

namespace entente::shell {
namespace {

TEST(TextWidth, CountsTerminalColumns) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("Moscow"), 6U);
  EXPECT_EQ(display_width("Angela Merkel – Kanzlerin"), 25U);
  EXPECT_EQ(display_width("習近平"), 6U);
  EXPECT_EQ(display_width("Путин"), 5U);
  EXPECT_EQ(display_width("e\xCC\x81t\xCC\xA8"), 2U) << "combining marks take no column";
  EXPECT_EQ(display_width("😀"), 2U);
  EXPECT_EQ(display_width("👨‍👩‍👧"), 2U) << "joined emoji are drawn as one";
  EXPECT_EQ(display_width("🇩🇪"), 2U) << "two indicators are one flag";
  EXPECT_EQ(display_width("❤️"), 2U);
}

TEST(TextWidth, CountsInvalidBytesAsOneColumnEach) {
  EXPECT_EQ(display_width("a\xFF\xFE"
                          "b"),
            4U);
  EXPECT_EQ(display_width("\xE4\xB8"), 2U) << "a character that was cut off";
}

TEST(TextWidth, TruncatesAtWholeClusters) {
  EXPECT_EQ(truncate_to_width("Moscow", 6), "Moscow");
  EXPECT_EQ(truncate_to_width("Moscow", 5), "Mosc…");
  EXPECT_EQ(truncate_to_width("習近平", 5), "習近…");
  EXPECT_EQ(truncate_to_width("習近平", 4), "習…") << "half of a wide character cannot be shown";
  EXPECT_EQ(truncate_to_width("e\xCC\x81"
                              "xyz",
                              2),
            "e\xCC\x81…");
  EXPECT_EQ(truncate_to_width("abc", 0), "");
  EXPECT_EQ(truncate_to_width("abc", 1), "…");
}

TEST(TextWidth, TruncatedTextAlwaysFits) {
  const std::string text = "a習😀e\xCC\x81🇩🇪\xFFz";
  for (std::size_t columns = 0; columns < 14; ++columns) {
    EXPECT_LE(display_width(truncate_to_width(text, columns)), columns) << columns;
  }
}

TEST(TextWidth, PrintableTextCannotDisturbTheTerminal) {
  EXPECT_EQ(printable("two\nlines\tand\rmore"), "two\\nlines\\tand\\rmore");
  EXPECT_EQ(printable("\x1b[31mred"), "\\u001B[31mred");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\u009B31m")
      << "the 8-bit form of an escape sequence";
  EXPECT_EQ(printable("abc\xE2\x80\xAE"
                      "def"),
            "abc\\u202Edef")
      << "a right-to-left override";
  EXPECT_EQ(printable("a\xFF"), "a\xEF\xBF\xBD");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\u0000b");
  EXPECT_EQ(printable("Москва 習近平 😀"), "Москва 習近平 😀");
}

TEST(TextWidth, PrintableLinesKeepTheirBreaks) {
  EXPECT_EQ(printable_lines("a\tb\n\x1b[31mc\n"), "a\tb\n\\u001B[31mc\n");
  EXPECT_EQ(printable_lines(""), "");
}

TEST(TextWidth, WrapsAtSpaces) {
  EXPECT_EQ(wrapped("", 10), "");
  EXPECT_EQ(wrapped("one two three", 7), "one two\nthree");
  EXPECT_EQ(wrapped("one two three", 80), "one two three");
  EXPECT_EQ(wrapped("a verylongword b", 5), "a\nverylongword\nb");
  EXPECT_EQ(wrapped("習近 平平", 5), "習近\n平平");
}

}  // namespace
}  // namespace entente::shell
