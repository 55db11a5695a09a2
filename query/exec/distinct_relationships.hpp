#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/eval/column.hpp"

namespace entente::query {

/// The rule that relationships of one MATCH differ: the relationships that earlier parts of the
/// pattern bound, which a new one must not be.
class DistinctRelationships {
 public:
  explicit DistinctRelationships(const std::vector<Slot>& slots) : slots_(slots) {}

  [[nodiscard]] bool empty() const { return slots_.empty(); }
  /// Relationships bound in one row, in no order.
  void collect(const Batch& batch, std::size_t row, std::vector<RelationshipId>& out) const;
  /// Clears keep[i] where relationships[i] is bound already in row rows[i].
  void mark(const Batch& batch, std::span<const std::uint32_t> rows,
            std::span<const RelationshipId> relationships, std::vector<std::uint8_t>& keep) const;

 private:
  const std::vector<Slot>& slots_;
};

}  // namespace entente::query
