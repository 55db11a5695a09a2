#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "storage/graph/graph_store.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::testing {

/// The stores that every behaviour must be the same over.
enum class StoreKind { memory, rocks, rocks_tiny };

inline std::string to_string(StoreKind kind) {
  switch (kind) {
    case StoreKind::memory: return "memory";
    case StoreKind::rocks: return "rocks";
    case StoreKind::rocks_tiny: return "rocks_tiny";
  }
  return {};
}

/// Test fixture over an empty graph in each kind of store:
///   class MyTest : public StoreFixture {};
///   TEST_P(MyTest, Does) { auto tx = write(); … commit(tx); }
///   ENTENTE_OVER_ALL_STORES(MyTest);
class StoreFixture : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override { open(); }

  /// Options of the store under test.
  [[nodiscard]] OpenOptions options() const {
    OpenOptions o;
    if (GetParam() != StoreKind::memory) o.path = folder_ / "db";
    // Crashes of the process, not of the machine, are what tests can make.
    o.sync = false;
    if (GetParam() == StoreKind::rocks_tiny) {
      o.write_buffer_bytes = 1U << 16U;
      o.cache_bytes = 1U << 16U;
    }
    return o;
  }
  void open() {
    auto opened = storage::GraphStore::open(options());
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(opened).value();
  }
  /// Closes and opens again; an in-memory store just stays.
  void reopen() {
    if (GetParam() == StoreKind::memory) return;
    store_.reset();
    open();
  }
  [[nodiscard]] bool durable() const { return GetParam() != StoreKind::memory; }
  storage::GraphStore& store() { return *store_; }

  std::unique_ptr<storage::Transaction> write() { return begin(storage::AccessMode::write); }
  std::unique_ptr<storage::Transaction> read() { return begin(storage::AccessMode::read); }
  static void commit(std::unique_ptr<storage::Transaction>& transaction) {
    const Status committed = transaction->commit();
    ASSERT_TRUE(committed) << committed.error().message;
    transaction.reset();
  }

 private:
  std::unique_ptr<storage::Transaction> begin(storage::AccessMode mode) {
    auto begun = store_->begin(mode);
    if (!begun) {
      ADD_FAILURE() << begun.error().message;
      return nullptr;
    }
    return std::move(begun).value();
  }

  TempDir folder_;
  std::shared_ptr<storage::GraphStore> store_;
};

/// The value of a Result, or a failed test and a default value.
template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    return T{};
  }
  return std::move(result).value();
}

}  // namespace entente::testing

#define ENTENTE_OVER_ALL_STORES(fixture)                            \
  INSTANTIATE_TEST_SUITE_P(                                         \
      Stores, fixture,                                              \
      ::testing::Values(::entente::testing::StoreKind::memory,      \
                        ::entente::testing::StoreKind::rocks,       \
                        ::entente::testing::StoreKind::rocks_tiny), \
      [](const auto& tested) { return ::entente::testing::to_string(tested.param); })
