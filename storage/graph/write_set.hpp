#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::storage {

/// One thing that concurrent transactions may quarrel about. Numbers are internal to a process.
enum class ConflictKind : std::uint8_t {
  /// Labels, properties or existence of a node changed.
  node_written,
  node_deleted,
  node_relabelled,
  /// A relationship of the node was created or deleted.
  node_attached,
  /// A mention, alias or document refers to the node.
  node_referred,
  /// Properties or existence of a relationship changed.
  relationship_written,
  relationship_deleted,
  /// A claim about the relationship was written.
  relationship_referred,
  /// A key in the families unique, documents or aliases; the id is a hash of the key. Two keys with
  /// one hash make a needless conflict, nothing worse.
  unique_value,
  document,
  alias,
  /// The definitions of indexes and constraints / any node or relationship at all; the id is 0.
  schema,
  any_element,
};

struct ConflictKey {
  ConflictKind kind;
  std::uint64_t id;
  friend bool operator==(const ConflictKey&, const ConflictKey&) = default;
};

struct ConflictKeyHash {
  std::size_t operator()(const ConflictKey& key) const noexcept {
    // Multiplying by an odd constant spreads the dense ids over the high bits (Fibonacci hashing).
    const std::uint64_t mixed =
        (key.id * 16U + static_cast<std::uint64_t>(key.kind)) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }
};

/// What a transaction relies on and what it does, in terms of conflicts: it must fail if one of
/// `relies_on` was marked by a commit after its snapshot, and its own commit marks `changes`.
///
///   operation                    relies on                            changes
///   write node                   written                              written
///   change labels of a node      written, attached                    written, relabelled
///   delete node                  written, attached, referred          written, deleted
///   attach or detach at a node   deleted, relabelled                  attached
///   write relationship           relationship written                 relationship written
///   delete relationship          … written, … referred                … written, … deleted
///   mention, alias               node deleted                         referred
///   claim                        relationship deleted                 relationship referred
///
/// Attaching does not conflict with attaching: the adjacency lists are merged. It does with
/// relabelling, because the counters by (label, type) could not be right otherwise.
struct WriteSet {
  std::vector<ConflictKey> relies_on;
  std::vector<ConflictKey> changes;
};

}  // namespace entente::storage
