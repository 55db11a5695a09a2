#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/result.hpp"
#include "storage/format/key.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Labels, relationship types and property keys with their numbers, wholly in memory. A number is
/// given at first use and never again to another name, whatever becomes of the transaction that
/// asked for it. Thread-safe.
class Dictionary {
 public:
  /// Longest name that is accepted, in bytes.
  static constexpr std::size_t max_name_bytes = 16384;

  /// Reads all names. Errors: corruption if numbers have gaps or names come twice.
  Status load(const KvReader& reader);

  [[nodiscard]] std::optional<std::uint32_t> find(NameKind kind, std::string_view name) const;
  /// The number of the name; a new one is written to `store` first. The write does not wait for the
  /// disk, and need not: the store never makes a later commit that uses the number durable before.
  Result<std::uint32_t> get_or_create(NameKind kind, std::string_view name, KvStore& store);
  /// Empty for an unknown number. The view stays valid as long as the dictionary.
  [[nodiscard]] std::string_view name(NameKind kind, std::uint32_t id) const;
  /// How many names there are; their numbers are all below.
  [[nodiscard]] std::uint32_t size(NameKind kind) const;
  /// Grows with every new name.
  [[nodiscard]] std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  struct Names {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    /// Index is the number; a deque because views into it must stay.
    std::deque<std::string> texts;
  };
  [[nodiscard]] const Names& names(NameKind kind) const {
    return names_[static_cast<std::size_t>(kind) - 1];
  }
  Names& names(NameKind kind) { return names_[static_cast<std::size_t>(kind) - 1]; }

  mutable std::shared_mutex mutex_;
  std::array<Names, 3> names_;
  std::atomic<std::uint64_t> version_{0};
};

}  // namespace entente::storage
