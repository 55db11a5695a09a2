#include "storage/graph/projections.hpp"

#include <filesystem>
#include <random>
#include <system_error>

#include "storage/base/log.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

std::string path_in(const std::string& folder) {
  return folder.empty() ? std::string() : folder + "/projections";
}

std::uint64_t random_stamp() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

WriteBatch stamp_batch(std::uint64_t stamp) {
  WriteBatch batch;
  batch.put(KeyFamily::meta, meta_key::image_stamp, encode_number(stamp));
  return batch;
}

}  // namespace

Projections::Projections(KvStore& store, Committer& committer, const IdAllocator& node_ids,
                         const IdAllocator& relationship_ids, const OpenOptions& options)
    : store_(&store),
      committer_(&committer),
      policy_(options.projection_bytes == 0 ? ProjectionPolicy::off : options.projections),
      image_path_(path_in(store.cache_folder())),
      saves_(!options.read_only && policy_ != ProjectionPolicy::off && !image_path_.empty()),
      budget_(ProjectionBudget::make(options.projection_bytes)),
      topology_(committer, node_ids, budget_, policy_),
      elements_(committer, node_ids, relationship_ids, budget_, policy_) {
  if (saves_) topology_.set_built_callback([this] { save(); });
}

Projections::~Projections() = default;

Status Projections::open(const KvSnapshot& snapshot) {
  if (image_path_.empty() || policy_ == ProjectionPolicy::off) return {};
  std::string value;
  ENTENTE_ASSIGN(const bool stamped, snapshot.get(KeyFamily::meta, meta_key::image_stamp, value));
  const auto stamp = stamped ? decode_number(value) : Result<std::uint64_t>(std::uint64_t{0});
  if (stamped && stamp) {
    const ImageIdentity wanted{*stamp, snapshot.sequence()};
    if (auto image = ProjectionImage::open(image_path_, wanted)) {
      found_ = wanted;
      topology_.offer(image);
      elements_.offer(std::move(image));
      return {};
    }
  }
  std::error_code ignored;
  // Nobody will ever trust it again.
  if (saves_) std::filesystem::remove(image_path_, ignored);
  return {};
}

bool Projections::collect(ImageWriter& image, std::uint64_t commit) const {
  topology_.add_to(image, commit);
  return !image.empty();
}

void Projections::save() {
  ImageWriter probe;
  // With commits coming in all the time it would be stale at once; close() makes a good one.
  if (!collect(probe, committer_->begin(false).commit)) return;
  const std::uint64_t stamp = random_stamp();
  CommitRequest request;
  request.base_commit = committer_->begin(true).commit;
  request.batch = stamp_batch(stamp);
  Status saved = committer_->commit(std::move(request));
  const CommittedState newest = committer_->begin(false);
  ImageWriter image;
  if (saved && !collect(image, newest.commit)) return;
  // What the image is known by must be on disk before it is.
  if (saved) saved = store_->flush();
  const ImageIdentity identity{stamp, newest.snapshot->sequence()};
  if (saved) saved = image.write(image_path_, identity);
  if (saved) {
    found_ = identity;
    // Close() adds them: by then there are more of them.
    elements_.image_replaced();
  }
  if (!saved) log(LogLevel::warn, "no image of projections: " + saved.error().message);
}

Result<ImageIdentity> Projections::stamp_now() {
  const std::uint64_t stamp = random_stamp();
  ENTENTE_TRY(store_->write(stamp_batch(stamp), {.sync = true}));
  ENTENTE_ASSIGN(const auto snapshot, store_->snapshot());
  return ImageIdentity{stamp, snapshot->sequence()};
}

void Projections::close() {
  topology_.close();
  elements_.close();
  if (!saves_) return;
  const auto now = store_->snapshot();
  // Nothing was written since the image was.
  const bool unchanged = now && found_ && (*now)->sequence() == found_->sequence;
  if (unchanged && !elements_.wants_saving()) return;
  topology_.load_for_saving();
  ImageWriter image;
  elements_.add_to(image);
  collect(image, ~std::uint64_t{0});
  if (image.empty()) return;
  auto identity = stamp_now();
  const Status saved =
      identity ? image.write(image_path_, *identity) : Status(std::move(identity).error());
  if (!saved) log(LogLevel::warn, "no image of projections: " + saved.error().message);
}

}  // namespace entente::storage
