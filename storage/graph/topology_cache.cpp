#include "storage/graph/topology_cache.hpp"

#include <algorithm>
#include <string>

#include "storage/base/log.hpp"
#include "storage/format/counter.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

/// Measured: a lookup in the store costs about as much as building 64 entries (4 µs, 60 ns), and
/// each relationship has two.
constexpr std::uint64_t relationships_per_lookup = 32;
constexpr std::uint64_t least_lookups = 1024;

Result<std::uint64_t> count_relationships(const KvReader& reader) {
  std::string value;
  ENTENTE_ASSIGN(const bool found,
                 reader.get(KeyFamily::statistics, StatisticKey::relationships().encode(), value));
  if (!found) return std::uint64_t{0};
  ENTENTE_ASSIGN(const std::int64_t count, decode_counter(value));
  return static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
}

}  // namespace

TopologyCache::~TopologyCache() {
  builder_.request_stop();
  if (builder_.joinable()) builder_.join();
}

std::shared_ptr<const Topology> TopologyCache::find(std::uint64_t commit) const {
  const std::lock_guard lock(mutex_);
  return current_ && current_->commit() <= commit ? current_ : nullptr;
}

void TopologyCache::committed(std::uint64_t commit, const CommitRequest& request) {
  const std::lock_guard lock(mutex_);
  if (!current_ && !building_) return;
  if (request.replaces_topology) {
    current_.reset();
    // Whoever builds it finds out when it is done.
    building_.reset();
    return;
  }
  for (std::size_t i = 0; i < request.batch.size(); ++i) {
    const WriteBatch::Entry change = request.batch[i];
    if (change.family != KeyFamily::adjacency) continue;
    const auto key = AdjacencyKey::decode(change.key);
    // Keys of our own making always decode; without one no row could be trusted any more.
    if (!key || change.kind == WriteKind::erase_range) {
      current_.reset();
      building_.reset();
      return;
    }
    for (const auto& topology : {current_, building_}) {
      if (topology) topology->mark(key->node, commit);
    }
  }
}

void TopologyCache::consider_building() {
  // Asked by many readers at once, decided by one; the others go on.
  const std::unique_lock<std::mutex> asking(asking_mutex_, std::try_to_lock);
  if (!asking.owns_lock()) return;
  std::shared_ptr<Topology> topology;
  const CommittedState newest = committer_->begin(false);
  const auto count = count_relationships(*newest.snapshot);
  if (!count) return;
  const std::uint64_t worth = least_lookups + *count / relationships_per_lookup;
  worth_building_at_.store(worth, std::memory_order_relaxed);
  if (lookups_.load(std::memory_order_relaxed) < worth) return;
  {
    const std::lock_guard lock(mutex_);
    if (building_) return;
  }
  lookups_.store(0, std::memory_order_relaxed);
  if (Topology::estimate_bytes(node_ids_->end(), *count) > bytes_max_) return;
  // Between the snapshot and the registration no commit may slip through unmarked.
  const CommittedState state = committer_->begin_observed([&](const CommittedState& published) {
    topology = std::make_shared<Topology>(published.commit, node_ids_->end());
    const std::lock_guard lock(mutex_);
    building_ = topology;
    // Two at a time would take twice the memory that was allowed.
    if (current_ &&
        current_->bytes() + Topology::estimate_bytes(topology->node_end(), *count) > bytes_max_) {
      current_.reset();
    }
  });
  // The thread before, if any, ended its work when it reset building_.
  builder_ =
      std::jthread([this, state, topology, relationships = *count](const std::stop_token& stop) {
        build(stop, state, topology, relationships);
      });
}

void TopologyCache::build(const std::stop_token& stop, CommittedState state,
                          const std::shared_ptr<Topology>& topology, std::uint64_t relationships) {
  const Status built =
      topology->build(*state.snapshot, relationships, [&] { return stop.stop_requested(); });
  state.snapshot.reset();
  if (!built && built.error().error_class != ErrorClass::interrupted) {
    log(LogLevel::warn, "no topology in memory: " + built.error().message);
  }
  const std::lock_guard lock(mutex_);
  // Lost in the meantime: the rows were replaced as a whole.
  if (building_ != topology) return;
  building_.reset();
  lookups_.store(0, std::memory_order_relaxed);
  if (built) current_ = topology;
}

void TopologyCache::wait_until_built() {
  const std::lock_guard asking(asking_mutex_);
  if (builder_.joinable()) builder_.join();
}

}  // namespace entente::storage
