#include "storage/base/log.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace entente::storage {
namespace {

class LogTest : public ::testing::Test {
 protected:
  void TearDown() override {
    set_log_sink({});
    set_log_level(LogLevel::off);
  }
  void capture() {
    set_log_sink([this](LogLevel level, std::string_view message) {
      messages_.emplace_back(level, std::string(message));
    });
  }
  std::vector<std::pair<LogLevel, std::string>> messages_;
};

TEST_F(LogTest, QuietByDefault) {
  capture();
  log(LogLevel::error, "nobody asked");
  EXPECT_FALSE(log_enabled(LogLevel::error));
  EXPECT_TRUE(messages_.empty());
}

TEST_F(LogTest, GivesMessagesFromTheLevelOn) {
  capture();
  set_log_level(LogLevel::warn);
  log(LogLevel::info, "too little");
  log(LogLevel::warn, "braces {} stay as they are");
  log(LogLevel::error, "worse");
  ASSERT_EQ(messages_.size(), 2U);
  EXPECT_EQ(messages_[0],
            std::make_pair(LogLevel::warn, std::string("braces {} stay as they are")));
  EXPECT_EQ(messages_[1].first, LogLevel::error);
  EXPECT_TRUE(log_enabled(LogLevel::warn));
  EXPECT_FALSE(log_enabled(LogLevel::info));
}

TEST_F(LogTest, TheSinkMayLogAndReplaceItself) {
  set_log_level(LogLevel::info);
  set_log_sink([this](LogLevel, std::string_view message) {
    capture();
    log(LogLevel::info, "after " + std::string(message));
  });
  log(LogLevel::info, "first");
  ASSERT_EQ(messages_.size(), 1U);
  EXPECT_EQ(messages_[0].second, "after first");
}

TEST_F(LogTest, ManyThreadsAndAChangingSink) {
  set_log_level(LogLevel::info);
  set_log_sink([](LogLevel, std::string_view) {});
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 500; ++i) log(LogLevel::info, "message");
    });
  }
  for (int i = 0; i < 100; ++i) set_log_sink([](LogLevel, std::string_view) {});
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace entente::storage
