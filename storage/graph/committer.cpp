#include "storage/graph/committer.hpp"

#include <algorithm>
#include <cassert>

namespace entente::storage {

namespace {

// A group is bounded so that a follower's wait is bounded and the joined batch stays in cache.
constexpr std::size_t max_group_commits = 256;
constexpr std::size_t max_group_bytes = 4UL << 20U;

Error conflict_error() {
  return Error::plain(ErrorClass::conflict,
                      "another transaction changed the same data and committed first",
                      "run the transaction again");
}

}  // namespace

Status Committer::start(std::shared_ptr<const IndexDefinitions> indexes) {
  const std::lock_guard lock(mutex_);
  ENTENTE_ASSIGN(published_.snapshot, store_->snapshot());
  published_.indexes = std::move(indexes);
  return {};
}

CommittedState Committer::begin(bool for_writing) {
  const std::lock_guard lock(mutex_);
  if (for_writing) ++writers_[published_.commit];
  return published_;
}

CommittedState Committer::begin_observed(
    const std::function<void(const CommittedState& published)>& while_still) {
  const std::lock_guard lock(mutex_);
  while_still(published_);
  return published_;
}

void Committer::abandon(std::uint64_t base_commit) {
  const std::lock_guard lock(mutex_);
  end_writing(base_commit);
}

void Committer::end_writing(std::uint64_t base_commit) {
  const auto it = writers_.find(base_commit);
  assert(it != writers_.end());
  if (--it->second == 0) writers_.erase(it);
}

Status Committer::commit(CommitRequest request) {
  Queued own{std::move(request), {}, false};
  std::unique_lock lock(mutex_);
  queue_.push_back(&own);
  changed_.wait(lock, [&] { return own.done || (!has_leader_ && queue_.front() == &own); });
  if (!own.done) lead(lock);
  assert(own.done);
  return std::move(own.status);
}

/// Serves the front of the queue, the caller's own commit first.
void Committer::lead(std::unique_lock<std::mutex>& lock) {
  has_leader_ = true;
  std::vector<Queued*> taken;
  std::vector<Queued*> accepted;
  std::size_t bytes = 0;
  while (!queue_.empty() && taken.size() < max_group_commits && bytes < max_group_bytes) {
    Queued* next = queue_.front();
    queue_.pop_front();
    taken.push_back(next);
    next->status = check_conflicts(next->request);
    if (!next->status.has_value()) continue;
    // Marked before it is written: later members of the group must already conflict with it.
    ++last_commit_;
    for (const ConflictKey& key : next->request.write_set.changes) {
      last_change_[key] = last_commit_;
    }
    bytes += next->request.batch.bytes();
    accepted.push_back(next);
  }
  const std::uint64_t commit = last_commit_;

  if (!accepted.empty()) {
    lock.unlock();
    std::shared_ptr<const KvSnapshot> after;
    const Status written = write_group(accepted, after);
    lock.lock();
    // The numbers of a failed group are used up too, or its marks would conflict with everyone.
    published_.commit = commit;
    for (Queued* member : accepted) {
      member->status = written;
      if (observer_ != nullptr) {
        if (written.has_value()) {
          observer_->committed(commit, member->request);
        } else {
          observer_->write_failed(commit, member->request);
        }
      }
      if (written.has_value() && member->request.indexes) {
        published_.indexes = member->request.indexes;
      }
    }
    if (after) published_.snapshot = std::move(after);
  }

  for (Queued* member : taken) {
    end_writing(member->request.base_commit);
    member->done = true;
  }
  forget_conflicts();
  has_leader_ = false;
  changed_.notify_all();
}

Status Committer::check_conflicts(const CommitRequest& request) const {
  if (last_commit_ == request.base_commit) return {};
  for (const ConflictKey& key : request.write_set.relies_on) {
    const auto it = last_change_.find(key);
    if (it != last_change_.end() && it->second > request.base_commit) return conflict_error();
  }
  return {};
}

Status Committer::write_group(const std::vector<Queued*>& group,
                              std::shared_ptr<const KvSnapshot>& after) {
  const KvWriteOptions options{.sync = sync_};
  if (group.size() == 1) {
    ENTENTE_TRY(store_->write(group.front()->request.batch, options));
  } else {
    WriteBatch joined;
    for (const Queued* member : group) joined.append(member->request.batch);
    ENTENTE_TRY(store_->write(joined, options));
  }
  ENTENTE_ASSIGN(after, store_->snapshot());
  return {};
}

/// A mark matters only to writers that began before it was made.
void Committer::forget_conflicts() {
  if (last_change_.empty()) return;
  const std::uint64_t oldest = writers_.empty() ? published_.commit : writers_.begin()->first;
  if (oldest >= last_commit_) {
    last_change_.clear();
    return;
  }
  if (last_change_.size() < forget_at_size_) return;
  std::erase_if(last_change_, [&](const auto& entry) { return entry.second <= oldest; });
  forget_at_size_ = std::max<std::size_t>(1024, last_change_.size() * 2);
}

std::size_t Committer::remembered_conflicts() const {
  const std::lock_guard lock(mutex_);
  return last_change_.size();
}

}  // namespace entente::storage
