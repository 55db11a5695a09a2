#include "storage/kv/write_batch.hpp"

#include <cassert>
#include <limits>

namespace entente::storage {

void WriteBatch::add(WriteKind kind, KeyFamily family, std::string_view key,
                     std::string_view value) {
  assert(key.size() <= std::numeric_limits<std::uint32_t>::max());
  assert(value.size() <= std::numeric_limits<std::uint32_t>::max());
  items_.push_back({bytes_.size(), static_cast<std::uint32_t>(key.size()),
                    static_cast<std::uint32_t>(value.size()), kind, family});
  bytes_.append(key);
  bytes_.append(value);
}

void WriteBatch::append(const WriteBatch& other) {
  const std::size_t shift = bytes_.size();
  bytes_.append(other.bytes_);
  items_.reserve(items_.size() + other.items_.size());
  for (Item item : other.items_) {
    item.offset += shift;
    items_.push_back(item);
  }
}

void WriteBatch::clear() {
  items_.clear();
  bytes_.clear();
}

void WriteBatch::reserve(std::size_t entries, std::size_t bytes) {
  items_.reserve(entries);
  bytes_.reserve(bytes);
}

}  // namespace entente::storage
