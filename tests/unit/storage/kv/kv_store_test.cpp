#include "storage/kv/kv_store.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "storage/format/counter.hpp"
#include "storage/kv/memory_store.hpp"
#include "storage/kv/rocks_store.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::storage {
namespace {

/// The contract of a store, which every implementation must keep in the same way.
class KvStoreTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { open(); }
  [[nodiscard]] bool durable() const { return std::string(GetParam()) != "memory"; }
  void open() {
    if (!durable()) {
      store_ = make_memory_store();
      return;
    }
    OpenOptions options;
    options.path = folder_ / "kv";
    if (std::string(GetParam()) == "rocks_tiny") options.write_buffer_bytes = 1U << 16U;
    auto opened = open_rocks_store(options);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(opened).value();
  }
  void reopen() {
    if (!durable()) return;
    store_.reset();
    open();
  }
  void write(const WriteBatch& batch) {
    const Status written = store_->write(batch, {});
    ASSERT_TRUE(written) << written.error().message;
  }
  void put(std::string_view key, std::string_view value) {
    WriteBatch batch;
    batch.put(KeyFamily::nodes, key, value);
    write(batch);
  }
  std::shared_ptr<const KvSnapshot> snapshot() {
    auto taken = store_->snapshot();
    EXPECT_TRUE(taken);
    return *taken;
  }
  static std::string get(const KvReader& reader, KeyFamily family, std::string_view key) {
    std::string value;
    const auto found = reader.get(family, key, value);
    EXPECT_TRUE(found);
    return found && *found ? value : "(none)";
  }
  static std::string scan(const KvReader& reader, KeyRange range, ScanOrder order) {
    std::string all;
    const auto it = reader.scan(KeyFamily::nodes, range, order);
    for (; it->valid(); it->next()) all.append(it->key()).append(" ");
    EXPECT_TRUE(it->status());
    return all;
  }

  entente::testing::TempDir folder_;
  std::shared_ptr<KvStore> store_;
};

TEST_P(KvStoreTest, FamiliesAreApartAndDataStay) {
  WriteBatch batch;
  batch.put(KeyFamily::nodes, "k", "node");
  batch.put(KeyFamily::names, "k", "name");
  batch.put(KeyFamily::nodes, "", "empty key");
  batch.put(KeyFamily::nodes, "gone", "x");
  batch.erase(KeyFamily::nodes, "gone");
  write(batch);
  reopen();
  const auto reader = snapshot();
  EXPECT_EQ(get(*reader, KeyFamily::nodes, "k"), "node");
  EXPECT_EQ(get(*reader, KeyFamily::names, "k"), "name");
  EXPECT_EQ(get(*reader, KeyFamily::nodes, ""), "empty key");
  EXPECT_EQ(get(*reader, KeyFamily::nodes, "gone"), "(none)");
  EXPECT_EQ(store_->capabilities().durable, durable());
}

TEST_P(KvStoreTest, SnapshotsDoNotMove) {
  put("a", "1");
  const auto before = snapshot();
  put("a", "2");
  put("b", "3");
  EXPECT_EQ(get(*before, KeyFamily::nodes, "a"), "1");
  EXPECT_EQ(scan(*before, {}, ScanOrder::ascending), "a ");
  EXPECT_EQ(get(*snapshot(), KeyFamily::nodes, "a"), "2");
}

TEST_P(KvStoreTest, ScansKeepTheirBounds) {
  for (const char* key : {"a", "b", "bb", "c", "d"}) put(key, "x");
  const auto reader = snapshot();
  EXPECT_EQ(scan(*reader, {"b", "d"}, ScanOrder::ascending), "b bb c ");
  EXPECT_EQ(scan(*reader, {"b", "d"}, ScanOrder::descending), "c bb b ");
  EXPECT_EQ(scan(*reader, {"bbb", {}}, ScanOrder::ascending), "c d ");
  EXPECT_EQ(scan(*reader, {{}, "b"}, ScanOrder::descending), "a ");
  EXPECT_EQ(scan(*reader, {}, ScanOrder::descending), "d c bb b a ");
  EXPECT_EQ(scan(*reader, {"e", {}}, ScanOrder::ascending), "");
  EXPECT_EQ(scan(*reader, {"x", "y"}, ScanOrder::descending), "");
  EXPECT_EQ(scan(*reader, {"c", "b"}, ScanOrder::ascending), "") << "an empty range is no error";

  const auto up = reader->scan(KeyFamily::nodes, {"b", "d"}, ScanOrder::ascending);
  up->seek("a");
  EXPECT_EQ(up->key(), "b");
  up->seek("bc");
  EXPECT_EQ(up->key(), "c");
  up->seek("d");
  EXPECT_FALSE(up->valid());
  const auto down = reader->scan(KeyFamily::nodes, {"b", "d"}, ScanOrder::descending);
  down->seek("z");
  EXPECT_EQ(down->key(), "c");
  down->seek("bbb");
  EXPECT_EQ(down->key(), "bb");
  down->seek("a");
  EXPECT_FALSE(down->valid());
}

TEST_P(KvStoreTest, ManyReadsAtOnce) {
  for (const char* key : {"a1", "a2", "b1", "c1", "c2", "c3"}) put(key, key);
  const auto reader = snapshot();
  const std::string_view keys[] = {"c1", "zz", "a1", "c1"};
  std::vector<std::optional<std::string>> values;
  ASSERT_TRUE(reader->multi_get(KeyFamily::nodes, keys, values));
  EXPECT_EQ(values[0], "c1");
  EXPECT_EQ(values[1], std::nullopt);
  EXPECT_EQ(values[2], "a1");
  EXPECT_EQ(values[3], "c1");
  const KeyRange ranges[] = {{"c", "d"}, {"x", "y"}, {"a", "b"}};
  std::string seen;
  ASSERT_TRUE(reader->scan_many(KeyFamily::nodes, ranges,
                                [&](std::size_t range, std::string_view key, std::string_view) {
                                  seen += std::to_string(range) + std::string(key) + " ";
                                  return key != "c2";
                                }));
  EXPECT_EQ(seen, "0c1 0c2 2a1 2a2 ");
}

TEST_P(KvStoreTest, MergesCountersInOrderWithPuts) {
  const auto number = [](std::int64_t v) { return encode_counter(v); };
  WriteBatch batch;
  batch.merge(KeyFamily::statistics, "fresh", number(5));
  batch.put(KeyFamily::statistics, "set", number(100));
  batch.merge(KeyFamily::statistics, "set", number(-1));
  write(batch);
  write(batch);
  batch.clear();
  batch.merge(KeyFamily::statistics, "fresh", number(1));
  batch.merge(KeyFamily::statistics, "fresh", number(2));
  write(batch);
  reopen();
  const auto reader = snapshot();
  EXPECT_EQ(get(*reader, KeyFamily::statistics, "fresh"), number(13));
  EXPECT_EQ(get(*reader, KeyFamily::statistics, "set"), number(99));
}

TEST_P(KvStoreTest, ErasesRanges) {
  for (const char* key : {"a", "b", "c", "d"}) put(key, "x");
  WriteBatch batch;
  batch.erase_range(KeyFamily::nodes, "b", "c");
  batch.put(KeyFamily::nodes, "bb", "later");
  write(batch);
  EXPECT_EQ(scan(*snapshot(), {}, ScanOrder::ascending), "a bb c d ");
  batch.clear();
  batch.erase_range(KeyFamily::nodes, "c", "");
  batch.erase_range(KeyFamily::nodes, "x", "");
  write(batch);
  reopen();
  EXPECT_EQ(scan(*snapshot(), {}, ScanOrder::ascending), "a bb ");
}

TEST_P(KvStoreTest, IngestsRunsOfSeveralFamiliesAtOnce) {
  put("b", "old");
  auto before = snapshot();
  auto nodes = std::move(store_->begin_run(KeyFamily::nodes)).value();
  auto names = std::move(store_->begin_run(KeyFamily::names)).value();
  auto empty = std::move(store_->begin_run(KeyFamily::labels)).value();
  ASSERT_TRUE(nodes->put("a", "1"));
  ASSERT_TRUE(nodes->put("b", "new"));
  EXPECT_EQ(nodes->put("b", "again").error().error_class, ErrorClass::argument_error);
  EXPECT_EQ(nodes->put("a", "again").error().error_class, ErrorClass::argument_error);
  ASSERT_TRUE(names->put("n", "2"));
  EXPECT_EQ(nodes->size(), 2U);
  EXPECT_EQ(scan(*snapshot(), {}, ScanOrder::ascending), "b ");
  std::vector<std::unique_ptr<SortedRun>> runs;
  runs.push_back(std::move(nodes));
  runs.push_back(std::move(names));
  runs.push_back(std::move(empty));
  const Status ingested = store_->ingest(std::move(runs), {});
  ASSERT_TRUE(ingested) << ingested.error().message;
  EXPECT_EQ(get(*before, KeyFamily::nodes, "b"), "old");
  before.reset();
  reopen();
  const auto reader = snapshot();
  EXPECT_EQ(get(*reader, KeyFamily::nodes, "a"), "1");
  EXPECT_EQ(get(*reader, KeyFamily::nodes, "b"), "new");
  EXPECT_EQ(get(*reader, KeyFamily::names, "n"), "2");
}

TEST_P(KvStoreTest, BehavesLikeAMapUnderRandomWrites) {
  std::mt19937 random(3);
  std::map<std::string, std::string> model;
  for (int round = 0; round < 60; ++round) {
    WriteBatch batch;
    for (int i = 0; i < 40; ++i) {
      const std::string key = "k" + std::to_string(random() % 300);
      if (random() % 4 == 0) {
        batch.erase(KeyFamily::nodes, key);
        model.erase(key);
      } else {
        const std::string value(random() % 300, static_cast<char>('a' + random() % 26));
        batch.put(KeyFamily::nodes, key, value);
        model[key] = value;
      }
    }
    write(batch);
    if (round % 20 == 19) reopen();
    const auto reader = snapshot();
    const auto it = reader->scan(KeyFamily::nodes, {}, ScanOrder::ascending);
    for (const auto& [key, value] : model) {
      ASSERT_TRUE(it->valid());
      ASSERT_EQ(it->key(), key);
      ASSERT_EQ(it->value(), value);
      it->next();
    }
    ASSERT_FALSE(it->valid());
  }
}

TEST_P(KvStoreTest, SnapshotsOutliveTheStore) {
  put("a", "1");
  const auto reader = snapshot();
  store_.reset();
  EXPECT_EQ(get(*reader, KeyFamily::nodes, "a"), "1");
}

INSTANTIATE_TEST_SUITE_P(Stores, KvStoreTest, ::testing::Values("memory", "rocks", "rocks_tiny"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST(PrefixEndTest, IsTheLeastUpperBound) {
  EXPECT_EQ(prefix_end("ab"), "ac");
  EXPECT_EQ(prefix_end(std::string("a\xFF\xFF")), "b");
  EXPECT_EQ(prefix_end("\xFF"), "");
  EXPECT_EQ(prefix_end(""), "");
}

}  // namespace
}  // namespace entente::storage
