#include "storage/graph/element_cache.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include "storage/base/log.hpp"
#include "storage/base/parallel.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

/// Small graphs stay below it: there is nothing to win.
constexpr std::uint64_t least_units = 1024;
/// A projection that nearly pays is built together with one that does, since they share the scan.
constexpr std::uint64_t together_share = 8;
/// Changes that are noted before they are merged, at least and as a part of all ids.
constexpr std::uint64_t least_changes = 1024;
constexpr std::uint64_t changed_share = 64;
/// A projection that nobody used between that many merges is given up.
constexpr std::uint32_t idle_merges_max = 3;
/// Pairs between two looks at the stop signal.
constexpr std::uint64_t pairs_per_look = 4096;

bool is_label(const ProjectionName& name) {
  return name.entity == EntityKind::node && name.part == ProjectedPart::token;
}

bool is_ripe(const ElementProjection& projection) {
  return projection.log_size() > std::max(least_changes, projection.id_end() / changed_share);
}

/// Passes the pairs of a range.
Status scan_into(std::span<ElementProjection* const> projections, const KvReader& reader,
                 KeyFamily family, KeyRange range, const std::function<bool()>& stopped) {
  const auto it = reader.scan(family, range, ScanOrder::ascending);
  for (std::uint64_t pairs = 1; it->valid(); it->next(), ++pairs) {
    for (ElementProjection* projection : projections) {
      ENTENTE_TRY(projection->add(it->key(), it->value()));
    }
    if (pairs % pairs_per_look == 0 && stopped()) {
      return Error::plain(ErrorClass::interrupted, "building a projection was stopped");
    }
  }
  return it->status();
}

/// Passes all records of one kind of element, by several threads where there are enough of them.
Status scan_records_into(std::span<ElementProjection* const> projections, const KvReader& reader,
                         const std::function<bool()>& stopped) {
  // A thread should have some ten milliseconds of work, and several ranges, lest one that is
  // slower than the others be waited for.
  constexpr std::uint64_t least_ids_per_thread = 1UL << 15U;
  constexpr std::uint64_t ranges_per_thread = 4;
  constexpr std::uint64_t ids_per_step = 4096;
  const KeyFamily family = projections.front()->source();
  const std::uint64_t id_end = projections.front()->id_end();
  const auto threads = static_cast<unsigned>(
      std::min<std::uint64_t>(processor_count(), id_end / least_ids_per_thread));
  if (threads <= 1) return scan_into(projections, reader, family, {}, stopped);
  const std::uint64_t steps = id_end / (threads * ranges_per_thread * ids_per_step) + 1;
  const std::uint64_t range = steps * ids_per_step;
  for (ElementProjection* projection : projections) projection->split(range);
  const std::uint64_t count = (id_end + range - 1) / range;
  return run_parallel(threads, count, [&](std::size_t number) {
    // Nodes and relationships have keys of the same form.
    const std::string begin = NodeKey{NodeId(number * range)}.encode();
    const std::string end =
        number + 1 == count ? std::string() : NodeKey{NodeId((number + 1) * range)}.encode();
    return scan_into(projections, reader, family, {begin, end}, stopped);
  });
}

}  // namespace

std::uint64_t ElementCache::estimate_bytes(const ProjectionName& name, std::uint64_t id_end) {
  constexpr std::uint64_t bits_per_byte = 8;
  const std::uint64_t words = id_end / bits_per_byte;
  // Per entry of an index: the values, where they begin, the element, two slots of the hash table.
  constexpr std::uint64_t entry_bytes = 40;
  switch (name.part) {
    case ProjectedPart::property: return id_end * sizeof(std::int64_t) + 2 * words;
    case ProjectedPart::key: return id_end * entry_bytes;
    case ProjectedPart::ends: return id_end * 3 * sizeof(std::uint32_t);
    default: return 2 * words;
  }
}

ElementCache::~ElementCache() {
  worker_.request_stop();
  if (worker_.joinable()) worker_.join();
}

std::uint64_t ElementCache::id_end(EntityKind entity) const {
  return entity == EntityKind::node ? node_ids_->end() : relationship_ids_->end();
}

// ---- asking
// ---------------------------------------------------------------------------------------------

std::shared_ptr<const PropertyProjection> ElementCache::property(EntityKind entity,
                                                                 PropertyKeyId key,
                                                                 std::uint64_t commit) {
  return std::static_pointer_cast<const PropertyProjection>(
      find({entity, ProjectedPart::property, key.value}, commit));
}

std::shared_ptr<const SetProjection> ElementCache::set(EntityKind entity, ProjectedPart part,
                                                       std::uint32_t id, std::uint64_t commit) {
  return std::static_pointer_cast<const SetProjection>(find({entity, part, id}, commit));
}

std::shared_ptr<const EndsProjection> ElementCache::ends(std::uint64_t commit) {
  return std::static_pointer_cast<const EndsProjection>(find(ends_name, commit));
}

std::shared_ptr<const KeyProjection> ElementCache::keys(const IndexDefinition& index,
                                                        std::uint64_t commit) {
  if (is_unique(index.kind)) {
    const std::lock_guard lock(mutex_);
    unique_indexes_.insert(index.id.value);
  }
  return std::static_pointer_cast<const KeyProjection>(
      find({index.entity, ProjectedPart::key, index.id.value}, commit));
}

std::shared_ptr<ElementProjection> ElementCache::find(const ProjectionName& name,
                                                      std::uint64_t commit) {
  const auto look = [&]() -> std::shared_ptr<ElementProjection> {
    const auto it = current_.find(name);
    if (it == current_.end() || it->second->commit() > commit) return nullptr;
    it->second->note_use();
    return it->second;
  };
  if (policy_ == ProjectionPolicy::off) return nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (auto found = look()) return found;
    if (policy_ != ProjectionPolicy::eager || current_.contains(name)) return nullptr;
  }
  build(std::span(&name, 1), [] { return false; });
  const std::lock_guard lock(mutex_);
  return look();
}

std::uint64_t ElementCache::units_worth_building(const ProjectionName& name,
                                                 const Demand& demand) const {
  const std::uint64_t records = id_end(name.entity);
  // Measured: taking a column from an image costs a sixteenth of building it, or less.
  constexpr std::uint64_t loaded_share = 16;
  constexpr std::uint64_t nodes_per_word = 64;
  std::uint64_t once = least_units + (is_label(name) ? records / nodes_per_word : records);
  if (stored_.contains(name)) once /= loaded_share;
  return once << std::min(demand.refusals, 8U);
}

void ElementCache::note_cost(const ProjectionName& name, std::uint64_t units) {
  if (policy_ != ProjectionPolicy::automatic) return;
  const std::lock_guard lock(mutex_);
  Demand& demand = demands_[name];
  demand.units += units;
  if (demand.units < units_worth_building(name, demand)) return;
  const bool underway =
      current_.contains(name) || wanted_.contains(name) ||
      std::any_of(building_.begin(), building_.end(),
                  [&](const auto& projection) { return projection->name() == name; });
  if (underway) return;
  wanted_.insert(name);
  start_worker();
}

// ---- building
// -------------------------------------------------------------------------------------------

std::vector<ProjectionName> ElementCache::take_builds() {
  std::vector<ProjectionName> names;
  if (wanted_.empty()) return names;
  const EntityKind entity = wanted_.begin()->entity;
  for (const auto& [name, demand] : demands_) {
    const bool nearly = demand.units >= units_worth_building(name, demand) / together_share;
    const bool wanted = wanted_.contains(name) || (nearly && !current_.contains(name));
    if (name.entity == entity && wanted) names.push_back(name);
  }
  std::erase_if(wanted_, [&](const ProjectionName& name) { return name.entity == entity; });
  return names;
}

Status ElementCache::build_for(std::span<const PlannedRead> reads,
                               const std::function<Status()>& check) {
  // An eager cache builds what is asked for.
  if (policy_ != ProjectionPolicy::automatic) return {};
  for (const EntityKind entity : {EntityKind::node, EntityKind::relationship}) {
    if (worth_building_for(reads, entity).empty()) continue;
    std::unique_lock building(build_mutex_, std::defer_lock);
    while (!building.try_lock_for(std::chrono::milliseconds(10))) ENTENTE_TRY(check());
    // Whoever was waited for may have built them.
    const std::vector<ProjectionName> names = worth_building_for(reads, entity);
    if (names.empty()) continue;
    build_locked(names, [&] { return !check().has_value(); });
    ENTENTE_TRY(check());
  }
  return {};
}

std::vector<ProjectionName> ElementCache::worth_building_for(std::span<const PlannedRead> reads,
                                                             EntityKind entity) {
  std::vector<ProjectionName> names;
  bool worth = false;
  const std::lock_guard lock(mutex_);
  for (const PlannedRead& read : reads) {
    if (read.name.entity != entity || current_.contains(read.name)) continue;
    const auto known = demands_.find(read.name);
    const Demand demand = known == demands_.end() ? Demand{} : known->second;
    const std::uint64_t once = units_worth_building(read.name, demand);
    const std::uint64_t units = demand.units + read.units;
    worth = worth || units >= once;
    if (units >= once / together_share) names.push_back(read.name);
  }
  if (!worth) names.clear();
  return names;
}

void ElementCache::build(std::span<const ProjectionName> names, const Stopped& stopped) {
  const std::lock_guard building(build_mutex_);
  build_locked(names, stopped);
}

void ElementCache::build_locked(std::span<const ProjectionName> names, const Stopped& stopped) {
  CommittedState state;
  const auto projections = register_new(load_stored(names), state);
  if (projections.empty()) return;
  const Status filled = fill(projections, *state.snapshot, stopped);
  state.snapshot.reset();
  if (!filled && filled.error().error_class == ErrorClass::interrupted) {
    abandon(projections);
    return;
  }
  if (!filled) log(LogLevel::warn, "no projection in memory: " + filled.error().message);
  publish(projections, filled.has_value());
}

void ElementCache::abandon(std::span<const std::shared_ptr<ElementProjection>> projections) {
  const std::lock_guard lock(mutex_);
  for (const auto& projection : projections) std::erase(building_, projection);
  count_alive_locked();
}

/// Asks for the memory and makes the empty projections take part in commits.
std::vector<std::shared_ptr<ElementProjection>> ElementCache::register_new(
    std::span<const ProjectionName> names, CommittedState& state) {
  std::vector<std::pair<ProjectionName, std::unique_ptr<ProjectionBudget::Share>>> admitted;
  for (const ProjectionName& name : names) {
    auto share = budget_->admit(estimate_bytes(name, id_end(name.entity)), ProjectionRank::derived,
                                [this, name] { drop(name); });
    if (share) {
      admitted.emplace_back(name, std::move(share));
    } else {
      const std::lock_guard lock(mutex_);
      refuse_locked(name);
    }
  }
  std::vector<std::shared_ptr<ElementProjection>> projections;
  if (admitted.empty()) return projections;
  // Between the snapshot and the registration no commit may slip through unnoted.
  state = committer_->begin_observed([&](const CommittedState& published) {
    const std::lock_guard lock(mutex_);
    for (auto& [name, share] : admitted) {
      if (current_.contains(name)) continue;
      auto projection = make_projection(name, unique_indexes_.contains(name.id), published.commit,
                                        id_end(name.entity));
      projection->take_share(std::move(share));
      projections.push_back(projection);
      building_.push_back(std::move(projection));
    }
    count_alive_locked();
  });
  return projections;
}

/// Everything that is told from records in one pass over them, the rest from its own pairs.
Status ElementCache::fill(std::span<const std::shared_ptr<ElementProjection>> projections,
                          const KvReader& reader, const Stopped& stopped) {
  std::vector<ElementProjection*> of_records;
  for (const auto& projection : projections) {
    ElementProjection* alone = projection.get();
    const std::string prefix = alone->source_prefix();
    if (prefix.empty()) {
      of_records.push_back(alone);
    } else {
      const std::string end = prefix_end(prefix);
      ENTENTE_TRY(scan_into(std::span(&alone, 1), reader, alone->source(), {prefix, end}, stopped));
    }
  }
  if (of_records.empty()) return {};
  return scan_records_into(of_records, reader, stopped);
}

void ElementCache::publish(std::span<const std::shared_ptr<ElementProjection>> projections,
                           bool built) {
  for (const auto& projection : projections) {
    if (built) projection->finish();
    const bool fits = built && settle_share(*projection);
    const std::lock_guard lock(mutex_);
    // Not there any more: given up meanwhile, because everything changed or memory was short.
    const auto it = std::find(building_.begin(), building_.end(), projection);
    if (it == building_.end()) continue;
    building_.erase(it);
    if (fits) {
      demands_.erase(projection->name());
      current_[projection->name()] = projection;
    } else {
      refuse_locked(projection->name());
    }
    count_alive_locked();
  }
}

bool ElementCache::settle_share(ElementProjection& projection) {
  const std::size_t bytes = projection.bytes();
  if (bytes <= projection.share()->bytes()) {
    projection.share()->resize(bytes);
    return true;
  }
  projection.take_share(nullptr);
  auto share = budget_->admit(bytes, ProjectionRank::derived,
                              [this, name = projection.name()] { drop(name); });
  if (!share) return false;
  projection.take_share(std::move(share));
  return true;
}

// ---- commits
// --------------------------------------------------------------------------------------------

void ElementCache::committed(std::uint64_t commit, const CommitRequest& request) {
  if (alive_.load(std::memory_order_relaxed) == 0) return;
  const std::lock_guard lock(mutex_);
  if (request.replaces_topology) {
    forget_all_locked();
    return;
  }
  note(request.batch, commit);
  for (const auto& [name, projection] : current_) {
    if (!is_ripe(*projection) || !to_merge_.insert(name).second) continue;
    start_worker();
  }
}

void ElementCache::write_failed(std::uint64_t /*commit*/, const CommitRequest& /*request*/) {
  // Nobody knows how far the write came.
  clear();
}

void ElementCache::note(const WriteBatch& batch, std::uint64_t commit) {
  // Keys and records of our own making always decode; without that nothing could be trusted.
  const auto failed = [&](ElementProjection& projection) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!projection.note(batch[i], commit)) return true;
    }
    return false;
  };
  std::erase_if(current_, [&](const auto& entry) { return failed(*entry.second); });
  std::erase_if(building_, [&](const auto& projection) { return failed(*projection); });
  std::erase_if(stored_, [&](const auto& entry) {
    return failed(*entry.second.projection) || is_ripe(*entry.second.projection);
  });
  count_alive_locked();
}

void ElementCache::merge(const ProjectionName& name) {
  // Everything up to the published commit was noted, while of later ones a part may be.
  const std::uint64_t commit = committer_->begin(false).commit;
  std::shared_ptr<ElementProjection> old;
  {
    const std::lock_guard lock(mutex_);
    const auto it = current_.find(name);
    if (it == current_.end() || !is_ripe(*it->second) || it->second->commit() >= commit) return;
    old = it->second;
    if (old->idle_merges() >= idle_merges_max) {
      current_.erase(it);
      count_alive_locked();
      return;
    }
  }
  auto share = budget_->admit(old->bytes(), ProjectionRank::derived, [this, name] { drop(name); });
  std::shared_ptr<ElementProjection> merged;
  if (share) {
    merged = old->merged(commit);
    merged->set_idle_merges(old->idle_merges());
    share->resize(merged->bytes());
    merged->take_share(std::move(share));
  }
  const std::lock_guard lock(mutex_);
  const auto it = current_.find(name);
  if (it == current_.end() || it->second != old) return;
  if (!merged) {
    // Two at a time do not fit; it is built anew when it pays.
    current_.erase(it);
    count_alive_locked();
    return;
  }
  old->copy_log_to(*merged);
  it->second = std::move(merged);
}

// ---- dropping
// -------------------------------------------------------------------------------------------

void ElementCache::drop(const ProjectionName& name) {
  const std::lock_guard lock(mutex_);
  current_.erase(name);
  std::erase_if(building_, [&](const auto& projection) { return projection->name() == name; });
  count_alive_locked();
}

void ElementCache::forget_all_locked() {
  current_.clear();
  building_.clear();
  stored_.clear();
  count_alive_locked();
}

void ElementCache::count_alive_locked() {
  alive_.store(current_.size() + building_.size() + stored_.size(), std::memory_order_relaxed);
}

void ElementCache::refuse_locked(const ProjectionName& name) {
  Demand& demand = demands_[name];
  demand.units = 0;
  ++demand.refusals;
}

void ElementCache::clear() {
  const std::lock_guard lock(mutex_);
  forget_all_locked();
}

// ---- the worker
// -----------------------------------------------------------------------------------------

void ElementCache::start_worker() {
  if (working_) return;
  working_ = true;
  // The thread before, if any, ended its work when it reset working_.
  worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void ElementCache::work(const std::stop_token& stop) {
  while (true) {
    std::vector<ProjectionName> builds;
    std::vector<ProjectionName> merges;
    {
      const std::lock_guard lock(mutex_);
      builds = take_builds();
      merges.assign(to_merge_.begin(), to_merge_.end());
      to_merge_.clear();
      if ((builds.empty() && merges.empty()) || stop.stop_requested()) {
        working_ = false;
        idle_.notify_all();
        return;
      }
    }
    for (const ProjectionName& name : merges) merge(name);
    if (!builds.empty()) build(builds, [&] { return stop.stop_requested(); });
  }
}

void ElementCache::wait_until_idle() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [&] { return !working_; });
}

}  // namespace entente::storage
