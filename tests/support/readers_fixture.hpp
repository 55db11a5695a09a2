#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "ingest/readers/reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::ingest::testing {

namespace support = entente::testing;

/// Writes files into a folder of its own and reads them.
class ReadersFixture : public ::testing::Test {
 public:
  /// What is read of a document, block by block.
  static std::vector<std::string> kept(const SourceDocument& document) {
    std::vector<std::string> out;
    for (const TextBlock& b : document.blocks) {
      out.push_back(std::string(document.readable().substr(b.begin, b.end - b.begin)));
    }
    return out;
  }

 protected:
  std::string write(const std::string& name, const std::string& content) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  std::vector<ReadItem> read(const std::string& path, IngestOptions options = {}) {
    std::vector<ReadItem> items;
    read_file(path, options, [&](ReadItem item) {
      items.push_back(std::move(item));
      return true;
    });
    return items;
  }
  /// The reason for which the only item was skipped.
  Error reason(const std::string& path, IngestOptions options = {}) {
    const auto items = read(path, options);
    EXPECT_EQ(items.size(), 1U);
    if (items.size() != 1 || !std::holds_alternative<SkippedInput>(items[0])) {
      ADD_FAILURE() << path << " was not skipped";
      return {};
    }
    return std::get<SkippedInput>(items[0]).reason;
  }
  /// The only document of the input.
  SourceDocument document(const std::string& path, IngestOptions options = {}) {
    auto items = read(path, options);
    if (items.size() != 1 || !std::holds_alternative<SourceDocument>(items[0])) {
      ADD_FAILURE() << path << " is not one document: "
                    << (items.size() == 1 ? std::get<SkippedInput>(items[0]).reason.message : "");
      return {};
    }
    return std::get<SourceDocument>(std::move(items[0]));
  }
  support::TempDir folder_;
};

}  // namespace entente::ingest::testing
