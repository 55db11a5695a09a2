#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace entente::storage {

/// What is given up first when memory is short.
enum class ProjectionRank : std::uint8_t {
  /// Cheap to make again: rows of one type, columns of one property.
  derived,
  /// What others are derived from.
  base,
};

/// The memory that all projections of a database share. Each projection holds its share for as long
/// as it lives; when there is no room for another one, those that were not used for longest are
/// asked to go, derived ones before bases. Thread-safe.
class ProjectionBudget : public std::enable_shared_from_this<ProjectionBudget> {
 public:
  /// One projection's part of the memory; given back when it is destroyed. Keep it in the
  /// projection itself, so that memory which readers still use counts as used.
  class Share {
   public:
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share();
    /// Notes that the projection is used now. Cheap; thread-safe.
    void touch() {
      last_use_.store(budget_->uses_.fetch_add(1, std::memory_order_relaxed) + 1,
                      std::memory_order_relaxed);
    }
    /// Corrects the number of bytes after the fact; growing asks nobody to go.
    void resize(std::uint64_t bytes);
    [[nodiscard]] std::uint64_t bytes() const;
    /// Makes a base of what was admitted as derived, so that no base went for it.
    void become_base();

   private:
    friend class ProjectionBudget;
    Share(std::shared_ptr<ProjectionBudget> budget, std::uint64_t bytes, ProjectionRank rank,
          std::function<void()> evict)
        : budget_(std::move(budget)), bytes_(bytes), rank_(rank), evict_(std::move(evict)) {}

    std::shared_ptr<ProjectionBudget> budget_;
    std::uint64_t bytes_;
    ProjectionRank rank_;
    std::atomic<std::uint64_t> last_use_{0};
    /// Asked to go already; it goes when its last reader does.
    bool leaving_ = false;
    std::function<void()> evict_;
  };

  /// 0 bytes: no projections.
  static std::shared_ptr<ProjectionBudget> make(std::uint64_t bytes_max) {
    return std::shared_ptr<ProjectionBudget>(new ProjectionBudget(bytes_max));
  }

  /// Makes room for `bytes` and gives them away; nullptr if there is no room, which is no error.
  /// `evict` is called at most once, by any thread that needs room, and makes whoever keeps the
  /// projection for later drop it (readers may go on using it). It must not wait for a thread that
  /// is in admit(), so admit() must not be called with a lock that any `evict` takes.
  std::unique_ptr<Share> admit(std::uint64_t bytes, ProjectionRank rank,
                               std::function<void()> evict);

  [[nodiscard]] std::uint64_t bytes_max() const { return bytes_max_; }
  [[nodiscard]] std::uint64_t bytes_used() const;

 private:
  explicit ProjectionBudget(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}
  std::vector<Share*> candidates(ProjectionRank rank) const;

  const std::uint64_t bytes_max_;
  std::atomic<std::uint64_t> uses_{0};
  mutable std::mutex mutex_;
  std::uint64_t bytes_used_ = 0;
  std::vector<Share*> shares_;
};

}  // namespace entente::storage
