#include "storage/graph/topology_cache.hpp"

namespace entente::storage {

namespace {

/// Smaller topologies are built as fast as they are loaded.
constexpr std::uint64_t least_entries_stored = 1UL << 16U;

}  // namespace

void TopologyCache::offer(std::shared_ptr<const ProjectionImage> image) {
  if (policy_ == ProjectionPolicy::off) return;
  const auto node_end = Topology::node_end_of(*image);
  // Ids that were never given away can only come from another database.
  if (!node_end || *node_end > node_ids_->end()) return;
  const std::lock_guard lock(mutex_);
  stored_ = std::make_shared<Topology>(0, *node_end, nullptr);
  image_ = std::move(image);
}

bool TopologyCache::has_stored() const {
  const std::lock_guard lock(mutex_);
  return stored_ != nullptr;
}

bool TopologyCache::load_stored() {
  std::shared_ptr<Topology> topology;
  std::shared_ptr<const ProjectionImage> image;
  {
    const std::lock_guard lock(mutex_);
    if (!stored_ || current_ || building_) return false;
    topology = stored_;
    image = image_;
  }
  // Mapped memory counts like any other: it is read all the time.
  auto share = budget_->admit(image->bytes(), ProjectionRank::base, [this] { give_up(); });
  bool loaded = false;
  if (share) {
    topology->set_share(std::move(share));
    loaded = topology->load(image);
  }
  const std::lock_guard lock(mutex_);
  // Lost in the meantime: a commit replaced the rows as a whole.
  if (stored_ != topology) return false;
  stored_.reset();
  image_.reset();
  if (loaded) current_ = topology;
  return loaded;
}

bool TopologyCache::add_to(ImageWriter& image, std::uint64_t commit) const {
  std::shared_ptr<const Topology> topology;
  {
    const std::lock_guard lock(mutex_);
    topology = current_;
  }
  if (!topology || topology->is_changed(commit)) return false;
  if (policy_ != ProjectionPolicy::eager && topology->entries() < least_entries_stored) {
    return false;
  }
  topology->add_to(image);
  return true;
}

void TopologyCache::close() {
  stop();
  built_ = {};
  std::shared_ptr<Topology> older;
  {
    const std::lock_guard lock(mutex_);
    older = current_;
  }
  if (!older || older->changed_nodes() == 0) return;
  // Nobody writes any more: this merge takes all there is.
  consider_merging(older);
  if (builder_.joinable()) builder_.join();
}

}  // namespace entente::storage
