#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "entente/parameters.hpp"
#include "entente/query_options.hpp"
#include "entente/result.hpp"
#include "query/eval/column.hpp"

namespace entente::storage {
class Transaction;
}

namespace entente::query {

/// Counts the bytes a query holds against its budget. Thread-safe: all threads of a query share it.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  /// ErrorClass::memory_limit if the budget would be exceeded; nothing is counted then.
  Status reserve(std::size_t bytes);
  /// As reserve(), but counts nothing: for values whose owner counts them once they exist.
  [[nodiscard]] Status check(std::size_t bytes) const;
  void release(std::size_t bytes) {
    std::size_t used = used_.load(std::memory_order_relaxed);
    while (!used_.compare_exchange_weak(used, used - (bytes < used ? bytes : used),
                                        std::memory_order_relaxed)) {
    }
  }
  [[nodiscard]] std::size_t used() const { return used_.load(std::memory_order_relaxed); }
  /// The most that was used at a time.
  [[nodiscard]] std::size_t peak() const { return peak_.load(std::memory_order_relaxed); }

 private:
  [[nodiscard]] bool has_room(std::size_t used, std::size_t bytes) const {
    return bytes <= bytes_max_ - (used < bytes_max_ ? used : bytes_max_);
  }
  [[nodiscard]] Error exceeded() const;

  const std::size_t bytes_max_;
  std::atomic<std::size_t> used_{0};
  std::atomic<std::size_t> peak_{0};
};

/// Deadline and stop token of one query; cheap enough to ask once per batch, and every 1,024 steps
/// inside long loops. Thread-safe.
class Interruption {
 public:
  Interruption(StopToken stop, std::optional<std::chrono::steady_clock::time_point> deadline)
      : stop_(std::move(stop)), deadline_(deadline) {}
  /// As above, with a second token that stops the query as well (the session's own).
  Interruption(StopToken stop, StopToken second_stop,
               std::optional<std::chrono::steady_clock::time_point> deadline)
      : stop_(std::move(stop)), second_stop_(std::move(second_stop)), deadline_(deadline) {}
  /// For part `part` of work that is divided among threads: ends with the whole, and once a part
  /// before it has failed, since nobody will ask for this one then. `first_failed`, the least
  /// number of a part that failed so far, must outlive it.
  Interruption(const Interruption& whole, const std::atomic<std::size_t>& first_failed,
               std::size_t part)
      : Interruption(whole) {
    first_failed_ = &first_failed;
    part_ = part;
  }
  /// ErrorClass::interrupted or ErrorClass::timeout.
  Status check() const;

 private:
  StopToken stop_;
  std::optional<StopToken> second_stop_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  const std::atomic<std::size_t>* first_failed_ = nullptr;
  std::size_t part_ = 0;
};

/// Everything an expression or operator may use while a query runs. One per thread of a running
/// query; budget, interruption and parameters are shared by all of them.
struct EvalContext {
  storage::Transaction& transaction;
  const Parameters& parameters;
  MemoryBudget& memory;
  const Interruption& interruption;
  /// The statement clock: the same for the whole query (UTC, since the epoch).
  std::chrono::system_clock::time_point now;
  /// State of rand(); seeded per query.
  std::uint64_t random_state = 0;
};

}  // namespace entente::query
