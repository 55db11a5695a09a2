#include <algorithm>

#include "storage/graph/element_cache.hpp"

namespace entente::storage {

namespace {

/// Smaller projections are built as fast as they are loaded.
constexpr std::uint64_t least_ids_stored = 1UL << 16U;

}  // namespace

bool ElementCache::is_worth_storing(const ElementProjection& projection) const {
  return policy_ == ProjectionPolicy::eager || projection.id_end() >= least_ids_stored;
}

void ElementCache::offer(std::shared_ptr<const ProjectionImage> image) {
  if (policy_ == ProjectionPolicy::off) return;
  const std::lock_guard lock(mutex_);
  for (const StoredProjection& stored : stored_projections(*image)) {
    const bool known_part = stored.name.part <= ProjectedPart::ends;
    // Ids that were never given away can only come from another database.
    if (!known_part || stored.id_end > id_end(stored.name.entity)) continue;
    const bool unique = stored.name.part == ProjectedPart::key && stored.detail != 0;
    stored_[stored.name] = {make_projection(stored.name, unique, 0, stored.id_end), stored.detail};
    in_image_.insert(stored.name);
  }
  image_ = std::move(image);
  count_alive_locked();
}

std::vector<ProjectionName> ElementCache::load_stored(std::span<const ProjectionName> names) {
  std::vector<ProjectionName> rest;
  for (const ProjectionName& name : names) {
    Stored stored;
    std::shared_ptr<const ProjectionImage> image;
    {
      const std::lock_guard lock(mutex_);
      const auto it = stored_.find(name);
      if (it == stored_.end()) {
        rest.push_back(name);
        continue;
      }
      stored = std::move(it->second);
      stored_.erase(it);
      building_.push_back(stored.projection);
      image = image_;
      if (stored_.empty()) image_.reset();
    }
    auto share = budget_->admit(estimate_bytes(name, stored.projection->id_end()),
                                ProjectionRank::derived, [this, name] { drop(name); });
    const bool admitted = share != nullptr;
    if (admitted) stored.projection->take_share(std::move(share));
    const bool loaded = admitted && stored.projection->load(*image, stored.detail);
    publish(std::span(&stored.projection, 1), loaded);
    // Damaged: it is built after all.
    if (admitted && !loaded) rest.push_back(name);
  }
  return rest;
}

void ElementCache::image_replaced() {
  const std::lock_guard lock(mutex_);
  in_image_.clear();
}

bool ElementCache::wants_saving() {
  const std::lock_guard lock(mutex_);
  const auto lacks = [&](const ProjectionName& name, const ElementProjection& projection) {
    // Some have no form to be stored in.
    ImageWriter probe;
    return is_worth_storing(projection) && !in_image_.contains(name) && projection.add_to(probe);
  };
  return std::any_of(current_.begin(), current_.end(),
                     [&](const auto& entry) { return lacks(entry.first, *entry.second); }) ||
         std::any_of(stored_.begin(), stored_.end(), [&](const auto& entry) {
           return lacks(entry.first, *entry.second.projection);
         });
}

void ElementCache::close() {
  std::jthread worker;
  {
    const std::lock_guard lock(mutex_);
    worker = std::move(worker_);
  }
  worker.request_stop();
  if (worker.joinable()) worker.join();
  const std::lock_guard lock(mutex_);
  for (auto& [name, projection] : current_) {
    if (projection->log_size() == 0 || !is_worth_storing(*projection)) continue;
    // Nobody writes any more: this merge takes all there is.
    projection = projection->merged(committer_->begin(false).commit);
  }
}

void ElementCache::add_to(ImageWriter& image) {
  std::vector<ProjectionName> unused;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, stored] : stored_) {
      if (stored.projection->log_size() == 0) unused.push_back(name);
    }
  }
  // What nobody needed this time may be needed the next.
  for (const ProjectionName& name : load_stored(unused)) drop(name);
  const std::lock_guard lock(mutex_);
  for (const auto& [name, projection] : current_) {
    if (projection->log_size() == 0 && is_worth_storing(*projection)) projection->add_to(image);
  }
}

}  // namespace entente::storage
