#include "storage/graph/statistics_cache.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "storage/graph/graph_store.hpp"
#include "storage/graph/transaction.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::storage {
namespace {

/// 5,000 nodes :L {k: 0 … 4,999}, every seventh of which is a hub of :R, in a folder that is opened again
/// and again.
class StatisticsFile : public ::testing::Test {
 protected:
  void SetUp() override {
    open();
    auto tx = begin(AccessMode::write);
    const LabelId label = *tx->get_or_create_label("L");
    const PropertyKeyId key = *tx->get_or_create_property_key("k");
    const RelationshipTypeId type = *tx->get_or_create_relationship_type("R");
    for (int i = 0; i < 5000; ++i) {
      nodes_.push_back(*tx->create_node({&label, 1}, {{key, Value(i)}}));
    }
    for (std::size_t i = 0; i < 5000; ++i) {
      ASSERT_TRUE(tx->create_relationship(nodes_[i / 7 * 7], type, nodes_[i], {}));
    }
    ASSERT_TRUE(tx->commit());
  }

  void open(bool read_only = false) {
    store_.reset();
    OpenOptions options;
    options.path = folder_ / "db";
    options.sync = false;
    options.read_only = read_only;
    auto opened = GraphStore::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(opened).value();
  }
  std::unique_ptr<Transaction> begin(AccessMode mode) {
    return std::move(store_->begin(mode)).value();
  }
  /// Of nodes whose `k` is below 2,500, by the sample.
  double lower_half() {
    auto tx = begin(AccessMode::read);
    const auto values =
        *store_->statistics().values(*tx, *tx->find_label("L"), *tx->find_property_key("k"));
    const Value middle(2500);
    return values->between(nullptr, &middle);
  }
  double skew() {
    auto tx = begin(AccessMode::read);
    return (*store_->statistics().degrees(*tx, *tx->find_label("L"),
                                          *tx->find_relationship_type("R"), Direction::outgoing))
        ->skew();
  }
  /// Sets `k` of all nodes, which changes no count.
  void set_all(int value) {
    auto tx = begin(AccessMode::write);
    const PropertyKeyId key = *tx->find_property_key("k");
    for (const NodeId node : nodes_) ASSERT_TRUE(tx->set_node_property(node, key, Value(value)));
    ASSERT_TRUE(tx->commit());
  }
  [[nodiscard]] std::string file() const { return folder_ / "db/statistics"; }

  testing::TempDir folder_;
  std::shared_ptr<GraphStore> store_;
  std::vector<NodeId> nodes_;
};

TEST_F(StatisticsFile, SamplesOutliveTheProcess) {
  const double half = lower_half();
  const double hubs = skew();
  EXPECT_NEAR(half, 0.5, 0.02);
  EXPECT_GT(hubs, 2);
  open();
  EXPECT_TRUE(std::filesystem::exists(file()));
  set_all(9999);
  EXPECT_DOUBLE_EQ(lower_half(), half) << "of the file: one taken now would find no such node";
  EXPECT_DOUBLE_EQ(skew(), hubs);
  open(true);
  EXPECT_DOUBLE_EQ(lower_half(), half) << "who may only read has it, too";
}

TEST_F(StatisticsFile, IsWrittenOnlyWhenSamplesWereTaken) {
  open();
  EXPECT_FALSE(std::filesystem::exists(file()));
  EXPECT_NEAR(lower_half(), 0.5, 0.02);
  open();
  const auto written = std::filesystem::last_write_time(file());
  EXPECT_NEAR(lower_half(), 0.5, 0.02);
  open();
  EXPECT_EQ(std::filesystem::last_write_time(file()), written);
}

TEST_F(StatisticsFile, ASampleIsTakenAgainAfterMoreWritesThanNodes) {
  EXPECT_NEAR(lower_half(), 0.5, 0.02);
  for (int i = 0; i < 5; ++i) set_all(9990 + i);
  EXPECT_DOUBLE_EQ(lower_half(), 0) << "in the same process";
  for (int i = 0; i < 5; ++i) set_all(i);
  open();
  EXPECT_DOUBLE_EQ(lower_half(), 1) << "and in the next one";
}

TEST_F(StatisticsFile, DamagedFilesAreAsNone) {
  const double hubs = skew();
  EXPECT_NEAR(lower_half(), 0.5, 0.02);
  open();
  set_all(9999);
  store_.reset();
  std::ifstream in(file(), std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  ASSERT_GT(whole.size(), 100U);
  const auto check = [&](const std::string& bytes, const std::string& how) {
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes;
    open(true);
    EXPECT_DOUBLE_EQ(lower_half(), 0) << how;
    EXPECT_DOUBLE_EQ(skew(), hubs) << how;
  };
  for (const std::size_t at : {0UL, 9UL, 14UL, 25UL, whole.size() / 2, whole.size() - 1}) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    check(bytes, "byte " + std::to_string(at));
  }
  check("", "empty");
  check(whole.substr(0, whole.size() - 1), "cut");
  check(whole + 'x', "longer");
}

TEST(StatisticsBytes, AreReadAsTheyWereWritten) {
  ValueList values;
  for (int i = 0; i < 300; ++i) {
    values.push_back(Value(i % 20));
    values.push_back(Value("text " + std::string(static_cast<std::size_t>(i), 'x')));
    values.push_back(Value(0.5 * i));
  }
  values.push_back(Value(ValueList{Value(std::string(500, 'y')), Value(1), Value(2)}));
  const ValueStatistics statistics(10'000, 1000, values);
  std::string bytes;
  statistics.append_to(bytes);
  EXPECT_LT(bytes.size(), 20'000U) << "of long texts the beginning is enough";
  const auto read = ValueStatistics::read(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->nodes(), 10'000U);
  EXPECT_EQ(read->looked_at(), 1000U);
  EXPECT_DOUBLE_EQ(read->present(), statistics.present());
  EXPECT_DOUBLE_EQ(read->distinct(), statistics.distinct());
  EXPECT_DOUBLE_EQ(read->equal(Value(7)), statistics.equal(Value(7)));
  EXPECT_DOUBLE_EQ(read->prefix("text xx"), statistics.prefix("text xx"));
  std::string again;
  read->append_to(again);
  EXPECT_EQ(again, bytes);
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    const auto part = ValueStatistics::read(std::string_view(bytes).substr(0, size));
    EXPECT_TRUE(!part || part->present() < statistics.present());
  }
  EXPECT_FALSE(ValueStatistics::read(std::string(64, '\xff')));
}

/// Texts that differ behind what is kept are one value; those that differ before are not.
TEST(StatisticsBytes, LongTextsAreToldApartByTheirBeginning) {
  const std::string umlauts = [] {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "ü";
    return text;
  }();
  ValueList values;
  for (int i = 0; i < 10; ++i) values.push_back(Value(umlauts + std::to_string(i)));
  for (int i = 0; i < 10; ++i) values.push_back(Value(std::to_string(i) + umlauts));
  const ValueStatistics statistics(20, 20, values);
  EXPECT_DOUBLE_EQ(statistics.equal(Value(umlauts + "5")), 0.5);
  EXPECT_DOUBLE_EQ(statistics.equal(Value("5" + umlauts)), 0.05);
  ASSERT_EQ(statistics.most_common(5).size(), 1U);
  EXPECT_EQ(statistics.most_common(5).front().value.as_string(), umlauts.substr(0, 80));
}

}  // namespace
}  // namespace entente::storage
