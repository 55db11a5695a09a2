#pragma once

#include <cstdint>
#include <mutex>
#include <string_view>

#include "entente/result.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Hands out ascending ids that no one else ever gets, also after a crash: the end of a block of
/// ids is stored before its first id is given away, and an ordinary close gives the rest of the
/// block back. The first id is 1, so that 0 can mean "none". Thread-safe.
class IdAllocator {
 public:
  /// `meta_name` is the key of the counter in the family meta and must be a literal.
  explicit IdAllocator(std::string_view meta_name, std::uint64_t block_size = 4096)
      : meta_name_(meta_name), block_size_(block_size) {}

  /// Reads where to go on.
  Status load(const KvReader& reader);
  /// The first of `count` new ids in a row.
  Result<std::uint64_t> allocate(KvStore& store, std::uint64_t count = 1);
  /// All ids given away so far are below this.
  [[nodiscard]] std::uint64_t end() const;
  /// Stores the exact position, so that nothing of the block is lost.
  Status save(KvStore& store);

 private:
  Status store_limit(KvStore& store, std::uint64_t limit);

  std::string_view meta_name_;
  std::uint64_t block_size_;
  mutable std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::uint64_t limit_ = 1;
};

}  // namespace entente::storage
