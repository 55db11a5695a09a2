#include "storage/graph/projection_image.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "storage/graph/graph_engine.hpp"
#include "tests/support/record_rows.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::storage {
namespace {

using entente::testing::expect_views;
using entente::testing::must;
using entente::testing::TempDir;

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void put_content(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

class ImageFileTest : public ::testing::Test {
 protected:
  static constexpr ImageIdentity identity{17, 42};
  static constexpr ImageSectionId small{ImageSectionKind::topology, 3, 0};
  static constexpr ImageSectionId large{ImageSectionKind::column, 0, 1ULL << 40U};

  void SetUp() override {
    for (std::uint32_t i = 0; i < 1000; ++i) numbers_.push_back(i * i);
    ImageWriter writer;
    writer.add(small, std::string_view("abc"));
    writer.add(large, std::span<const std::uint32_t>(numbers_));
    ASSERT_TRUE(writer.write(path_, identity));
    EXPECT_EQ(std::filesystem::file_size(path_), writer.bytes());
  }

  TempDir folder_;
  const std::string path_ = folder_ / "image";
  std::vector<std::uint32_t> numbers_;
};

TEST_F(ImageFileTest, GivesBackItsSections) {
  const auto image = ProjectionImage::open(path_, identity);
  ASSERT_NE(image, nullptr);
  EXPECT_EQ(image->section(small), "abc");
  const auto numbers = image->array<std::uint32_t>(large);
  ASSERT_TRUE(numbers);
  EXPECT_TRUE(std::equal(numbers->begin(), numbers->end(), numbers_.begin(), numbers_.end()));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(numbers->data()) % 64, 0U);
  EXPECT_EQ(image->sections(), (std::vector<ImageSectionId>{small, large}));
  EXPECT_EQ(image->section({ImageSectionKind::topology, 4, 0}), std::nullopt);
  // Three bytes are no numbers.
  EXPECT_FALSE(image->array<std::uint32_t>(small));
}

TEST_F(ImageFileTest, BelongsToOneStateOnly) {
  EXPECT_EQ(ProjectionImage::open(path_, {17, 43}), nullptr);
  EXPECT_EQ(ProjectionImage::open(path_, {18, 42}), nullptr);
  EXPECT_EQ(ProjectionImage::open(path_ + "x", identity), nullptr);
}

TEST_F(ImageFileTest, AWrongByteIsNeverBelieved) {
  const std::string sound = content_of(path_);
  for (std::size_t at = 0; at < sound.size(); at += at < 200 ? 1 : 37) {
    std::string damaged = sound;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    put_content(path_, damaged);
    const auto image = ProjectionImage::open(path_, identity);
    if (!image) continue;
    // A byte between sections harms nothing; any other is noticed.
    const auto numbers = image->array<std::uint32_t>(large);
    if (numbers) {
      EXPECT_EQ((*numbers)[999], numbers_[999]);
    }
    const auto text = image->section(small);
    if (text) {
      EXPECT_EQ(*text, "abc");
    }
  }
}

TEST_F(ImageFileTest, ATruncatedOrLengthenedFileIsIgnored) {
  const std::string sound = content_of(path_);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{47}, std::size_t{100}, sound.size() - 1}) {
    put_content(path_, sound.substr(0, size));
    EXPECT_EQ(ProjectionImage::open(path_, identity), nullptr) << size;
  }
  put_content(path_, sound + "x");
  EXPECT_EQ(ProjectionImage::open(path_, identity), nullptr);
}

TEST_F(ImageFileTest, LeavesNoHalfFileWhereItCannotWrite) {
  ImageWriter writer;
  writer.add(small, std::string_view("abc"));
  EXPECT_FALSE(writer.write(folder_ / "missing/image", identity));
  std::filesystem::create_directory(folder_ / "taken");
  put_content(folder_ / "taken/file", "x");
  EXPECT_FALSE(writer.write(folder_ / "taken", identity));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "taken.new"));
}

/// A database with an image: closed by a session in which everything was built.
class DatabaseImageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    open(ProjectionPolicy::eager);
    auto tx = begin(AccessMode::write);
    types_ = {must(tx->get_or_create_relationship_type("R")),
              must(tx->get_or_create_relationship_type("S"))};
    for (int i = 0; i < 50; ++i) nodes_.push_back(must(tx->create_node({}, {})));
    ASSERT_TRUE(tx->commit());
    for (int i = 0; i < 5; ++i) connect(40);
    ASSERT_EQ(expect_views(*begin(AccessMode::read), types_, false), 8);
    close();
    ASSERT_TRUE(std::filesystem::exists(image_));
  }

  void open(ProjectionPolicy policy, bool read_only = false) {
    OpenOptions options;
    options.path = folder_ / "db";
    options.sync = false;
    options.projections = policy;
    options.read_only = read_only;
    store_ = must(GraphStore::open(options));
  }
  void close() { store_.reset(); }
  std::unique_ptr<Transaction> begin(AccessMode mode) { return must(store_->begin(mode)); }
  void connect(int count) {
    auto tx = begin(AccessMode::write);
    for (int i = 0; i < count; ++i) {
      must(tx->create_relationship(nodes_[random_() % nodes_.size()], types_[random_() % 2],
                                   nodes_[random_() % nodes_.size()], {}));
    }
    ASSERT_TRUE(tx->commit());
  }
  /// True if there is a topology without any building: with the automatic policy none is built for
  /// so few reads, so that it comes from the image.
  bool has_views() {
    auto tx = begin(AccessMode::read);
    return expect_views(*tx, types_, true) > 0;
  }

  TempDir folder_;
  const std::string image_ = folder_ / "db/projections";
  std::shared_ptr<GraphStore> store_;
  std::vector<RelationshipTypeId> types_;
  std::vector<NodeId> nodes_;
  std::mt19937 random_{3};
};

TEST_F(DatabaseImageTest, IsUsedByTheNextSession) {
  const std::string before = content_of(image_);
  open(ProjectionPolicy::automatic);
  EXPECT_TRUE(has_views());
  close();
  EXPECT_EQ(content_of(image_), before) << "nothing was changed, so nothing is written";
  open(ProjectionPolicy::automatic);
  EXPECT_TRUE(has_views());
}

TEST_F(DatabaseImageTest, FollowsCommitsMadeBeforeItIsLoaded) {
  open(ProjectionPolicy::eager);
  auto old = begin(AccessMode::read);
  connect(3);
  nodes_.push_back([&] {
    auto tx = begin(AccessMode::write);
    const NodeId node = must(tx->create_node({}, {}));
    EXPECT_TRUE(tx->commit());
    return node;
  }());
  connect(30);
  EXPECT_TRUE(has_views());
  EXPECT_EQ(expect_views(*old, types_, false), 8);
  old.reset();
  close();
  open(ProjectionPolicy::automatic);
  EXPECT_TRUE(has_views()) << "changes are merged into the image that closing leaves";
}

TEST_F(DatabaseImageTest, OfAnEarlierStateIsIgnored) {
  const std::string earlier = content_of(image_);
  open(ProjectionPolicy::off);
  connect(1);
  close();
  open(ProjectionPolicy::automatic);
  EXPECT_FALSE(has_views());
  EXPECT_FALSE(std::filesystem::exists(image_)) << "nobody will ever trust it again";
  close();
  put_content(image_, earlier);
  open(ProjectionPolicy::automatic);
  EXPECT_FALSE(has_views());
}

TEST_F(DatabaseImageTest, OfTheSameSequenceInAnotherHistoryIsIgnored) {
  const std::string copy = folder_ / "copy";
  std::filesystem::copy(folder_ / "db", copy, std::filesystem::copy_options::recursive);
  // Both go on from the same state by the same number of writes, with different relationships.
  open(ProjectionPolicy::eager);
  connect(4);
  EXPECT_TRUE(has_views());
  close();
  const std::string image = content_of(image_);
  std::filesystem::remove_all(folder_ / "db");
  std::filesystem::rename(copy, folder_ / "db");
  open(ProjectionPolicy::eager);
  connect(4);
  EXPECT_TRUE(has_views());
  close();
  put_content(image_, image);
  open(ProjectionPolicy::automatic);
  EXPECT_FALSE(has_views());
}

TEST_F(DatabaseImageTest, WithDamagedRowsIsIgnored) {
  std::string damaged = content_of(image_);
  // Behind the header, in whatever section a byte is.
  for (std::size_t at = damaged.size() / 4; at < damaged.size(); at += 61) {
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
  }
  put_content(image_, damaged);
  open(ProjectionPolicy::automatic);
  EXPECT_FALSE(has_views());
  close();
  open(ProjectionPolicy::eager);
  EXPECT_TRUE(has_views()) << "what cannot be loaded is built";
}

TEST_F(DatabaseImageTest, IsUsedButNotWrittenByReadOnlySessions) {
  open(ProjectionPolicy::automatic, true);
  EXPECT_TRUE(has_views());
  close();
  std::filesystem::remove(image_);
  open(ProjectionPolicy::eager, true);
  EXPECT_TRUE(has_views());
  close();
  EXPECT_FALSE(std::filesystem::exists(image_));
}

TEST_F(DatabaseImageTest, IsNotUsedWithProjectionsOff) {
  open(ProjectionPolicy::off);
  EXPECT_FALSE(has_views());
}

}  // namespace
}  // namespace entente::storage
