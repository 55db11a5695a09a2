#include "storage/graph/topology_cache.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
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
/// Putting one row together costs about as much as merging that many entries.
constexpr std::uint64_t merged_entries_per_row = 64;
constexpr std::uint64_t least_patched_rows = 1024;
/// Loading an image costs much less than building.
constexpr std::uint64_t relationships_per_lookup_stored = 1024;
constexpr std::uint64_t least_lookups_stored = 256;
/// A topology with more bytes of changes than this, and than half its rows take, is given up:
/// nobody has read it for long, or it would have been merged.
constexpr std::size_t forgotten_delta_bytes = 16UL << 20U;

Result<std::uint64_t> count_relationships(const KvReader& reader) {
  std::string value;
  ENTENTE_ASSIGN(const bool found,
                 reader.get(KeyFamily::statistics, StatisticKey::relationships().encode(), value));
  if (!found) return std::uint64_t{0};
  ENTENTE_ASSIGN(const std::int64_t count, decode_counter(value));
  return static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
}

/// True if readers have done about the work of a merge, or a few per cent of the nodes are changed.
bool is_worth_merging(const Topology& topology) {
  const std::uint64_t changed = topology.changed_nodes();
  if (changed == 0) return false;
  const std::uint64_t patched = topology.patched_rows();
  return patched >= least_patched_rows + topology.entries() / merged_entries_per_row ||
         (patched > 0 && changed >= least_patched_rows + topology.node_end() / 16);
}

}  // namespace

TopologyCache::~TopologyCache() { stop(); }

void TopologyCache::stop() {
  builder_.request_stop();
  if (builder_.joinable()) builder_.join();
}

std::shared_ptr<Topology> TopologyCache::current(std::uint64_t commit) const {
  const std::lock_guard lock(mutex_);
  return current_ && current_->commit() <= commit ? current_ : nullptr;
}

std::shared_ptr<const Topology> TopologyCache::find(std::uint64_t commit) {
  if (policy_ == ProjectionPolicy::off) return nullptr;
  std::shared_ptr<Topology> found = current(commit);
  if (!found && policy_ == ProjectionPolicy::eager) {
    consider_building();
    wait_until_built();
    found = current(commit);
  }
  if (!found) return nullptr;
  return noted(std::move(found));
}

std::shared_ptr<const Topology> TopologyCache::find_or_load(std::uint64_t commit) {
  if (has_stored()) {
    const std::lock_guard asking(asking_mutex_);
    load_stored();
  }
  return find(commit);
}

Status TopologyCache::build_for(std::uint64_t lookups, const std::function<Status()>& check) {
  if (policy_ != ProjectionPolicy::automatic) return {};
  if (lookups + lookups_.load(std::memory_order_relaxed) <
      worth_building_at_.load(std::memory_order_relaxed)) {
    return {};
  }
  const auto there = [&] {
    const std::lock_guard lock(mutex_);
    return current_ != nullptr;
  };
  if (there()) return {};
  consider_building(lookups);
  std::unique_lock lock(mutex_);
  while (building_ && !current_) {
    built_or_not_.wait_for(lock, std::chrono::milliseconds(10));
    ENTENTE_TRY(check());
  }
  return {};
}

std::shared_ptr<const Topology> TopologyCache::noted(std::shared_ptr<Topology> found) {
  found->share().touch();
  if (is_worth_merging(*found)) consider_merging(found);
  return found;
}

void TopologyCache::drop_all() {
  current_.reset();
  // Whoever builds or loads it finds out when it is done.
  building_.reset();
  stored_.reset();
  image_.reset();
}

void TopologyCache::give_up() {
  std::shared_ptr<Topology> dropped;
  std::shared_ptr<Topology> dropped_too;
  const std::lock_guard lock(mutex_);
  dropped = std::move(current_);
  dropped_too = std::move(building_);
}

void TopologyCache::committed(std::uint64_t commit, const CommitRequest& request) {
  const std::lock_guard lock(mutex_);
  if (!current_ && !building_ && !stored_) return;
  if (request.replaces_topology) {
    drop_all();
    return;
  }
  for (std::size_t i = 0; i < request.batch.size(); ++i) {
    const WriteBatch::Entry change = request.batch[i];
    if (change.family != KeyFamily::adjacency) continue;
    if (record(change, commit)) continue;
    drop_all();
    return;
  }
  if (stored_ && stored_->delta_bytes() > forgotten_delta_bytes) {
    stored_.reset();
    image_.reset();
  }
  if (!current_) return;
  const std::size_t delta = current_->delta_bytes();
  current_->share().resize(current_->row_bytes() + delta);
  if (delta > std::max(forgotten_delta_bytes, current_->row_bytes() / 2)) current_.reset();
}

void TopologyCache::write_failed(std::uint64_t /*commit*/, const CommitRequest& /*request*/) {
  const std::lock_guard lock(mutex_);
  drop_all();
}

/// Notes one change of a list; false if the rows cannot follow it, which no commit of ours does
/// unless its ids are beyond 32 bits.
bool TopologyCache::record(const WriteBatch::Entry& change, std::uint64_t commit) {
  constexpr std::uint64_t max_number = std::numeric_limits<std::uint32_t>::max();
  const auto key = AdjacencyKey::decode(change.key);
  decoded_.clear();
  if (!key || change.kind != WriteKind::merge ||
      !decode_adjacency_operand(change.value, decoded_).has_value()) {
    return false;
  }
  for (const AdjacencyChange& one : decoded_) {
    const std::uint64_t neighbour = one.entry.neighbour.value;
    const std::uint64_t relationship = one.entry.relationship.value;
    if (std::max({key->node.value, neighbour, relationship}) > max_number) return false;
    const TopologyChange narrow{key->type.value, static_cast<std::uint32_t>(neighbour),
                                static_cast<std::uint32_t>(relationship), one.insert};
    for (const auto& topology : {current_, building_, stored_}) {
      if (topology) topology->add_change(key->node, key->direction, narrow, commit);
    }
  }
  return true;
}

void TopologyCache::consider_building(std::uint64_t planned) {
  // Asked by many readers at once, decided by one; the others go on, unless they want to wait.
  std::unique_lock<std::mutex> asking(asking_mutex_, std::defer_lock);
  if (policy_ == ProjectionPolicy::eager || planned > 0) {
    asking.lock();
  } else if (!asking.try_lock()) {
    return;
  }
  const CommittedState newest = committer_->begin(false);
  const auto count = count_relationships(*newest.snapshot);
  if (!count) return;
  if (policy_ != ProjectionPolicy::eager) {
    const std::uint64_t worth =
        has_stored() ? least_lookups_stored + *count / relationships_per_lookup_stored
                     : least_lookups + *count / relationships_per_lookup;
    worth_building_at_.store(worth, std::memory_order_relaxed);
    if (lookups_.load(std::memory_order_relaxed) + planned < worth) return;
  }
  {
    const std::lock_guard lock(mutex_);
    lookups_.store(0, std::memory_order_relaxed);
    // The one there is follows all commits; it is too new only for readers that will soon be gone.
    if (building_ || saving_ || current_) return;
  }
  if (load_stored()) return;
  begin_building(*count);
}

std::shared_ptr<Topology> TopologyCache::register_new(
    std::unique_ptr<ProjectionBudget::Share> share, CommittedState& state) {
  std::shared_ptr<Topology> topology;
  // Between the snapshot and the registration no commit may slip through unmarked.
  state = committer_->begin_observed([&](const CommittedState& published) {
    topology = std::make_shared<Topology>(published.commit, node_ids_->end(), std::move(share));
    const std::lock_guard lock(mutex_);
    building_ = topology;
  });
  return topology;
}

void TopologyCache::begin_building(std::uint64_t relationships) {
  // Room may be made by dropping the one there is: two at a time would take twice the memory.
  auto share = budget_->admit(Topology::estimate_bytes(node_ids_->end(), relationships),
                              ProjectionRank::base, [this] { give_up(); });
  if (!share) return;
  CommittedState state;
  const auto topology = register_new(std::move(share), state);
  // The thread before, if any, ended its work when it reset building_.
  builder_ =
      std::jthread([this, state, topology, relationships](const std::stop_token& stop) mutable {
        const Status built =
            topology->build(*state.snapshot, relationships, [&] { return stop.stop_requested(); });
        state.snapshot.reset();
        finish(topology, built, stop);
      });
}

void TopologyCache::consider_merging(const std::shared_ptr<Topology>& older) {
  const std::unique_lock<std::mutex> asking(asking_mutex_, std::try_to_lock);
  if (!asking.owns_lock()) return;
  {
    const std::lock_guard lock(mutex_);
    if (building_ || saving_ || current_ != older) return;
  }
  // As something derived, so that the older one, which is needed for it, does not go for it.
  auto share = budget_->admit(older->row_bytes() + older->delta_bytes(), ProjectionRank::derived,
                              [this] { give_up(); });
  if (!share) return;
  share->become_base();
  CommittedState state;
  const auto topology = register_new(std::move(share), state);
  builder_ = std::jthread([this, topology, older](const std::stop_token& stop) {
    finish(topology, topology->merge(*older, [&] { return stop.stop_requested(); }), stop);
  });
}

void TopologyCache::finish(const std::shared_ptr<Topology>& topology, const Status& built,
                           const std::stop_token& stop) {
  if (!built && built.error().error_class != ErrorClass::interrupted) {
    log(LogLevel::warn, "no topology in memory: " + built.error().message);
  }
  if (!replace_current(topology, built)) return;
  if (built_ && !stop.stop_requested()) built_();
  const std::lock_guard lock(mutex_);
  saving_ = false;
}

/// True if the topology that was being built is the current one now.
bool TopologyCache::replace_current(const std::shared_ptr<Topology>& topology,
                                    const Status& built) {
  std::shared_ptr<Topology> before;
  const std::lock_guard lock(mutex_);
  // Lost in the meantime: the rows were replaced as a whole.
  if (building_ != topology) return false;
  building_.reset();
  built_or_not_.notify_all();
  lookups_.store(0, std::memory_order_relaxed);
  if (!built) return false;
  before = std::move(current_);
  current_ = topology;
  saving_ = true;
  return true;
}

void TopologyCache::wait_until_built() {
  const std::lock_guard asking(asking_mutex_);
  if (builder_.joinable()) builder_.join();
}

}  // namespace entente::storage
