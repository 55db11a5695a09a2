#pragma once

#include <cstddef>
#include <utility>

#include "query/eval/context.hpp"

namespace entente::query {

/// Bytes an operator holds against the query's budget; given back when the lease ends. One thread
/// at a time; the budget must outlive the lease.
class MemoryLease {
 public:
  MemoryLease() = default;
  MemoryLease(const MemoryLease&) = delete;
  MemoryLease& operator=(const MemoryLease&) = delete;
  MemoryLease(MemoryLease&& o) noexcept
      : budget_(std::exchange(o.budget_, nullptr)), bytes_(std::exchange(o.bytes_, 0)) {}
  MemoryLease& operator=(MemoryLease&& o) noexcept {
    if (this != &o) {
      release();
      budget_ = std::exchange(o.budget_, nullptr);
      bytes_ = std::exchange(o.bytes_, 0);
    }
    return *this;
  }
  ~MemoryLease() { release(); }

  /// Holds exactly `bytes` from now on; ErrorClass::memory_limit leaves the lease as it was.
  Status resize(MemoryBudget& budget, std::size_t bytes) {
    budget_ = &budget;
    if (bytes > bytes_) {
      ENTENTE_TRY(budget.reserve(bytes - bytes_));
    } else {
      budget.release(bytes_ - bytes);
    }
    bytes_ = bytes;
    return {};
  }
  /// Holds `bytes` more.
  Status grow(MemoryBudget& budget, std::size_t bytes) { return resize(budget, bytes_ + bytes); }
  void release() {
    if (budget_ != nullptr) budget_->release(bytes_);
    bytes_ = 0;
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  MemoryBudget* budget_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace entente::query
