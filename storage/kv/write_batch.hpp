#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/format/key_family.hpp"

namespace entente::storage {

/// What one entry of a WriteBatch does.
enum class WriteKind : std::uint8_t { put, erase, merge, erase_range };

/// A list of changes that a store applies atomically and in order. Owns its bytes in one buffer.
class WriteBatch {
 public:
  /// One change. `value` is the value, the operand, or for erase_range the excluded end (empty: to
  /// the end of the family). The views are good until the batch is changed.
  struct Entry {
    WriteKind kind;
    KeyFamily family;
    std::string_view key;
    std::string_view value;
  };

  void put(KeyFamily family, std::string_view key, std::string_view value) {
    add(WriteKind::put, family, key, value);
  }
  void erase(KeyFamily family, std::string_view key) { add(WriteKind::erase, family, key, {}); }
  void merge(KeyFamily family, std::string_view key, std::string_view operand) {
    add(WriteKind::merge, family, key, operand);
  }
  void erase_range(KeyFamily family, std::string_view begin, std::string_view end) {
    add(WriteKind::erase_range, family, begin, end);
  }
  /// Adds all changes of `other` behind the own ones.
  void append(const WriteBatch& other);
  void clear();
  void reserve(std::size_t entries, std::size_t bytes);

  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
  [[nodiscard]] Entry operator[](std::size_t i) const {
    const Item& item = items_[i];
    const std::string_view all(bytes_);
    return {item.kind, item.family, all.substr(item.offset, item.key_bytes),
            all.substr(item.offset + item.key_bytes, item.value_bytes)};
  }

 private:
  struct Item {
    std::size_t offset;
    std::uint32_t key_bytes;
    std::uint32_t value_bytes;
    WriteKind kind;
    KeyFamily family;
  };
  void add(WriteKind kind, KeyFamily family, std::string_view key, std::string_view value);

  std::vector<Item> items_;
  std::string bytes_;
};

}  // namespace entente::storage
