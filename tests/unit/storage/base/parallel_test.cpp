#include "storage/base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

namespace entente::storage {
namespace {

TEST(ParallelTest, CallsEveryNumberOnce) {
  for (const unsigned threads : {0U, 1U, 2U, 8U}) {
    for (const std::size_t count : {0UL, 1UL, 3UL, 1000UL}) {
      std::vector<std::atomic<int>> calls(count);
      const Status done = run_parallel(threads, count, [&](std::size_t number) -> Status {
        ++calls[number];
        return {};
      });
      EXPECT_TRUE(done);
      for (const auto& called : calls) EXPECT_EQ(called, 1);
    }
  }
}

TEST(ParallelTest, GivesTheErrorOneThreadWouldHaveMet) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (int round = 0; round < 50; ++round) {
      std::atomic<std::size_t> calls{0};
      const Status done = run_parallel(threads, 100000, [&](std::size_t number) -> Status {
        ++calls;
        if (number < 40 || number % 2 == 0) return {};
        return Error::plain(ErrorClass::io_error, std::to_string(number));
      });
      ASSERT_FALSE(done);
      EXPECT_EQ(done.error().message, "41");
      EXPECT_LT(calls, 100000U) << "went on after an error";
    }
  }
}

TEST(ParallelTest, ThereIsAProcessor) { EXPECT_GE(processor_count(), 1U); }

}  // namespace
}  // namespace entente::storage
