#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entente/maintenance.hpp"
#include "storage/graph/bulk_loader.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

namespace fs = std::filesystem;
using entente::testing::must;

void load_graph(const OpenOptions& options) {
  const auto store = must(GraphStore::open(options));
  const auto loader = must(BulkLoader::begin(store, {}));
  const LabelId label = must(loader->label("Thing"));
  const PropertyKeyId key = must(loader->property_key("name"));
  const RelationshipTypeId type = must(loader->relationship_type("LINKS"));
  std::vector<NodeId> nodes;
  for (int i = 0; i < 3000; ++i) {
    nodes.push_back(must(loader->add_node({{label}, {{key, Value("name " + std::to_string(i))}}})));
  }
  for (std::size_t i = 0; i < 6000; ++i) {
    must(loader->add_relationship({type, nodes[i % 3000], nodes[i * i % 3000], {}}));
  }
  ASSERT_TRUE(loader->finish());
}

/// The sorted file that holds most.
fs::path largest_file(const fs::path& folder) {
  fs::path largest;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".sst") continue;
    if (largest.empty() || entry.file_size() > fs::file_size(largest)) largest = entry.path();
  }
  return largest;
}

void flip_bit(const fs::path& path, std::uint64_t position) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(position));
  const auto byte = static_cast<char>(file.get() ^ 0x10);
  file.seekp(static_cast<std::streamoff>(position));
  file.put(byte);
  ASSERT_TRUE(file.good());
}

// One flipped bit anywhere in the data is found: by the check, or at once when the file is opened.
TEST(BitRotTest, AFlippedBitIsFound) {
  const entente::testing::TempDir folder;
  OpenOptions options;
  options.path = folder / "db";
  load_graph(options);
  const fs::path file = largest_file(options.path);
  ASSERT_FALSE(file.empty());
  ASSERT_TRUE(must(check_database(options)).sound());
  const std::uint64_t size = fs::file_size(file);
  for (const std::uint64_t position : {std::uint64_t{5}, size / 4, size / 2, size * 3 / 4}) {
    flip_bit(file, position);
    const auto report = check_database(options);
    if (report) {
      EXPECT_FALSE(report->sound()) << "byte " << position << " of " << size;
      EXPECT_EQ(report->findings.front().invariant, "checksum");
    } else {
      EXPECT_EQ(report.error().error_class, ErrorClass::corruption) << report.error().message;
    }
    flip_bit(file, position);
  }
  EXPECT_TRUE(must(check_database(options)).sound());
}

}  // namespace
}  // namespace entente::storage
