#include "storage/graph/committer.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

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

void Committer::Queued::tell(Turn news) {
  // Told under the lock: the one who waits cannot leave, and take all this with it, before it.
  const std::lock_guard lock(mutex);
  turn = news;
  told.notify_one();
}

Committer::Queued::Turn Committer::Queued::await() {
  std::unique_lock lock(mutex);
  told.wait(lock, [&] { return turn != Turn::wait; });
  return turn;
}

Status Committer::start(std::shared_ptr<const IndexDefinitions> indexes) {
  const std::lock_guard lock(mutex_);
  ENTENTE_ASSIGN(published_.snapshot, store_->snapshot());
  ENTENTE_ASSIGN(counters_, CounterTable::load(*published_.snapshot));
  published_.counters = counters_;
  published_.indexes = std::move(indexes);
  return {};
}

CommittedState Committer::begin(bool for_writing) {
  std::unique_lock lock(mutex_);
  opened_.wait(lock, [this] { return !closed_; });
  if (for_writing) ++writers_[published_.commit];
  return published_;
}

CommittedState Committer::begin_observed(
    const std::function<void(const CommittedState& published)>& while_still) {
  const std::lock_guard still(publishing_);
  CommittedState state = begin(false);
  while_still(state);
  return state;
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
  Queued own(std::move(request));
  {
    std::unique_lock lock(mutex_);
    queue_.push_back(&own);
    if (has_leader_) {
      lock.unlock();
      if (own.await() == Queued::Turn::done) return std::move(own.status);
    } else {
      has_leader_ = true;
    }
  }
  lead(own);
  return std::move(own.status);
}

/// Serves the front of the queue, the caller's own commit first, and hands over the lead.
void Committer::lead(Queued& own) {
  const std::vector<Queued*> taken = take_group();
  assert(taken.front() == &own);
  const std::vector<Queued*> accepted = accept(taken);
  if (!accepted.empty()) write_and_publish(accepted);

  Queued* next = nullptr;
  std::uint64_t oldest = 0;
  {
    const std::lock_guard lock(mutex_);
    for (const Queued* member : taken) end_writing(member->request.base_commit);
    oldest = oldest_base();
  }
  forget_conflicts(oldest);
  {
    const std::lock_guard lock(mutex_);
    has_leader_ = !queue_.empty();
    if (has_leader_) next = queue_.front();
  }
  // The next leader first: the disk waits for nobody else.
  if (next != nullptr) next->tell(Queued::Turn::lead);
  for (Queued* member : taken) {
    if (member != &own) member->tell(Queued::Turn::done);
  }
}

std::vector<Committer::Queued*> Committer::take_group() {
  std::vector<Queued*> taken;
  std::size_t bytes = 0;
  const std::lock_guard lock(mutex_);
  while (!queue_.empty() && taken.size() < max_group_commits && bytes < max_group_bytes) {
    taken.push_back(queue_.front());
    queue_.pop_front();
    bytes += taken.back()->request.batch.bytes();
  }
  return taken;
}

std::vector<Committer::Queued*> Committer::accept(const std::vector<Queued*>& taken) {
  std::vector<Queued*> accepted;
  accepted.reserve(taken.size());
  for (Queued* member : taken) {
    member->status = check_conflicts(member->request);
    if (!member->status.has_value()) continue;
    // Marked before it is written: later members of the group must already conflict with it.
    ++last_commit_;
    for (const ConflictKey& key : member->request.write_set.changes) {
      last_change_[key] = last_commit_;
    }
    accepted.push_back(member);
  }
  return accepted;
}

void Committer::write_and_publish(const std::vector<Queued*>& accepted) {
  std::unique_lock still(publishing_, std::defer_lock);
  const bool loads = std::any_of(accepted.begin(), accepted.end(), [](const Queued* member) {
    return !member->request.runs.empty();
  });
  Status ingested;
  if (loads) {
    still.lock();
    ingested = ingest_runs(accepted);
  }
  Written written;
  if (ingested.has_value()) {
    written = write_group(accepted);
  } else {
    written.status = std::move(ingested);
  }
  if (!loads) still.lock();
  publish(accepted, std::move(written));
  if (loads) opened_.notify_all();
}

/// Nobody begins from here until the publication, so if the published snapshot has no users now, it
/// will have none.
Status Committer::ingest_runs(const std::vector<Queued*>& group) {
  bool exclusive = false;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    exclusive = published_.snapshot.use_count() == 1;
  }
  std::vector<std::unique_ptr<SortedRun>> runs;
  for (Queued* member : group) {
    std::move(member->request.runs.begin(), member->request.runs.end(), std::back_inserter(runs));
  }
  return store_->ingest(std::move(runs), {.exclusive = exclusive});
}

/// Makes a group visible, or its failure final. Under publishing_.
void Committer::publish(const std::vector<Queued*>& accepted, Written written) {
  for (Queued* member : accepted) {
    member->status = written.status;
    if (observer_ == nullptr) continue;
    if (written.status.has_value()) {
      observer_->committed(last_commit_, member->request);
    } else {
      observer_->write_failed(last_commit_, member->request);
    }
  }
  const std::lock_guard lock(mutex_);
  closed_ = false;
  // The numbers of a failed group are used up too, or its marks would conflict with everyone.
  published_.commit = last_commit_;
  if (!written.status.has_value()) return;
  for (const Queued* member : accepted) {
    if (member->request.indexes) published_.indexes = member->request.indexes;
  }
  published_.counters = counters_;
  // The old snapshot is let go of by the caller's argument, outside of the lock.
  std::swap(published_.snapshot, written.snapshot);
}

Status Committer::check_conflicts(const CommitRequest& request) const {
  if (last_commit_ == request.base_commit) return {};
  for (const ConflictKey& key : request.write_set.relies_on) {
    const auto it = last_change_.find(key);
    if (it != last_change_.end() && it->second > request.base_commit) return conflict_error();
  }
  return {};
}

Committer::Written Committer::write_group(const std::vector<Queued*>& group) {
  CounterTable counters = counters_;
  Written written;
  written.status = write_batches(group, counters);
  if (!written.status.has_value()) return written;
  counters_ = std::move(counters);
  auto snapshot = store_->snapshot();
  if (!snapshot) {
    written.status = std::move(snapshot).error();
    return written;
  }
  written.snapshot = std::move(snapshot).value();
  const bool loaded = std::any_of(group.begin(), group.end(), [](const Queued* member) {
    return member->request.replaces_topology;
  });
  if (!loaded) return written;
  auto reloaded = CounterTable::load(*written.snapshot);
  if (reloaded) {
    counters_ = std::move(reloaded).value();
  } else {
    written.status = std::move(reloaded).error();
  }
  return written;
}

/// Writes the group as one batch, in which each counter stands once, with its new value.
Status Committer::write_batches(const std::vector<Queued*>& group, CounterTable& counters) {
  WriteBatch joined;
  WriteBatch* batch = &joined;
  CounterDeltas touched;
  if (group.size() == 1) {
    CommitRequest& request = group.front()->request;
    batch = &request.batch;
    touched = request.counters;
  } else {
    for (const Queued* member : group) {
      joined.append(member->request.batch);
      for (const auto& [counter, delta] : member->request.counters) touched[counter] += delta;
    }
  }
  ENTENTE_TRY(counters.add(touched));
  counters.write(touched, *batch);
  return store_->write(*batch, {.sync = sync_});
}

std::uint64_t Committer::oldest_base() const {
  return writers_.empty() ? published_.commit : writers_.begin()->first;
}

/// A mark matters only to writers that began before it was made; the oldest of those that run, or
/// may yet begin, is given.
void Committer::forget_conflicts(std::uint64_t oldest) {
  if (last_change_.empty()) return;
  if (oldest >= last_commit_) {
    last_change_.clear();
    return;
  }
  if (last_change_.size() < forget_at_size_) return;
  std::erase_if(last_change_, [&](const auto& entry) { return entry.second <= oldest; });
  forget_at_size_ = std::max<std::size_t>(1024, last_change_.size() * 2);
}

}  // namespace entente::storage
