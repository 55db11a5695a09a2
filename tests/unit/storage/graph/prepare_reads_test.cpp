#include <gtest/gtest.h>

#include <array>
#include <random>

#include "storage/base/parallel.hpp"
#include "storage/graph/adjacency_view.hpp"
#include "storage/graph/bulk_loader.hpp"
#include "storage/graph/graph_engine.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

/// A graph that is large enough for several threads to make copies of it.
class PrepareReadsTest : public testing::StoreFixture {
 protected:
  static constexpr std::size_t node_total = 90000;
  static constexpr std::size_t relationship_total = 150000;

  void SetUp() override {
    open();
    auto load = must(BulkLoader::begin(store().shared_from_this(), {}));
    const LabelId label = must(load->label("A"));
    label_ = label;
    type_ = must(load->relationship_type("R"));
    for (const char* name : {"integer", "text", "mixed", "rare"}) {
      keys_.push_back(must(load->property_key(name)));
    }
    std::mt19937 random(4);
    for (std::size_t i = 0; i < node_total; ++i) {
      NodeRecord record;
      if (i % 3 == 0) record.labels = {label};
      record.properties.emplace_back(keys_[0], Value(static_cast<std::int64_t>(random())));
      record.properties.emplace_back(keys_[1], Value("text " + std::to_string(random() % 5000)));
      // Of one kind in the first half of the ids, of another in the second.
      const auto number = static_cast<std::int64_t>(i);
      record.properties.emplace_back(keys_[2], i < node_total / 2 ? Value(number) : Value("x"));
      if (i % 10007 == 5) record.properties.emplace_back(keys_[3], Value(true));
      nodes_.push_back(must(load->add_node(record)));
      records_.push_back(std::move(record));
    }
    for (std::size_t i = 0; i < relationship_total; ++i) {
      // The first node is a hub.
      const NodeId source = nodes_[i % 5 == 0 ? 0 : random() % node_total];
      const RelationshipRecord record{
          type_,
          source,
          nodes_[random() % node_total],
          {{keys_[0], Value(static_cast<double>(random() % 1000) / 8)}}};
      relationships_.emplace_back(must(load->add_relationship(record)), record);
    }
    ASSERT_TRUE(load->finish());
  }

  [[nodiscard]] Value wanted(std::size_t node, PropertyKeyId key) const {
    for (const auto& [known, value] : records_[node].properties) {
      if (known == key) return value;
    }
    return {};
  }

  static Status no_check() { return {}; }

  LabelId label_;
  RelationshipTypeId type_;
  std::vector<PropertyKeyId> keys_;
  std::vector<NodeId> nodes_;
  std::vector<NodeRecord> records_;
  std::vector<std::pair<RelationshipId, RelationshipRecord>> relationships_;
};
ENTENTE_OVER_ALL_STORES(PrepareReadsTest);

TEST_P(PrepareReadsTest, BuildsColumnsThatHoldWhatTheRecordsDo) {
  auto tx = read();
  PlannedReads reads;
  for (const PropertyKeyId key : keys_) {
    reads.properties.push_back({EntityKind::node, key, 2 * node_total, true});
  }
  reads.sets = {{EntityKind::node, std::nullopt}, {EntityKind::node, label_.value}};
  EXPECT_EQ(must(tx->property_column(EntityKind::node, keys_[0])), nullptr);
  ASSERT_TRUE(tx->prepare_reads(reads, no_check));
  const ColumnKind kinds[] = {ColumnKind::integer, ColumnKind::string, ColumnKind::mixed,
                              ColumnKind::boolean};
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    const auto column = must(tx->property_column(EntityKind::node, keys_[k]));
    ASSERT_NE(column, nullptr) << k;
    EXPECT_EQ(column->kind(), kinds[k]);
    for (std::size_t i = 0; i < node_total; ++i) {
      ASSERT_TRUE(identical(column->value(nodes_[i].value), wanted(i, keys_[k]))) << k << " " << i;
    }
  }
  const auto all = must(tx->node_set(std::nullopt));
  const auto labelled = must(tx->node_set(label_));
  ASSERT_NE(all, nullptr);
  ASSERT_NE(labelled, nullptr);
  EXPECT_EQ(all->size(), node_total);
  EXPECT_EQ(labelled->size(), node_total / 3);
  for (std::size_t i = 0; i < node_total; ++i) {
    ASSERT_TRUE(all->contains(nodes_[i].value));
    ASSERT_EQ(labelled->contains(nodes_[i].value), i % 3 == 0);
  }
}

TEST_P(PrepareReadsTest, BuildsRowsThatHoldWhatTheListsDo) {
  auto tx = read();
  PlannedReads reads;
  reads.expansions = node_total;
  EXPECT_EQ(must(tx->adjacency(Direction::outgoing, {})), nullptr);
  ASSERT_TRUE(tx->prepare_reads(reads, no_check));
  using Row = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  std::map<NodeId, Row> outgoing;
  std::map<NodeId, Row> incoming;
  const auto number = [](auto id) { return static_cast<std::uint32_t>(id.value); };
  for (const auto& [id, record] : relationships_) {
    outgoing[record.source].emplace_back(number(record.target), number(id));
    incoming[record.target].emplace_back(number(record.source), number(id));
  }
  for (const Direction direction : {Direction::outgoing, Direction::incoming}) {
    const auto view = must(tx->adjacency(direction, {}));
    ASSERT_NE(view, nullptr);
    auto& rows = direction == Direction::outgoing ? outgoing : incoming;
    for (const NodeId node : nodes_) {
      const auto neighbours = view->neighbours(node.value);
      const auto ids = view->relationships(node.value);
      Row& row = rows[node];
      std::sort(row.begin(), row.end());
      ASSERT_EQ(neighbours.size(), row.size()) << node.value;
      for (std::size_t i = 0; i < row.size(); ++i) {
        ASSERT_EQ(std::pair(neighbours[i], ids[i]), row[i]);
      }
    }
  }
}

TEST_P(PrepareReadsTest, BuildsNothingForReadsThatCostLess) {
  auto tx = read();
  PlannedReads reads;
  reads.properties = {{EntityKind::node, keys_[0], 2000, true}};
  reads.expansions = 100;
  ASSERT_TRUE(tx->prepare_reads(reads, no_check));
  EXPECT_EQ(must(tx->property_column(EntityKind::node, keys_[0])), nullptr);
  EXPECT_EQ(must(tx->adjacency(Direction::outgoing, {})), nullptr);
}

TEST_P(PrepareReadsTest, CanBeInterruptedAndAskedAgain) {
  auto tx = read();
  PlannedReads reads;
  reads.properties = {{EntityKind::relationship, keys_[0], relationship_total, false}};
  const Status stopped = tx->prepare_reads(
      reads, [] { return Status(Error::plain(ErrorClass::interrupted, "stopped")); });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().error_class, ErrorClass::interrupted);
  EXPECT_EQ(must(tx->property_column(EntityKind::relationship, keys_[0])), nullptr);
  ASSERT_TRUE(tx->prepare_reads(reads, no_check));
  const auto column = must(tx->property_column(EntityKind::relationship, keys_[0]));
  ASSERT_NE(column, nullptr);
  EXPECT_EQ(column->kind(), ColumnKind::floating);
  for (const auto& [id, record] : relationships_) {
    ASSERT_TRUE(identical(column->value(id.value), record.properties.front().second));
  }
}

TEST_P(PrepareReadsTest, ManyReadersBuildOnce) {
  std::vector<std::unique_ptr<Transaction>> readers;
  for (int i = 0; i < 4; ++i) readers.push_back(read());
  PlannedReads reads;
  reads.properties = {{EntityKind::node, keys_[1], 2 * node_total, true}};
  reads.expansions = node_total;
  const Status done = run_parallel(
      4, readers.size(), [&](std::size_t i) { return readers[i]->prepare_reads(reads, no_check); });
  ASSERT_TRUE(done);
  for (const auto& tx : readers) {
    EXPECT_NE(must(tx->property_column(EntityKind::node, keys_[1])), nullptr);
    EXPECT_NE(must(tx->adjacency(Direction::incoming, {})), nullptr);
  }
}

}  // namespace
}  // namespace entente::storage
