#include "storage/base/parallel.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace entente::storage {

namespace {

/// The numbers that are left, and the first error there was.
class Work {
 public:
  Work(std::size_t count, const std::function<Status(std::size_t)>& work)
      : count_(count), work_(&work) {}

  /// Takes numbers until there are none or one failed.
  void run() {
    while (!failed_.load(std::memory_order_relaxed)) {
      const std::size_t number = next_.fetch_add(1, std::memory_order_relaxed);
      if (number >= count_) return;
      Status done = (*work_)(number);
      if (!done.has_value()) fail(number, std::move(done));
    }
  }
  Status result() && {
    if (!error_) return {};
    return std::move(error_->second);
  }

 private:
  void fail(std::size_t number, Status status) {
    failed_.store(true, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    // Whoever took a lower number finishes it, so the least one of all is found.
    if (!error_ || number < error_->first) error_.emplace(number, std::move(status));
  }

  const std::size_t count_;
  const std::function<Status(std::size_t)>* work_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::optional<std::pair<std::size_t, Status>> error_;
};

}  // namespace

unsigned processor_count() {
  static const unsigned count = [] {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    if (sched_getaffinity(0, sizeof(usable), &usable) == 0) {
      return static_cast<unsigned>(std::max(1, CPU_COUNT(&usable)));
    }
    return std::max(1U, std::thread::hardware_concurrency());
  }();
  return count;
}

Status run_parallel(unsigned threads, std::size_t count,
                    const std::function<Status(std::size_t)>& work) {
  Work all(count, work);
  const std::size_t wanted = std::min<std::size_t>(threads, count);
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < wanted; ++i) {
      try {
        others.emplace_back([&all] { all.run(); });
      } catch (const std::system_error&) {
        // The system has no thread left; those there are do all of it.
        break;
      }
    }
    all.run();
  }
  return std::move(all).result();
}

}  // namespace entente::storage
