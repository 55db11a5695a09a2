#include "storage/kv/background_run.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace entente::storage {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Keeps what it is given, slowly, and fails at a certain pair.
class KeepingRun final : public SortedRun {
 public:
  KeepingRun(Pairs& pairs, std::size_t fails_at) : pairs_(pairs), fails_at_(fails_at) {}
  Status put(std::string_view key, std::string_view value) override {
    if (pairs_.size() == fails_at_) return Error::plain(ErrorClass::disk_full, "no room");
    if (pairs_.size() % 10000 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    pairs_.emplace_back(key, value);
    return {};
  }
  [[nodiscard]] std::uint64_t size() const override { return pairs_.size(); }

 private:
  Pairs& pairs_;
  std::size_t fails_at_;
};

Pairs many_pairs() {
  Pairs pairs;
  for (int i = 0; i < 100000; ++i) {
    pairs.emplace_back(std::to_string(1000000 + i),
                       std::string(static_cast<std::size_t>(i % 70), 'v'));
  }
  return pairs;
}

TEST(BackgroundRunTest, WritesEveryPairInOrder) {
  const Pairs wanted = many_pairs();
  Pairs written;
  BackgroundRun run(std::make_unique<KeepingRun>(written, ~std::size_t{0}));
  for (const auto& [key, value] : wanted) ASSERT_TRUE(run.put(key, value));
  const auto finished = run.finish();
  ASSERT_TRUE(finished);
  EXPECT_EQ((*finished)->size(), wanted.size());
  EXPECT_EQ(written, wanted);
}

TEST(BackgroundRunTest, AnErrorReachesWhoeverWrites) {
  for (const std::size_t fails_at : {0UL, 10UL, 50000UL, 99999UL}) {
    Pairs written;
    BackgroundRun run(std::make_unique<KeepingRun>(written, fails_at));
    Status failed;
    for (const auto& [key, value] : many_pairs()) {
      failed = run.put(key, value);
      if (!failed) break;
    }
    if (failed) {
      const auto finished = run.finish();
      ASSERT_FALSE(finished);
      failed = finished.error();
    }
    EXPECT_EQ(failed.error().error_class, ErrorClass::disk_full);
    EXPECT_EQ(written.size(), fails_at);
  }
}

TEST(BackgroundRunTest, CanBeLeftUnfinished) {
  Pairs written;
  BackgroundRun run(std::make_unique<KeepingRun>(written, ~std::size_t{0}));
  for (const auto& [key, value] : many_pairs()) ASSERT_TRUE(run.put(key, value));
}

TEST(BackgroundRunTest, EmptyIsFine) {
  Pairs written;
  BackgroundRun run(std::make_unique<KeepingRun>(written, ~std::size_t{0}));
  EXPECT_TRUE(run.finish());
}

}  // namespace
}  // namespace entente::storage
