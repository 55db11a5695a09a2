#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace entente {

/// A dense 64-bit identity. `Tag` keeps identities of different things apart at compile time.
/// Ids are handed out in ascending blocks and never reused. Value type, thread-safe.
template <class Tag, class Rep = std::uint64_t>
struct Id {
  Rep value = 0;

  constexpr Id() = default;
  constexpr explicit Id(Rep v) : value(v) {}
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// Identity of a node inside one database.
using NodeId = Id<struct NodeIdTag>;
/// Identity of a relationship inside one database.
using RelationshipId = Id<struct RelationshipIdTag>;
/// Dictionary number of a label.
using LabelId = Id<struct LabelIdTag, std::uint32_t>;
/// Dictionary number of a relationship type.
using RelationshipTypeId = Id<struct RelationshipTypeIdTag, std::uint32_t>;
/// Dictionary number of a property key.
using PropertyKeyId = Id<struct PropertyKeyIdTag, std::uint32_t>;
/// Identity of an index (a constraint owns one too).
using IndexId = Id<struct IndexIdTag, std::uint32_t>;
/// Identity of a document that was ingested.
using DocumentId = Id<struct DocumentIdTag>;

/// Which relationships of a node are meant, relative to that node.
enum class Direction : std::uint8_t { outgoing, incoming, either };

}  // namespace entente

template <class Tag, class Rep>
struct std::hash<entente::Id<Tag, Rep>> {
  std::size_t operator()(entente::Id<Tag, Rep> id) const noexcept {
    return std::hash<Rep>{}(id.value);
  }
};
