#pragma once

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

/// Counts the bytes a query holds against its budget. Not thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  /// ErrorClass::memory_limit if the budget would be exceeded; nothing is counted then.
  Status reserve(std::size_t bytes);
  /// As reserve(), but counts nothing: for values whose owner counts them once they exist.
  [[nodiscard]] Status check(std::size_t bytes) const;
  void release(std::size_t bytes) { used_ -= bytes < used_ ? bytes : used_; }
  [[nodiscard]] std::size_t used() const { return used_; }
  /// The most that was used at a time.
  [[nodiscard]] std::size_t peak() const { return peak_; }

 private:
  std::size_t bytes_max_;
  std::size_t used_ = 0;
  std::size_t peak_ = 0;
};

/// Deadline and stop token of one query; cheap enough to ask once per batch, and every 1,024 steps
/// inside long loops.
class Interruption {
 public:
  Interruption(StopToken stop, std::optional<std::chrono::steady_clock::time_point> deadline)
      : stop_(std::move(stop)), deadline_(deadline) {}
  /// As above, with a second token that stops the query as well (the session's own).
  Interruption(StopToken stop, StopToken second_stop,
               std::optional<std::chrono::steady_clock::time_point> deadline)
      : stop_(std::move(stop)), second_stop_(std::move(second_stop)), deadline_(deadline) {}
  /// ErrorClass::interrupted or ErrorClass::timeout.
  Status check() const;

 private:
  StopToken stop_;
  std::optional<StopToken> second_stop_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
};

/// Everything an expression or operator may use while a query runs. One per running query.
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
