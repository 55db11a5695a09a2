#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ids.hpp"

namespace entente::importing {

/// Finds nodes by the ids their files give them: a hash table with open addressing over texts in
/// one arena, about 45 bytes per node and its text. Ids are unique within a group (an id space);
/// the same id may stand in several groups. Not thread-safe.
class ExternalIds {
 public:
  enum class Lookup : std::uint8_t { found, unknown, ambiguous };
  struct Found {
    Lookup outcome = Lookup::unknown;
    NodeId node;
  };

  /// The place for the node of an id: new, with NodeId(0), or what was put there before, which
  /// NodeId(0) takes back. Good until the next call.
  NodeId& at(std::uint32_t group, std::string_view id);
  /// In one group, or with nullopt in all of them, where it must then be in only one.
  [[nodiscard]] Found find(std::optional<std::uint32_t> group, std::string_view id) const;

  /// Ids in the order in which they came, each with its group.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::string_view id(std::size_t position) const {
    return text_of(entries_[position]);
  }
  [[nodiscard]] std::uint32_t group(std::size_t position) const { return entries_[position].group; }

 private:
  struct Entry {
    std::uint64_t hash;
    std::uint64_t offset;
    std::uint32_t bytes;
    std::uint32_t group;
    NodeId node;
  };
  static constexpr std::uint32_t free_slot = 0xFFFFFFFFU;

  [[nodiscard]] std::string_view text_of(const Entry& entry) const {
    return std::string_view(arena_).substr(entry.offset, entry.bytes);
  }
  void grow();

  std::string arena_;
  std::vector<Entry> entries_;
  /// Positions in entries_; the size is a power of two.
  std::vector<std::uint32_t> slots_;
};

}  // namespace entente::importing
