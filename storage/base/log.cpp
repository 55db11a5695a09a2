#include "storage/base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <memory>
#include <mutex>
#include <utility>

namespace entente {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::trace: return spdlog::level::trace;
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warn: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    case LogLevel::off: return spdlog::level::off;
  }
  return spdlog::level::off;
}

LogLevel from_spdlog(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::trace: return LogLevel::trace;
    case spdlog::level::debug: return LogLevel::debug;
    case spdlog::level::info: return LogLevel::info;
    case spdlog::level::warn: return LogLevel::warn;
    default: return LogLevel::error;
  }
}

// Hands messages to the user's function if there is one, else to standard error. The function is
// called without the lock, so that it may log or replace itself.
class SwitchSink : public spdlog::sinks::sink {
 public:
  void replace(LogSink function) {
    auto next = function ? std::make_shared<const LogSink>(std::move(function)) : nullptr;
    const std::lock_guard lock(mutex_);
    function_ = std::move(next);
  }

  void log(const spdlog::details::log_msg& message) override {
    std::shared_ptr<const LogSink> function;
    {
      const std::lock_guard lock(mutex_);
      function = function_;
    }
    if (!function) {
      standard_error_.log(message);
      return;
    }
    (*function)(from_spdlog(message.level),
                std::string_view(message.payload.data(), message.payload.size()));
  }
  void flush() override { standard_error_.flush(); }
  void set_pattern(const std::string& pattern) override { standard_error_.set_pattern(pattern); }
  void set_formatter(std::unique_ptr<spdlog::formatter> formatter) override {
    standard_error_.set_formatter(std::move(formatter));
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const LogSink> function_;
  spdlog::sinks::stderr_color_sink_mt standard_error_;
};

struct Log {
  std::shared_ptr<SwitchSink> sink = std::make_shared<SwitchSink>();
  spdlog::logger logger{"entente", sink};

  Log() {
    logger.set_level(spdlog::level::off);
    logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
    logger.flush_on(spdlog::level::warn);
  }
};

// Never destroyed: threads that outlive main may still log.
Log& instance() {
  static Log* const log = new Log;
  return *log;
}

}  // namespace

void set_log_level(LogLevel level) { instance().logger.set_level(to_spdlog(level)); }

void set_log_sink(LogSink sink) { instance().sink->replace(std::move(sink)); }

namespace storage {

bool log_enabled(LogLevel level) { return instance().logger.should_log(to_spdlog(level)); }

void log(LogLevel level, std::string_view message) {
  if (level == LogLevel::off) return;
  instance().logger.log(to_spdlog(level), spdlog::string_view_t(message.data(), message.size()));
}

}  // namespace storage
}  // namespace entente
