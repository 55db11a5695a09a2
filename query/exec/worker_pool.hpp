#pragma once

#include <memory>
#include <mutex>
#include <vector>

namespace entente::query {

/// Lends what each thread of a parallel run has of its own: as many as there are threads, so that
/// there always is one. Thread-safe.
template <class Worker>
class WorkerPool {
 public:
  /// One borrowed worker; goes back when the lease ends.
  class Lease {
   public:
    Lease(WorkerPool& pool, Worker* worker) : pool_(pool), worker_(worker) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(worker_); }
    [[nodiscard]] Worker* get() const { return worker_; }

   private:
    WorkerPool& pool_;
    Worker* worker_;
  };

  /// The workers must outlive the pool. Without any, leases are of none.
  explicit WorkerPool(const std::vector<std::unique_ptr<Worker>>& workers) {
    for (const auto& worker : workers) idle_.push_back(worker.get());
  }

  Lease take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return Lease(*this, nullptr);
    Worker* worker = idle_.back();
    idle_.pop_back();
    return Lease(*this, worker);
  }

 private:
  void give_back(Worker* worker) {
    if (worker == nullptr) return;
    const std::lock_guard lock(mutex_);
    idle_.push_back(worker);
  }

  std::mutex mutex_;
  std::vector<Worker*> idle_;
};

}  // namespace entente::query
