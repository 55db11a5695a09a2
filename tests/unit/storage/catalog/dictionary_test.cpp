#include "storage/catalog/dictionary.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"

namespace entente::storage {
namespace {

class DictionaryTest : public ::testing::Test {
 protected:
  Status load(Dictionary& dictionary) {
    const auto snapshot = store_->snapshot();
    return dictionary.load(**snapshot);
  }
  void put_raw(NameKind kind, std::uint32_t id, std::string_view name) {
    WriteBatch batch;
    batch.put(KeyFamily::names, NameKey{kind, id}.encode(), name);
    ASSERT_TRUE(store_->write(batch, {}));
  }

  std::shared_ptr<KvStore> store_ = make_memory_store();
};

TEST_F(DictionaryTest, NumbersStayWithTheirNames) {
  Dictionary dictionary;
  EXPECT_EQ(*dictionary.get_or_create(NameKind::label, "Person", *store_), 0U);
  EXPECT_EQ(*dictionary.get_or_create(NameKind::label, "City", *store_), 1U);
  EXPECT_EQ(*dictionary.get_or_create(NameKind::label, "Person", *store_), 0U);
  EXPECT_EQ(*dictionary.get_or_create(NameKind::property_key, "City", *store_), 0U);
  EXPECT_EQ(dictionary.version(), 3U);
  Dictionary again;
  ASSERT_TRUE(load(again));
  EXPECT_EQ(again.find(NameKind::label, "City"), 1U);
  EXPECT_EQ(again.find(NameKind::property_key, "City"), 0U);
  EXPECT_EQ(again.find(NameKind::relationship_type, "City"), std::nullopt);
  EXPECT_EQ(again.name(NameKind::label, 1), "City");
  EXPECT_EQ(again.name(NameKind::label, 2), "");
  EXPECT_EQ(again.size(NameKind::label), 2U);
}

TEST_F(DictionaryTest, RefusesNamesThatCannotBe) {
  Dictionary dictionary;
  EXPECT_FALSE(dictionary.get_or_create(NameKind::label, "", *store_));
  const std::string longest(Dictionary::max_name_bytes, 'x');
  EXPECT_TRUE(dictionary.get_or_create(NameKind::label, longest, *store_));
  EXPECT_FALSE(dictionary.get_or_create(NameKind::label, longest + "x", *store_));
}

TEST_F(DictionaryTest, AFailedWriteGivesNoNumber) {
  auto plan = std::make_shared<testing::FaultPlan>();
  testing::FaultStore failing(store_, plan);
  Dictionary dictionary;
  plan->fail_at(1);
  EXPECT_FALSE(dictionary.get_or_create(NameKind::label, "A", failing));
  EXPECT_EQ(dictionary.find(NameKind::label, "A"), std::nullopt);
  EXPECT_EQ(*dictionary.get_or_create(NameKind::label, "B", failing), 0U);
}

TEST_F(DictionaryTest, DamageIsCorruption) {
  put_raw(NameKind::label, 0, "A");
  put_raw(NameKind::label, 2, "C");
  Dictionary gap;
  EXPECT_EQ(load(gap).error().error_class, ErrorClass::corruption);
  put_raw(NameKind::label, 1, "A");
  Dictionary twice;
  EXPECT_EQ(load(twice).error().error_class, ErrorClass::corruption);
}

TEST_F(DictionaryTest, ThreadsAgreeOnNumbers) {
  Dictionary dictionary;
  std::vector<std::thread> threads;
  std::vector<std::vector<std::uint32_t>> seen(4);
  for (std::size_t t = 0; t < seen.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        seen[t].push_back(
            *dictionary.get_or_create(NameKind::label, "L" + std::to_string(i), *store_));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& numbers : seen) EXPECT_EQ(numbers, seen[0]);
  EXPECT_EQ(std::set<std::uint32_t>(seen[0].begin(), seen[0].end()).size(), 200U);
  Dictionary again;
  EXPECT_TRUE(load(again));
}

}  // namespace
}  // namespace entente::storage
