#include "query/eval/context.hpp"

#include <string>

namespace entente::query {

Error MemoryBudget::exceeded() const {
  return Error::plain(
      ErrorClass::memory_limit,
      "the query needs more memory than its budget of " + std::to_string(bytes_max_) + " bytes",
      "return or collect fewer rows, or raise the memory limit of the query");
}

Status MemoryBudget::check(std::size_t bytes) const {
  if (!has_room(used(), bytes)) return exceeded();
  return {};
}

Status MemoryBudget::reserve(std::size_t bytes) {
  std::size_t used = used_.load(std::memory_order_relaxed);
  do {
    if (!has_room(used, bytes)) return exceeded();
  } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
  const std::size_t now = used + bytes;
  std::size_t peak = peak_.load(std::memory_order_relaxed);
  while (peak < now && !peak_.compare_exchange_weak(peak, now, std::memory_order_relaxed)) {
  }
  return {};
}

Status Interruption::check() const {
  if (stop_.stop_requested() || (second_stop_ && second_stop_->stop_requested())) {
    return Error::plain(ErrorClass::interrupted, "the query was stopped");
  }
  if (first_failed_ != nullptr && first_failed_->load(std::memory_order_relaxed) < part_) {
    return Error::plain(ErrorClass::interrupted, "a part of the query before this one failed");
  }
  if (deadline_ && std::chrono::steady_clock::now() >= *deadline_) {
    return Error::plain(ErrorClass::timeout, "the query ran longer than its time limit");
  }
  return {};
}

}  // namespace entente::query
