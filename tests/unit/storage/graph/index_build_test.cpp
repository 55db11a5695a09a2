#include "storage/graph/index_build.hpp"

#include <string>

#include "entente/maintenance.hpp"
#include "storage/format/key.hpp"
#include "storage/graph/graph_engine.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::StoreKind;

/// Indexes over more elements than a transaction builds among its pending writes.
class IndexBuildTest : public testing::StoreFixture {
 protected:
  static constexpr std::uint64_t many = (1U << 16U) + 1000;
  static constexpr std::uint64_t many_texts = 2000;

  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = *store().begin(AccessMode::write);
    label_ = *tx->get_or_create_label("L");
    texts_ = *tx->get_or_create_label("T");
    key_ = *tx->get_or_create_property_key("x");
    const LabelId labels[] = {label_};
    for (std::uint64_t i = 0; i < many; ++i) {
      first_ = std::min(
          first_, tx->create_node(labels, {{key_, Value(static_cast<std::int64_t>(i))}})->value);
    }
    const LabelId text_labels[] = {texts_};
    for (std::uint64_t i = 0; i < many_texts; ++i) {
      ASSERT_TRUE(tx->create_node(text_labels, {{key_, Value("word w" + std::to_string(i))}}));
    }
    ASSERT_TRUE(tx->commit());
  }
  KvStore& kv() { return dynamic_cast<GraphEngine&>(store()).store(); }
  /// Entries of the index in all families.
  std::uint64_t entries(IndexId index) {
    const auto reader = *kv().snapshot();
    const std::string begin = IndexKey::prefix(index);
    const std::string end = prefix_end(begin);
    std::uint64_t count = 0;
    for (const KeyFamily family : {KeyFamily::index, KeyFamily::unique, KeyFamily::text}) {
      for (auto it = reader->scan(family, {begin, end}, ScanOrder::ascending); it->valid();
           it->next()) {
        ++count;
      }
    }
    return count;
  }
  std::uint64_t marks() { return IndexBuild::unfinished(**kv().snapshot())->size(); }
  std::string findings() { return check_database(store(), CheckOptions())->render(); }
  std::uint64_t found(IndexId index, std::int64_t value) {
    auto tx = *store().begin(AccessMode::read);
    const Value values[] = {Value(value)};
    NodeId nodes[4];
    return *(*tx->index_seek(index, values))->next(nodes);
  }

  LabelId label_;
  LabelId texts_;
  PropertyKeyId key_;
  std::uint64_t first_ = ~std::uint64_t{0};
};

TEST_P(IndexBuildTest, IsThereWholeAfterTheCommit) {
  for (const IndexKind kind : {IndexKind::unique, IndexKind::range}) {
    auto tx = *store().begin(AccessMode::write);
    const IndexDefinition index = *tx->create_index("i", kind, label_, {key_});
    // Not a matter of the transaction's memory.
    EXPECT_LT(tx->pending_bytes(), 1U << 16U);
    EXPECT_EQ(marks(), 1U);
    ASSERT_TRUE(tx->commit());
    EXPECT_EQ(entries(index.id), many);
    EXPECT_EQ(marks(), 0U);
    EXPECT_EQ(found(index.id, 77), 1U);
    EXPECT_EQ(found(index.id, static_cast<std::int64_t>(many)), 0U);
    EXPECT_NE(findings().find("\nno findings"), std::string::npos) << findings();
    auto drop = *store().begin(AccessMode::write);
    ASSERT_TRUE(drop->drop_index(index.id));
    ASSERT_TRUE(drop->commit());
    EXPECT_EQ(entries(index.id), 0U);
  }
}

TEST_P(IndexBuildTest, FullTextIsThereWholeToo) {
  auto tx = *store().begin(AccessMode::write);
  IndexDefinition wanted;
  wanted.kind = IndexKind::full_text;
  wanted.tokens = {texts_.value};
  wanted.properties = {key_};
  wanted.analyzer = "standard-no-stop-words";
  const auto index = tx->create_index(wanted);
  ASSERT_TRUE(index) << index.error().message;
  ASSERT_TRUE(tx->commit());
  EXPECT_EQ(entries(index->id), 2 * many_texts);
  EXPECT_NE(findings().find("\nno findings"), std::string::npos) << findings();
  auto reader = *store().begin(AccessMode::read);
  EXPECT_EQ(reader->search_text(index->id, "w1234", {})->size(), 1U);
}

TEST_P(IndexBuildTest, LeavesNothingWithoutACommit) {
  IndexId index;
  {
    auto tx = *store().begin(AccessMode::write);
    index = tx->create_index("i", IndexKind::range, label_, {key_})->id;
    EXPECT_EQ(entries(index), many);
    tx->rollback();
    EXPECT_EQ(entries(index), 0U);
    EXPECT_EQ(marks(), 0U);
  }
  {
    auto tx = *store().begin(AccessMode::write);
    const std::size_t savepoint = tx->savepoint();
    index = tx->create_index("i", IndexKind::range, label_, {key_})->id;
    tx->rollback_to(savepoint);
    EXPECT_EQ(entries(index), 0U);
    index = tx->create_index("i", IndexKind::range, label_, {key_})->id;
    ASSERT_TRUE(tx->drop_index(index));
    EXPECT_EQ(entries(index), 0U);
  }
  EXPECT_EQ(marks(), 0U);
}

TEST_P(IndexBuildTest, LosesAgainstAWriterBesideIt) {
  auto tx = *store().begin(AccessMode::write);
  const IndexId index = tx->create_index("i", IndexKind::unique, label_, {key_})->id;
  auto other = *store().begin(AccessMode::write);
  const LabelId labels[] = {label_};
  ASSERT_TRUE(other->create_node(labels, {{key_, Value(5)}}));
  ASSERT_TRUE(other->commit());
  EXPECT_EQ(tx->commit().error().error_class, ErrorClass::conflict);
  EXPECT_EQ(entries(index), 0U);
  EXPECT_EQ(marks(), 0U);
}

TEST_P(IndexBuildTest, NamesTwoElementsWithOneValue) {
  auto writer = *store().begin(AccessMode::write);
  ASSERT_TRUE(writer->set_node_property(NodeId(first_ + 9), key_, Value(40000)));
  ASSERT_TRUE(writer->commit());
  auto tx = *store().begin(AccessMode::write);
  const auto index = tx->create_index("i", IndexKind::unique, label_, {key_});
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().error_class, ErrorClass::constraint_verification_failed);
  EXPECT_NE(index.error().message.find(std::to_string(first_ + 9)), std::string::npos);
  EXPECT_NE(index.error().message.find(std::to_string(first_ + 40000)), std::string::npos);
}

TEST_P(IndexBuildTest, WhatACrashLeftIsRemovedAtTheNextOpening) {
  if (!durable()) GTEST_SKIP() << "nothing outlives an in-memory store";
  IndexDefinition definition;
  definition.id = IndexId(4711);
  definition.kind = IndexKind::range;
  auto build = *IndexBuild::begin(kv(), definition, 1U << 12U);
  for (std::uint64_t i = 0; i < 1000; ++i) ASSERT_TRUE(build->add(i, "v"));
  ASSERT_TRUE(build->finish());
  EXPECT_EQ(entries(definition.id), 1000U);
  EXPECT_NE(findings().find("\nno findings"), std::string::npos) << findings();
  // As if the process ended here: its destructor does not run before the store is closed.
  WriteBatch unused;
  build->commit_with(unused);
  build.reset();
  reopen();
  EXPECT_EQ(entries(definition.id), 0U);
  EXPECT_EQ(marks(), 0U);
}

ENTENTE_OVER_ALL_STORES(IndexBuildTest);

}  // namespace
}  // namespace entente::storage
