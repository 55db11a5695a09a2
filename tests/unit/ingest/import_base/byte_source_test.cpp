#include "ingest/import_base/byte_source.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "ingest/import_base/file_names.hpp"
#include "ingest/import_base/line_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::importing {
namespace {

class ByteSourceTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  std::string gzip_file(const std::string& name, const std::string& text) {
    gzFile out = gzopen((folder_ / name).c_str(), "ab");
    gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
    gzclose(out);
    return folder_ / name;
  }
  static Result<std::string> all(const std::string& path) {
    ENTENTE_ASSIGN(const auto source, ByteSource::open(path));
    std::string text;
    std::string block(1000, '\0');
    while (true) {
      ENTENTE_ASSIGN(const std::size_t n, source->read(block.data(), block.size()));
      if (n == 0) return text;
      text.append(block, 0, n);
    }
  }
  testing::TempDir folder_;
};

TEST_F(ByteSourceTest, PlainAndCompressedFilesReadTheSame) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  EXPECT_EQ(all(file("plain", text)).value(), text);
  EXPECT_EQ(all(gzip_file("packed", text)).value(), text);
  gzip_file("packed", "second member\n");
  EXPECT_EQ(all(folder_ / "packed").value(), text + "second member\n");
  EXPECT_EQ(all(file("empty", "")).value(), "");
  EXPECT_EQ(all(file("one", "x")).value(), "x");
}

TEST_F(ByteSourceTest, DamageIsAnError) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  const std::string path = gzip_file("packed", text);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  auto cut = all(path);
  ASSERT_FALSE(cut);
  EXPECT_NE(cut.error().message.find("ends too early"), std::string::npos) << cut.error().message;
  const std::string broken = gzip_file("broken", text);
  std::fstream bytes(broken, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekp(2000);
  bytes << "damaged damaged damaged";
  bytes.close();
  auto damaged = all(broken);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().error_class, ErrorClass::input_error);
}

TEST_F(ByteSourceTest, WhatIsNoFileOfText) {
  EXPECT_EQ(all(folder_ / "nowhere").error().error_class, ErrorClass::not_found);
  EXPECT_EQ(all(folder_ / "").error().error_class, ErrorClass::io_error);
  const auto utf16 = all(file("utf16", std::string("\xFF\xFEi\0d\0", 6)));
  ASSERT_FALSE(utf16);
  EXPECT_NE(utf16.error().message.find("UTF-16"), std::string::npos);
}

TEST_F(ByteSourceTest, Lines) {
  std::string huge(600000, 'x');
  LineReader lines(ByteSource::open(file("lines",
                                         "\xEF\xBB\xBF"
                                         "a\r\n\n" +
                                             huge + "\nlast"))
                       .value());
  std::vector<std::string> texts;
  std::string_view line;
  while (lines.next(line).value()) texts.emplace_back(line);
  EXPECT_EQ(texts, (std::vector<std::string>{"a", "", huge, "last"}));
  EXPECT_EQ(lines.line(), 4U);
  LineReader bounded(ByteSource::open(folder_ / "lines").value(), 1000);
  EXPECT_TRUE(bounded.next(line).value());
  EXPECT_TRUE(bounded.next(line).value());
  const auto too_long = bounded.next(line);
  ASSERT_FALSE(too_long);
  EXPECT_NE(too_long.error().message.find("line 3 is longer"), std::string::npos);
}

TEST_F(ByteSourceTest, PatternsAndEndings) {
  file("b-2.csv", "");
  file("b-1.csv", "");
  file("c*.csv", "");
  const auto files =
      expand_paths({folder_ / "c*.csv", folder_ / "b-*.csv", folder_ / "nowhere.csv"}).value();
  EXPECT_EQ(files, (std::vector<std::string>{folder_ / "c*.csv", folder_ / "b-1.csv",
                                             folder_ / "b-2.csv", folder_ / "nowhere.csv"}));
  EXPECT_EQ(expand_paths({folder_ / "x*.csv"}).error().error_class, ErrorClass::not_found);
  EXPECT_EQ(format_of("a/b.JSONL.gz").value(), ImportFormat::json_lines);
  EXPECT_EQ(format_of("x.ttl").value(), ImportFormat::turtle);
  EXPECT_FALSE(format_of("x.parquet"));
  EXPECT_FALSE(format_of("csv"));
}

}  // namespace
}  // namespace entente::importing
