#include "storage/base/csv_reader.hpp"

#include <gtest/gtest.h>

#include <random>

#include "storage/base/utf8.hpp"

namespace entente::storage {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Reads everything from a source that gives `step` bytes at a time.
Result<Rows> read_all(std::string_view text, std::size_t step = 1 << 20, CsvOptions options = {}) {
  CsvReader reader(
      [text, step](char* buffer, std::size_t bytes) mutable -> Result<std::size_t> {
        const std::size_t n = text.copy(buffer, std::min(step, bytes));
        text.remove_prefix(n);
        return n;
      },
      options);
  Rows rows;
  std::vector<CsvField> fields;
  while (true) {
    ENTENTE_ASSIGN(const bool more, reader.next(fields));
    if (!more) return rows;
    auto& row = rows.emplace_back();
    for (const CsvField& field : fields) row.emplace_back(field.text);
  }
}

Rows rows_of(std::string_view text, CsvOptions options = {}) {
  const auto whole = read_all(text, 1 << 20, options);
  EXPECT_TRUE(whole) << whole.error().message;
  // Wherever the buffer ends, the rows are the same.
  for (const std::size_t step : {1, 2, 3, 7}) {
    const auto pieces = read_all(text, step, options);
    EXPECT_TRUE(pieces && whole && *pieces == *whole) << "in steps of " << step;
  }
  return whole ? *whole : Rows();
}

TEST(CsvReaderTest, PlainRowsWithAnyLineEnd) {
  const Rows expected = {{"a", "b"}, {"1", "2"}};
  EXPECT_EQ(rows_of("a,b\n1,2\n"), expected);
  EXPECT_EQ(rows_of("a,b\r\n1,2\r\n"), expected);
  EXPECT_EQ(rows_of("a,b\r1,2"), expected);
  EXPECT_EQ(rows_of("a,b\n1,2"), expected);
  EXPECT_EQ(rows_of("\n\na,b\n\r\n1,2\n\n"), expected);
  EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                    "a,b\n1,2"),
            expected);
  EXPECT_EQ(rows_of("a;b\n1;2", {.delimiter = ';'}), expected);
}

TEST(CsvReaderTest, EmptyFields) {
  EXPECT_EQ(rows_of(",\n"), (Rows{{"", ""}}));
  EXPECT_EQ(rows_of("a,"), (Rows{{"a", ""}}));
  EXPECT_EQ(rows_of("\"\"\n"), (Rows{{""}}));
  EXPECT_EQ(rows_of(""), Rows());
  EXPECT_EQ(rows_of("\n"), Rows());
}

TEST(CsvReaderTest, QuotedFields) {
  EXPECT_EQ(rows_of("\"a,b\",\"c\nd\",\"e\r\nf\"\n"), (Rows{{"a,b", "c\nd", "e\r\nf"}}));
  EXPECT_EQ(rows_of("\"say \"\"hi\"\"\",\"\"\"\",x\n"), (Rows{{"say \"hi\"", "\"", "x"}}));
  EXPECT_EQ(rows_of("a\"b,c\n"), (Rows{{"a\"b", "c"}}));
}

TEST(CsvReaderTest, ToldWhetherAFieldWasQuoted) {
  CsvReader reader = CsvReader::from_text("a,\"\",\n");
  std::vector<CsvField> fields;
  ASSERT_TRUE(*reader.next(fields));
  EXPECT_FALSE(fields[0].quoted);
  EXPECT_TRUE(fields[1].quoted);
  EXPECT_FALSE(fields[2].quoted);
}

TEST(CsvReaderTest, KnowsItsLinesAndBytes) {
  CsvReader reader = CsvReader::from_text("a\n\n\"b\nc\"\nd\n");
  std::vector<CsvField> fields;
  const std::vector<std::uint64_t> lines = {1, 3, 5};
  for (const std::uint64_t line : lines) {
    ASSERT_TRUE(*reader.next(fields));
    EXPECT_EQ(reader.line(), line);
  }
  EXPECT_FALSE(*reader.next(fields));
  EXPECT_EQ(reader.bytes_read(), 11U);
}

TEST(CsvReaderTest, MalformedRowsNameTheirLine) {
  const auto open = read_all("a\nb,\"c\nd\n");
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().error_class, ErrorClass::input_error);
  EXPECT_NE(open.error().message.find("line 2"), std::string::npos);
  const auto tail = read_all("\"a\"b\n");
  ASSERT_FALSE(tail);
  EXPECT_NE(tail.error().message.find("closing quote"), std::string::npos);
  const auto endless = read_all("a\n\"" + std::string(5000, 'x'), 100, {.row_bytes_max = 1000});
  ASSERT_FALSE(endless);
  EXPECT_NE(endless.error().message.find("longer than 1000"), std::string::npos);
}

TEST(CsvReaderTest, RowsLongerThanTheBuffer) {
  const std::string field(3 << 20, 'x');
  EXPECT_EQ(read_all("\"" + field + "\",y\nz\n").value_or(Rows()), (Rows{{field, "y"}, {"z"}}));
}

TEST(CsvReaderTest, AMissingFileIsNotFound) {
  const auto reader = CsvReader::open("/nonexistent/file.csv");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().error_class, ErrorClass::not_found);
}

TEST(CsvReaderTest, WhatIsWrittenIsReadBack) {
  std::mt19937_64 random(1);
  constexpr std::string_view alphabet = "ab,\"\n\r;\0";
  for (int round = 0; round < 300; ++round) {
    Rows rows(1 + random() % 4);
    std::string text;
    for (auto& row : rows) {
      row.resize(2 + random() % 3);
      for (std::size_t i = 0; i < row.size(); ++i) {
        for (std::size_t k = random() % 6; k > 0; --k)
          row[i] += alphabet[random() % alphabet.size()];
        if (i > 0) text += ',';
        text += '"';
        for (const char c : row[i]) text.append(c == '"' ? 2 : 1, c);
        text += '"';
      }
      text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    EXPECT_EQ(rows_of(text), rows);
  }
}

TEST(Utf8Test, AcceptsTextAndRefusesWhatIsNot) {
  for (const std::string& text : {std::string(""), std::string("plain ascii text"),
                                  std::string("häß 中文 🙂 and more than eight"),
                                  std::string("\xF4\x8F\xBF\xBF"), std::string("\xED\x9F\xBF")}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
  for (const std::string& text :
       {std::string("\x80"), std::string("\xC0\xAF"), std::string("\xC1\xBF"), std::string("\xC3"),
        std::string("\xE0\x80\x80"), std::string("\xED\xA0\x80"), std::string("\xF0\x80\x80\x80"),
        std::string("\xF4\x90\x80\x80"), std::string("\xF5\x80\x80\x80"), std::string("\xFF"),
        std::string("12345678\xE4\xB8"), std::string("abcdefg\xC3(")}) {
    EXPECT_FALSE(is_valid_utf8(text));
  }
}

}  // namespace
}  // namespace entente::storage
