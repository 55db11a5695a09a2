#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/ids.hpp"
#include "entente/value.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/evidence.hpp"

namespace entente::storage {

/// Relationships found by an Expansion, as columns of equal length. `source_row[i]` is the position
/// in the batch of start nodes; `outgoing[i]` is 1 if the start node is the relationship's source.
struct ExpandColumns {
  std::vector<std::uint32_t> source_row;
  std::vector<NodeId> neighbour;
  std::vector<RelationshipId> relationship;
  std::vector<RelationshipTypeId> type;
  std::vector<std::uint8_t> outgoing;

  [[nodiscard]] std::size_t size() const { return source_row.size(); }
  void clear() {
    source_row.clear();
    neighbour.clear();
    relationship.clear();
    type.clear();
    outgoing.clear();
  }
};

/// How an indexed string is compared with a text.
enum class StringMatch : std::uint8_t { prefix, infix, suffix };

/// One end of a value range; without `value` the range is open on that side.
struct RangeBound {
  std::optional<Value> value;
  bool inclusive = true;
};

}  // namespace entente::storage
