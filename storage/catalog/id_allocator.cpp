#include "storage/catalog/id_allocator.hpp"

#include <algorithm>
#include <string>

#include "storage/format/key.hpp"

namespace entente::storage {

Status IdAllocator::load(const KvReader& reader) {
  const std::lock_guard lock(mutex_);
  std::string value;
  ENTENTE_ASSIGN(const bool found, reader.get(KeyFamily::meta, meta_name_, value));
  if (found) {
    ENTENTE_ASSIGN(next_, decode_number(value));
    next_ = std::max<std::uint64_t>(next_, 1);
  }
  limit_ = next_;
  return {};
}

Result<std::uint64_t> IdAllocator::allocate(KvStore& store, std::uint64_t count) {
  const std::lock_guard lock(mutex_);
  if (limit_ - next_ < count) {
    // Not synced: the store keeps the order of writes, so a commit that uses an id of the block
    // cannot survive a crash which this write did not.
    const std::uint64_t limit = next_ + std::max(count, block_size_);
    ENTENTE_TRY(store_limit(store, limit));
    limit_ = limit;
  }
  const std::uint64_t first = next_;
  next_ += count;
  return first;
}

std::uint64_t IdAllocator::end() const {
  const std::lock_guard lock(mutex_);
  return next_;
}

Status IdAllocator::save(KvStore& store) {
  const std::lock_guard lock(mutex_);
  if (limit_ == next_) return {};
  ENTENTE_TRY(store_limit(store, next_));
  limit_ = next_;
  return {};
}

Status IdAllocator::store_limit(KvStore& store, std::uint64_t limit) {
  WriteBatch batch;
  batch.put(KeyFamily::meta, meta_name_, encode_number(limit));
  return store.write(batch, {.sync = false});
}

}  // namespace entente::storage
