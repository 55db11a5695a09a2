#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "entente/result.hpp"
#include "storage/catalog/schema.hpp"
#include "storage/graph/counter_table.hpp"
#include "storage/graph/write_set.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

using IndexDefinitions = std::vector<IndexDefinition>;

/// A committed state as transactions see it: all parts belong to the same commit.
struct CommittedState {
  /// Number of the last commit it holds; grows by one with each.
  std::uint64_t commit = 0;
  std::shared_ptr<const KvSnapshot> snapshot;
  std::shared_ptr<const IndexDefinitions> indexes;
  CounterTable counters;
};

/// One commit on its way.
struct CommitRequest {
  /// Commit number of the state the transaction read.
  std::uint64_t base_commit = 0;
  WriteSet write_set;
  /// Everything but the counters.
  WriteBatch batch;
  CounterDeltas counters;
  /// The new index definitions, if the transaction changed them.
  std::shared_ptr<const IndexDefinitions> indexes;
  /// A bulk load: besides the batch these runs are ingested, which hold all nodes, relationships
  /// and counters.
  bool replaces_topology = false;
  std::vector<std::unique_ptr<SortedRun>> runs;
};

/// Is told of every commit after it was written and before anyone can read it,
/// one at a time, in order. Must be quick, and must not call the committer.
class CommitObserver {
 public:
  virtual ~CommitObserver() = default;
  virtual void committed(std::uint64_t commit, const CommitRequest& request) = 0;
  /// The same for a write that failed, of which it cannot be said how far it came. By default what
  /// it would have changed counts as changed.
  virtual void write_failed(std::uint64_t commit, const CommitRequest& request) {
    committed(commit, request);
  }
};

/// Puts commits in order: finds conflicts (first committer wins), writes the queued batches as a
/// group with one wait for the disk, and publishes the new state. Whoever commits while nobody
/// leads becomes the leader: it writes a group, publishes it, and hands the lead to the first of
/// those who queued meanwhile. Everybody waits for a wake-up of its own. No lock is held while a
/// group is checked or written, so transactions begin without waiting for any of it; only bulk
/// loads keep them waiting while sorted runs become part of the store. Thread-safe.
class Committer {
 public:
  Committer(std::shared_ptr<KvStore> store, bool sync) : store_(std::move(store)), sync_(sync) {}

  /// Publishes the first state.
  Status start(std::shared_ptr<const IndexDefinitions> indexes);

  /// The newest committed state. With `for_writing` the conflicts that follow it are remembered
  /// until commit() or abandon() is called with its commit number, exactly one of them, once.
  CommittedState begin(bool for_writing);
  /// begin(false), with a call of `while_still` during which no commit is published.
  CommittedState begin_observed(
      const std::function<void(const CommittedState& published)>& while_still);
  /// Must outlive the last commit; set before the first.
  void set_observer(CommitObserver* observer) { observer_ = observer; }
  void abandon(std::uint64_t base_commit);

  /// Returns when the commit is done: durable (if `sync`) and visible to transactions that begin
  /// later, or failed without a trace (conflict, or the store's error).
  Status commit(CommitRequest request);

  /// Number of keys in the conflict table; for tests, while nobody commits.
  [[nodiscard]] std::size_t remembered_conflicts() const { return last_change_.size(); }

 private:
  /// A commit that waits, on its thread's stack. A member that is done may be gone at once, so
  /// nobody touches it after telling it.
  struct Queued {
    enum class Turn : std::uint8_t { wait, lead, done };

    explicit Queued(CommitRequest&& r) : request(std::move(r)) {}
    void tell(Turn news);
    Turn await();

    CommitRequest request;
    Status status;

   private:
    std::mutex mutex;
    std::condition_variable told;
    Turn turn = Turn::wait;
  };
  /// What a group leaves behind when it was written.
  struct Written {
    Status status;
    std::shared_ptr<const KvSnapshot> snapshot;
  };

  void lead(Queued& own);
  std::vector<Queued*> take_group();
  std::vector<Queued*> accept(const std::vector<Queued*>& taken);
  Status check_conflicts(const CommitRequest& request) const;
  void write_and_publish(const std::vector<Queued*>& accepted);
  Status ingest_runs(const std::vector<Queued*>& group);
  Written write_group(const std::vector<Queued*>& group);
  Status write_batches(const std::vector<Queued*>& group, CounterTable& counters);
  void publish(const std::vector<Queued*>& accepted, Written written);
  /// Both under mutex_.
  void end_writing(std::uint64_t base_commit);
  [[nodiscard]] std::uint64_t oldest_base() const;
  void forget_conflicts(std::uint64_t oldest);

  std::shared_ptr<KvStore> store_;
  const bool sync_;
  CommitObserver* observer_ = nullptr;

  /// Held only for moments.
  mutable std::mutex mutex_;
  /// While a bulk load changes what the published snapshot sees, nobody begins.
  bool closed_ = false;
  std::condition_variable opened_;
  std::deque<Queued*> queue_;
  bool has_leader_ = false;
  CommittedState published_;
  /// Base commits of the running write transactions, with their number.
  std::map<std::uint64_t, std::size_t> writers_;

  /// Held from telling the observer of a group until its publication, and while closed; taken
  /// before mutex_.
  std::mutex publishing_;

  // ---- the leader's own ------------------------------------------------------------------------
  /// Number of the last commit that was given one, published or still being written.
  std::uint64_t last_commit_ = 0;
  std::unordered_map<ConflictKey, std::uint64_t, ConflictKeyHash> last_change_;
  /// Size of last_change_ at which it is worth looking for entries to forget.
  std::size_t forget_at_size_ = 1024;
  /// As the store has them.
  CounterTable counters_;
};

}  // namespace entente::storage
