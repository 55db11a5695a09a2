#include "storage/graph/projection_budget.hpp"

#include <algorithm>

namespace entente::storage {

namespace {

/// A base goes for the sake of something derived only if that many uses of other projections have
/// passed since its own last one.
constexpr std::uint64_t forgotten_after_uses = 1000;

}  // namespace

ProjectionBudget::Share::~Share() {
  const std::lock_guard lock(budget_->mutex_);
  budget_->bytes_used_ -= bytes_;
  std::erase(budget_->shares_, this);
}

void ProjectionBudget::Share::resize(std::uint64_t bytes) {
  const std::lock_guard lock(budget_->mutex_);
  budget_->bytes_used_ = budget_->bytes_used_ - bytes_ + bytes;
  bytes_ = bytes;
}

std::uint64_t ProjectionBudget::Share::bytes() const {
  const std::lock_guard lock(budget_->mutex_);
  return bytes_;
}

void ProjectionBudget::Share::become_base() {
  const std::lock_guard lock(budget_->mutex_);
  rank_ = ProjectionRank::base;
}

std::uint64_t ProjectionBudget::bytes_used() const {
  const std::lock_guard lock(mutex_);
  return bytes_used_;
}

/// Who may be asked to go for a projection of this rank, first to go first.
std::vector<ProjectionBudget::Share*> ProjectionBudget::candidates(ProjectionRank rank) const {
  const std::uint64_t now = uses_.load(std::memory_order_relaxed);
  std::vector<Share*> found;
  for (Share* share : shares_) {
    if (share->leaving_) continue;
    const std::uint64_t used = share->last_use_.load(std::memory_order_relaxed);
    if (share->rank_ > rank && used + forgotten_after_uses > now) continue;
    found.push_back(share);
  }
  std::sort(found.begin(), found.end(), [](const Share* a, const Share* b) {
    if (a->rank_ != b->rank_) return a->rank_ < b->rank_;
    return a->last_use_.load(std::memory_order_relaxed) <
           b->last_use_.load(std::memory_order_relaxed);
  });
  return found;
}

std::unique_ptr<ProjectionBudget::Share> ProjectionBudget::admit(std::uint64_t bytes,
                                                                 ProjectionRank rank,
                                                                 std::function<void()> evict) {
  if (bytes > bytes_max_) return nullptr;
  std::unique_lock lock(mutex_);
  while (bytes_used_ + bytes > bytes_max_) {
    const std::vector<Share*> leaving = candidates(rank);
    std::uint64_t freed = 0;
    for (const Share* share : leaving) freed += share->bytes_;
    // Nobody is sent away for nothing.
    if (bytes_used_ + bytes > bytes_max_ + freed) return nullptr;
    leaving.front()->leaving_ = true;
    const std::function<void()> drop = std::move(leaving.front()->evict_);
    lock.unlock();
    drop();
    lock.lock();
  }
  bytes_used_ += bytes;
  std::unique_ptr<Share> share(new Share(shared_from_this(), bytes, rank, std::move(evict)));
  share->touch();
  shares_.push_back(share.get());
  return share;
}

}  // namespace entente::storage
