#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/ids.hpp"
#include "storage/format/property_type.hpp"

namespace entente::storage {

/// What an index or constraint is for. On disk: never change or reuse a number.
enum class EntityKind : std::uint8_t { node = 0, relationship = 1 };

/// What an index or constraint is. On disk: never change or reuse a number.
enum class IndexKind : std::uint8_t {
  /// Equality, ranges and strings over one or more properties.
  range = 0,
  /// Uniqueness constraint with the index behind it: no two elements have equal values.
  unique = 1,
  /// As range, for strings only / for points only; one property.
  text = 2,
  point = 3,
  /// Inverted index over the words of several properties of elements with any of several tokens.
  full_text = 4,
  /// Key constraint with the index behind it: unique, and every element has all the properties.
  key = 5,
  /// Constraint without an index: elements have the property / have it, if at all, with a type.
  existence = 6,
  type = 7,
};

/// True for those that forbid something.
constexpr bool is_constraint(IndexKind kind) {
  return kind == IndexKind::unique || kind == IndexKind::key || kind == IndexKind::existence ||
         kind == IndexKind::type;
}
/// True for those whose entries are in family `unique`.
constexpr bool is_unique(IndexKind kind) {
  return kind == IndexKind::unique || kind == IndexKind::key;
}
/// True for those whose entries are ordered values (in family `index` or `unique`).
constexpr bool has_values(IndexKind kind) {
  return is_unique(kind) || kind == IndexKind::range || kind == IndexKind::text ||
         kind == IndexKind::point;
}
/// True for those that hold every element with the properties, whatever the kinds of the values.
constexpr bool holds_all_kinds(IndexKind kind) {
  return is_unique(kind) || kind == IndexKind::range;
}
/// True for everything that has entries at all.
constexpr bool is_index(IndexKind kind) { return has_values(kind) || kind == IndexKind::full_text; }
/// True for constraints that look at one element alone.
constexpr bool restricts_elements(IndexKind kind) {
  return kind == IndexKind::key || kind == IndexKind::existence || kind == IndexKind::type;
}

/// Definition of an index or constraint; stored, immutable once created. A uniqueness or key
/// constraint and the index behind it are one definition with one name.
struct IndexDefinition {
  IndexId id;
  std::string name;
  IndexKind kind = IndexKind::range;
  EntityKind entity = EntityKind::node;
  /// Labels or relationship types: exactly one, but for full-text indexes, ascending.
  std::vector<std::uint32_t> tokens;
  std::vector<PropertyKeyId> properties;
  /// Full-text indexes: name of the analyzer.
  std::string analyzer;
  /// Full-text indexes: what the user asked for; ours are always consistent.
  bool eventually_consistent = false;
  /// Type constraints.
  PropertyType type;

  /// The label of a definition for nodes with one label.
  [[nodiscard]] LabelId label() const { return LabelId(tokens.front()); }
  /// The same for relationships.
  [[nodiscard]] RelationshipTypeId relationship_type() const {
    return RelationshipTypeId(tokens.front());
  }
  friend bool operator==(const IndexDefinition&, const IndexDefinition&) = default;
};

}  // namespace entente::storage
