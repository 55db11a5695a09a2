#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "entente/as_of.hpp"

namespace entente {

/// Asks running queries to stop. Copies share one flag; may be requested from any thread and from
/// a signal handler.
class StopToken {
 public:
  StopToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  void request_stop() const noexcept { flag_->store(true, std::memory_order_relaxed); }
  void reset() const noexcept { flag_->store(false, std::memory_order_relaxed); }
  [[nodiscard]] bool stop_requested() const noexcept {
    return flag_->load(std::memory_order_relaxed);
  }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

/// Limits of one query, and the time it asks about. Every operator honours the limits; the error
/// says which one was hit.
struct QueryOptions {
  /// Wall-clock time for the whole query, planning included; none by default. ErrorClass::timeout.
  std::optional<std::chrono::milliseconds> timeout_ms;
  /// Bytes the query may hold for sorting, grouping, paths and pending writes. What sorts, groups,
  /// joins or removes duplicates goes on in temporary files; everything else fails with
  /// ErrorClass::memory_limit.
  std::size_t memory_bytes_max = 1ULL << 30U;
  /// Bytes the query may hold in temporary files; 0: none, so that sorting and grouping fail beyond
  /// the memory limit, too. ErrorClass::limit_exceeded; ErrorClass::disk_full if the disk ends
  /// first. The files have no names and go away with the query.
  std::uint64_t temporary_bytes_max = 64ULL << 30U;
  /// Folder of the temporary files; empty: the system's.
  std::string temporary_folder;
  /// Threads that may work on the query at once, the caller's among them; 0: as many as there are
  /// processors, 1: the caller's only. The answer, down to the last bit of a sum and the order of
  /// rows, does not depend on it.
  unsigned threads = 0;
  /// Rows a query must be expected to look at before it is divided among threads: below it, what
  /// dividing costs is more than what is saved where expectations are wrong. 0: whatever can be
  /// divided is.
  std::uint64_t parallel_rows_min = 100'000;
  /// Rows the query may return. ErrorClass::limit_exceeded.
  std::optional<std::uint64_t> rows_max;
  /// ErrorClass::interrupted.
  StopToken stop;
  /// Answers as of another time instead of the session's (Session::set_as_of); AsOf{} is the
  /// present. Statements that write are refused then: ErrorClass::read_only.
  std::optional<AsOf> as_of;
  /// Optimizer rules switched off, by bit position of plan/rules/rule.hpp; for tests.
  std::uint64_t disabled_rules = 0;
};

}  // namespace entente
